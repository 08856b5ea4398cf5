"""หน้าที่รายงาน: the expected rows, one a measure × division (or section) × period.

A row keeps the due day it was given. What is read is the working day that this is by now: where the office has since
been given that day off, the next one; and the day itself again, where that is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from measures.fiscal_year import Period, period_named
from storage import looks
from storage.office_store import OfficeStore
from storage.statements import AddOnce, change, find
from storage.tables import division
from storage.tables import duty as table
from storage.working_days import working_days_of

MISSING, SUBMITTED, NOT_APPLICABLE = "missing", "submitted", "not_applicable"
NOTHING = "nothing"
"""Reported that there is nothing to report, with the reason: no answers, and none are expected any more."""
LOCKED = "locked"
"""Not reported, and the officer has closed the period: nothing is expected any more, unless it is reopened."""

_ADD = AddOnce(table)
_YEAR = find(table, "fiscal_year").order_by(table.c.period, table.c.measure, table.c.division)
_IN_STATE = (
    find(table, "state")
    .join(division, (division.c.office_id == table.c.office_id) & (division.c.key == table.c.division))
    .where(division.c.active)
    .order_by(table.c.period)
)
_MISSING_OF = find(table, "division", "section", "fiscal_year", "state").order_by(table.c.period)
_STATE = change(table, "fiscal_year", "measure", "division", "section", "period")
_DUE = change(table, "fiscal_year", "period")
_ALL_STATE = change(table, "fiscal_year", "period", "state")


@dataclass(frozen=True, slots=True)
class Duty:
    measure: str
    division: str
    section: str
    period: Period
    due_on: date
    state: str = MISSING


def open_duties(store: OfficeStore, duties: Sequence[Duty], now: datetime) -> int:
    """Expect these from now on; how many are new. A row that is there already stays as it is."""
    rows = [
        {
            "fiscal_year": d.period.fiscal_year, "measure": d.measure, "division": d.division, "section": d.section,
            "period": d.period.code, "due_on": d.due_on, "state": d.state, "opened_at": now,
        }
        for d in duties
    ]  # fmt: skip
    added = len(_ADD.run_all(store, rows))
    if added:
        looks.again(store)
    return added


def duties(store: OfficeStore, fiscal_year: int) -> Sequence[Duty]:
    return _read(store, store.rows(_YEAR, fiscal_year=fiscal_year))


def missing(store: OfficeStore) -> Sequence[Duty]:
    """Everything that is expected and not reported yet, of every year; a division that is asleep owes nothing."""
    return _read(store, store.rows(_IN_STATE, state=MISSING))


def missing_of(store: OfficeStore, division: str, section: str, fiscal_year: int) -> Sequence[Duty]:
    rows = store.rows(_MISSING_OF, division=division, section=section, fiscal_year=fiscal_year, state=MISSING)
    return _read(store, rows)


def set_state(store: OfficeStore, duty: Duty, state: str) -> None:
    store.run(
        _STATE, at_fiscal_year=duty.period.fiscal_year, at_measure=duty.measure, at_division=duty.division,
        at_section=duty.section, at_period=duty.period.code, state=state,
    )  # fmt: skip
    if state == MISSING:
        looks.again(store)


def locked(store: OfficeStore) -> Sequence[Duty]:
    """What was not reported when its period was closed."""
    return _read(store, store.rows(_IN_STATE, state=LOCKED))


def set_due(store: OfficeStore, period: Period, due_on: date) -> None:
    """From now on the period is due on that day; whoever has reported has reported in time or late by it."""
    store.run(_DUE, at_fiscal_year=period.fiscal_year, at_period=period.code, due_on=due_on)
    looks.again(store)


def lock(store: OfficeStore, period: Period) -> None:
    """Expect nothing more of the period."""
    _all_in(store, period, MISSING, LOCKED)


def unlock(store: OfficeStore, period: Period) -> None:
    """Expect again what was missing when it was closed."""
    _all_in(store, period, LOCKED, MISSING)
    looks.again(store)


def _all_in(store: OfficeStore, period: Period, state: str, new: str) -> None:
    store.run(_ALL_STATE, at_fiscal_year=period.fiscal_year, at_period=period.code, at_state=state, state=new)


def _read(store: OfficeStore, rows: Sequence[Any]) -> Sequence[Duty]:
    if not rows:
        return []
    working = cache(working_days_of(store).next_working_day)
    return [_duty(row, working(row.due_on)) for row in rows]


def _duty(row: Any, due_on: date) -> Duty:
    period = period_named(row.period)
    if period is None:
        raise ValueError(f"a duty of no period: {row.period}")
    return Duty(row.measure, row.division, row.section, period, due_on, row.state)
