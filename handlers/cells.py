"""/edit 3 outcome: the officer rewrites one cell of the report in chat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from dialogue.kinds.text import LONGEST
from dialogue.messages import Button, Message
from dialogue.said import File, Other, Said, Text
from dialogue.thai.digits import arabic_digits
from handlers.awaiting import awaited, wait_for, wait_no_more
from handlers.cell_words import column_called, leaves, leaves_in_short, only_manners, restores, shown_column, takes
from handlers.context import Context
from handlers.years import year_meant
from measures.annual_report import COLUMNS
from storage import annual_reports, edits, plans

AWAITED = "edit"
"""A cell's new text is waited for; then stands the cell."""
_CONFIRMED = re.compile(r"keep ([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Cell:
    year: int
    number: int
    column: str
    proposed: str = ""
    """The text that was typed and waits for its yes; empty while none is."""


def edit(context: Context, words: str) -> Sequence[Message]:
    """ "3 outcome" shows the cell and waits for its new text; more words after it are the new text at once."""
    year = year_meant(context, "")
    row, called, text = (*words.split(maxsplit=2), "", "", "")[:3]
    row, column = arabic_digits(row), column_called(arabic_digits(called))
    found = plans.current_plan(context.store, year) if year in plans.fiscal_years(context.store) else None
    if found is None or column is None or not row.isdecimal():
        return [Message(context.say("edit_usage")), *where(context)]
    measures = found[1].measures
    number = next((measure.number for measure in measures if str(measure.number) == row.lstrip("0")), None)
    if number is None:
        return [Message(context.say("edit_no_measure", number=row[:9], last=len(measures))), *where(context)]
    cell = Cell(year, number, column)
    if confirmed := _CONFIRMED.fullmatch(text):
        return _confirm(context, cell, confirmed[1])
    if text:
        return _take(context, cell, text) or _keep(context, cell, text.strip())
    return _ask(context, cell)


def open_cell(context: Context) -> Cell | None:
    """The cell whose new text this person's next message is."""
    found = awaited(context, AWAITED)
    return Cell(*found) if found else None


def where(context: Context) -> Sequence[Message]:
    """The edit that stands open, once more; nothing where none does."""
    cell = open_cell(context)
    return () if cell is None else _propose(context, cell, cell.proposed) if cell.proposed else _ask(context, cell)


def put_down(context: Context) -> Sequence[Message]:
    """What to say to one who leaves an edit for something else."""
    cell = open_cell(context)
    return () if cell is None else [Message(_say(context, "edit_put_down", cell))]


def rewrite(context: Context, cell: Cell, said: Said) -> Sequence[Message]:
    """What was said while the cell's new text is waited for: it is shown, and one tap takes it."""
    if not isinstance(said, Text):
        if isinstance(said, File) and said.more:
            return ()
        sentence = "sticker_here" if isinstance(said, Other) else "edit_no_file"
        return [Message(context.say(sentence)), *where(context)]
    text = said.text.strip()
    if only_manners(text):
        return where(context)
    if cell.proposed and takes(text):
        return _keep(context, cell, cell.proposed)
    if leaves_in_short(text):
        return _left(context)
    return _take(context, cell, text) or _propose(context, cell, text)


def _ask(context: Context, cell: Cell) -> Sequence[Message]:
    _await(context, cell)
    current = annual_reports.compiled(context.store, cell.year).rows[cell.number - 1].cells[COLUMNS.index(cell.column)]
    answers = ("edit_cancel", "cancel"), ("edit_original", "restore")
    return [Message(_say(context, "edit_now", cell, text=current), _buttons(context, cell, *answers))]


def _propose(context: Context, cell: Cell, text: str) -> Sequence[Message]:
    """What the cell would become. The button names this very text, so that an older one takes no newer text."""
    _await(context, Cell(cell.year, cell.number, cell.column, text))
    answers = ("edit_use", f"keep {_digest(text)}"), ("edit_cancel", "cancel")
    return [Message(_say(context, "edit_proposed", cell, text=text), _buttons(context, cell, *answers))]


def _confirm(context: Context, cell: Cell, digest: str) -> Sequence[Message]:
    open_now = open_cell(context)
    place = (open_now.year, open_now.number, open_now.column) if open_now else ()
    if open_now and place == (cell.year, cell.number, cell.column) and _digest(open_now.proposed) == digest:
        return _keep(context, cell, open_now.proposed)
    return [Message(context.say("edit_old_button")), *where(context)]


def _take(context: Context, cell: Cell, text: str) -> Sequence[Message]:
    """What leaves the cell as it is, gives it back its own words, or does not fit; nothing for a text that may be its."""
    if leaves(text):
        return _left(context)
    if restores(text):
        return _keep(context, cell, "")
    if len(text.strip()) > LONGEST:
        return [Message(context.say("text_long", length=f"{len(text.strip()):,}", longest=f"{LONGEST:,}"))]
    return ()


def _left(context: Context) -> Sequence[Message]:
    wait_no_more(context)
    return [Message(context.say("edit_left"))]


def _keep(context: Context, cell: Cell, text: str) -> Sequence[Message]:
    """From now on the cell reads `text`; empty gives it back its own words."""
    wait_no_more(context)
    edits.edit(context.store, cell.year, cell.number, cell.column, text, context.person.id, context.now)
    return [Message(_say(context, "edit_kept" if text else "edit_restored", cell, year=cell.year))]


def _await(context: Context, cell: Cell) -> None:
    wait_for(context, AWAITED, cell.year, cell.number, cell.column, cell.proposed)


def _buttons(context: Context, cell: Cell, *answers: tuple[str, str]) -> tuple[Button, ...]:
    """(the sentence on the button, the answer it gives)"""
    return tuple(context.button(sentence, f"edit {cell.number} {cell.column} {answer}") for sentence, answer in answers)


def _say(context: Context, sentence: str, cell: Cell, **values: object) -> str:
    column = shown_column(cell.column, context.person.language)
    return context.say(sentence, number=cell.number, column=column, **values)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]
