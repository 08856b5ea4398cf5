"""/edit 3 outcome: the officer rewrites one cell of the report in chat."""

import json
from collections.abc import Sequence

from dialogue.hearing import action_heard
from dialogue.messages import Button, Message
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending
from handlers.context import Context
from handlers.years import year_meant
from measures.annual_report import COLUMNS
from storage import annual_reports, edits, people, plans

COLUMN_WORDS = {
    "title": ("มาตรการ", "title", "1"),
    "method": ("วิธีดำเนินการ", "วิธี", "method", "2"),
    "period": ("ระยะเวลา", "period", "3"),
    "responsible": ("ผู้รับผิดชอบ", "responsible", "4"),
    "output": ("ผลการดำเนินการ", "ผล", "output", "5"),
    "outcome": ("ผลลัพธ์", "ผลสัมฤทธิ์", "outcome", "6"),
}
"""Column → what it may be called; the first is what the bot calls it in Thai."""
CANCEL = ("ไม่แก้", "leave it", "cancel")
ORIGINAL = ("คืนข้อความเดิม", "restore")


def edit(context: Context, words: str) -> Sequence[Message]:
    """ "3 outcome" shows the cell and waits for its new text; more words after it are the new text at once."""
    year = year_meant(context, "")
    head, _, text = words.partition("\n") if "\n" in words else (words, "", "")
    parts = arabic_digits(head).split(maxsplit=2)
    text = "\n".join(part for part in ((head.split(maxsplit=2) + [""] * 3)[2], text) if part)
    column = next((c for c, names in COLUMN_WORDS.items() if len(parts) > 1 and parts[1].lower() in names), None)
    found = plans.current_plan(context.store, year) if year in plans.fiscal_years(context.store) else None
    if found is None or column is None or not parts[0].isdecimal():
        return [Message(context.say("edit_usage"))]
    number = int(parts[0])
    if number not in {measure.number for measure in found[1].measures}:
        return [Message(context.say("edit_no_measure", number=number, last=len(found[1].measures)))]
    if text:
        return _take(context, year, number, column, text)
    people.set_awaiting(context.store, context.person.id, json.dumps([year, number, column]))
    current = annual_reports.compiled(context.store, year).rows[number - 1].cells[COLUMNS.index(column)]
    buttons = tuple(
        Button(label, f"edit {number} {column} {answer}", label)
        for label, answer in ((context.say("edit_cancel"), "cancel"), (context.say("edit_original"), "restore"))
    )
    return [Message(context.say("edit_now", number=number, column=_called(context, column), text=current), buttons)]


def rewrite(context: Context, text: str) -> Sequence[Message]:
    """The text that was waited for."""
    year, number, column = json.loads(context.person.awaiting)
    return _take(context, year, number, column, text)


def _take(context: Context, year: int, number: int, column: str, text: str) -> Sequence[Message]:
    """`text` becomes the cell's, unless it says to leave the cell as it is or to give it back its own words."""
    people.set_awaiting(context.store, context.person.id, "")
    words = without_polite_ending(text).lower()
    if words in CANCEL or action_heard(text) == "cancel":
        return [Message(context.say("edit_left"))]
    kept = "" if words in ORIGINAL else text.strip()
    edits.edit(context.store, year, number, column, kept, context.person.id, context.now)
    sentence = "edit_kept" if kept else "edit_restored"
    return [Message(context.say(sentence, number=number, column=_called(context, column), year=year))]


def _called(context: Context, column: str) -> str:
    return COLUMN_WORDS[column][0] if context.person.language == "th" else column
