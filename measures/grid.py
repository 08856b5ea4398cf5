"""ตารางสถานะ: division × measure, month by month: what one glance should tell the legal officer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dialogue.thai.dates import short_month
from measures.fiscal_year import YEAR_END, Period, periods
from measures.plan import Division, Plan

DONE, NONE, OPEN, LATE, LOCKED, BLANK = "done", "none", "open", "late", "locked", ""
"""Reported · nothing to report · not reported yet · overdue · closed without a report · not theirs to answer, or not yet."""
WORST_FIRST = (LATE, OPEN, LOCKED, DONE, NONE)


class Row(Protocol):
    @property
    def measure(self) -> str: ...
    @property
    def division(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def due_on(self) -> date: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One division's cells, a period each."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    fiscal_year: int
    day: date
    columns: tuple[str, ...]
    """The periods' short names: "ต.ค." … "ก.ย.", and the year's end."""
    blocks: tuple[Block, ...]
    """All measures together, then each measure."""
    language: str = "th"
    """In which its months are written."""


def grid_of(
    plan: Plan, divisions: Sequence[Division], duties: Iterable[Row], today: date, *, whole: str, year_end: str,
    language: str = "th",
) -> Grid:  # fmt: skip
    """`whole` is the title of the block of all measures, `year_end` the last column's."""
    rows = list(duties)
    order = periods(plan.fiscal_year)
    shown = [d for d in divisions if d.active or any(row.division == d.key for row in rows)]
    columns = tuple(year_end if p.kind == YEAR_END else short_month(p.first_day, language).split()[0] for p in order)
    blocks = [Block(whole, tuple(Line(d.name, _cells(rows, d.key, order, today)) for d in shown))]
    for measure in plan.measures:
        own = [row for row in rows if row.measure == measure.key]
        lines = (Line(d.name, _cells(own, d.key, order, today)) for d in shown)
        blocks.append(Block(f"{measure.number}. {measure.title}", tuple(line for line in lines if any(line.cells))))
    return Grid(plan.fiscal_year, today, columns, tuple(block for block in blocks if block.lines), language)


def _cells(rows: Sequence[Row], division: str, order: Sequence[Period], today: date) -> tuple[str, ...]:
    return tuple(
        worst(state(row, today) for row in rows if row.division == division and row.period == period)
        for period in order
    )


def state(row: Row, today: date) -> str:
    """What a cell says of one duty."""
    if row.state == "missing":
        return LATE if row.due_on < today else OPEN
    return {"submitted": DONE, "not_applicable": BLANK, "nothing": NONE, "locked": LOCKED}[row.state]


def worst(states: Iterable[str]) -> str:
    """Of several duties in one cell, the state that wants attention most."""
    found = set(states)
    return next((kind for kind in WORST_FIRST if kind in found), BLANK)
