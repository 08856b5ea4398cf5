"""การขยาย ปิด และเปิดรับงวดอีกครั้ง: what was done to a period, by whom, when and why. Rows are added, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from measures.fiscal_year import Period
from storage.office_store import OfficeStore
from storage.statements import add, find
from storage.tables import period_change as table

EXTEND, LOCK, REOPEN = "extend", "lock", "reopen"

_ADD = add(table)
_OF = find(table, "period").order_by(table.c.id)


@dataclass(frozen=True, slots=True)
class Change:
    action: str
    due_on: date | None
    """The due day from then on, where it was changed."""
    reason: str
    person_id: int
    at: datetime


def note(store: OfficeStore, period: Period, change: Change) -> None:
    store.run(
        _ADD, period=period.code, action=change.action, due_on=change.due_on, reason=change.reason,
        person_id=change.person_id, at=change.at,
    )  # fmt: skip


def changes(store: OfficeStore, period: Period) -> Sequence[Change]:
    """All that was done to `period`, oldest first."""
    return [_change(row) for row in store.rows(_OF, period=period.code)]


def locked_by(changes: Sequence[Change]) -> Change | None:
    """What closed the period, while it is closed."""
    last = next((change for change in reversed(changes) if change.action in (LOCK, REOPEN)), None)
    return last if last and last.action == LOCK else None


def due_by(changes: Sequence[Change]) -> date | None:
    """The due day that was named last, where one was."""
    return next((change.due_on for change in reversed(changes) if change.due_on), None)


def _change(row: Any) -> Change:
    return Change(row.action, row.due_on, row.reason, row.person_id, row.at)
