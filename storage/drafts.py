"""ร่างคำตอบ: one open run a division (or section) and period, with the conversation as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from measures.fiscal_year import Period, period_named
from storage.office_store import OfficeStore
from storage.statements import add, change, find, remove
from storage.tables import draft as table
from storage.tables import person

_ADD = add(table)
_ONE = find(table, "id")
_FOR = find(table, "division", "section", "period")
_OF_PERSON = find(table, "person_id").order_by(table.c.kept_at.desc(), table.c.id.desc())
_ALL = find(table).order_by(table.c.id)
_OF_PERIOD = find(table, "period")
_PUT_DOWN = change(person, "id", "draft_id")
_CHANGE = change(table, "id")
_REMOVE = remove(table, "id")


@dataclass(frozen=True, slots=True)
class Draft:
    id: int
    division: str
    section: str
    period: Period
    person_id: int
    """Whose conversation it is now."""
    plan_version: int
    """The question set it began with."""
    conversation: str
    """JSON of `dialogue.conversation.Conversation`."""
    heard: str
    """JSON of what was said in it of late (`handlers.heard`)."""
    source: str
    """How it came to whoever writes it down for the division: "phone" or "paper"; empty where the division answers."""


def draft(store: OfficeStore, draft_id: int) -> Draft | None:
    return _draft(store.row(_ONE, id=draft_id))


def draft_for(store: OfficeStore, division: str, section: str, period: Period) -> Draft | None:
    return _draft(store.row(_FOR, division=division, section=section, period=period.code))


def start(
    store: OfficeStore, division: str, section: str, period: Period, person_id: int, plan_version: int, now: datetime,
    source: str = "",
) -> int:  # fmt: skip
    """A new draft, its conversation still to be kept; its number. Raises IntegrityError where one is open already."""
    result = store.execute(
        _ADD, division=division, section=section, period=period.code, person_id=person_id, plan_version=plan_version,
        conversation="{}", heard="", begun_at=now, kept_at=now, source=source or None,
    )  # fmt: skip
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def keep(store: OfficeStore, draft_id: int, conversation: str, heard: str, now: datetime) -> None:
    store.run(_CHANGE, at_id=draft_id, conversation=conversation, heard=heard, kept_at=now)


def take_over(store: OfficeStore, draft_id: int, person_id: int, source: str = "") -> None:
    store.run(_CHANGE, at_id=draft_id, person_id=person_id, source=source or None)


def drop(store: OfficeStore, draft_id: int) -> None:
    store.run(_REMOVE, at_id=draft_id)


def of_person(store: OfficeStore, person_id: int) -> Sequence[Draft]:
    """Every draft that is this person's, whichever they are in the middle of, what was kept last first."""
    return [found for row in store.rows(_OF_PERSON, person_id=person_id) if (found := _draft(row))]


def open_drafts(store: OfficeStore) -> Sequence[Draft]:
    return [found for row in store.rows(_ALL) if (found := _draft(row))]


def put_down(store: OfficeStore, period: Period) -> None:
    """Whoever is in the middle of a draft of `period` is so no longer; the draft stays."""
    for row in store.rows(_OF_PERIOD, period=period.code):
        store.run(_PUT_DOWN, at_id=row.person_id, at_draft_id=row.id, draft_id=None)


def _draft(row: Any) -> Draft | None:
    if row is None:
        return None
    period = period_named(row.period)
    if period is None:
        raise ValueError(f"a draft of no period: {row.period}")
    return Draft(
        row.id, row.division, row.section, period, row.person_id, row.plan_version, row.conversation, row.heard,
        row.source or "",
    )  # fmt: skip
