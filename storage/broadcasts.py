"""ประกาศ: what an officer tells many at once: a draft that is shown first, then one row a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, insert, select

from storage import unsent
from storage.office_store import OfficeStore
from storage.outbox import FAILED, QUEUED, SENT, TRYING, UNKNOWN, WITHDRAWN
from storage.outcomes import withdrawn
from storage.statements import OFFICE_ID, add, change, find
from storage.tables import address, outbox, person
from storage.tables import broadcast as table
from storage.tables import broadcast_to as to

DRAFT, BEGUN, DROPPED = "draft", "begun", "dropped"
WAITING, OWED, WITHHELD, UNREACHABLE = "waiting", "owed", "withheld", "unreachable"
"""Of one person: not looked at yet; a row of the outbox; kept back by the month's budget; nowhere to write to."""
ACCEPTED, ON_ITS_WAY, BLOCKED, REFUSED, UNSURE = "accepted", "queued", "blocked", "failed", "unknown"
"""What became of a row of the outbox. LINE accepts for those who have blocked us, too."""
AGAIN = (REFUSED, BLOCKED, WITHHELD, UNREACHABLE)
"""What may be sent again; never what may have arrived."""

_ADD = add(table)
_ONE = find(table, "id")
_LAST = find(table, "state").order_by(table.c.id.desc()).limit(1)
_STATE = change(table, "id", "state")
_DROP_ALL = change(table, "person_id", "state")
_ADD_TO = insert(to)
_WAITING = (
    find(to, "broadcast_id", "state")
    .join(person, (person.c.office_id == to.c.office_id) & (person.c.id == to.c.person_id))
    .with_only_columns(to.c.person_id, person.c.language)
    .order_by(to.c.person_id)
    .limit(bindparam("most"))
)
_CHANGE_TO = change(to, "broadcast_id", "person_id")
_OUTCOME = case(
    (to.c.state == WAITING, ON_ITS_WAY),
    (to.c.state != OWED, to.c.state),
    (outbox.c.state.in_((QUEUED, TRYING)), ON_ITS_WAY),
    (outbox.c.state == SENT, ACCEPTED),
    (outbox.c.state == UNKNOWN, UNSURE),
    (outbox.c.state == WITHDRAWN, WITHHELD),
    (and_(outbox.c.state == FAILED, address.c.alive.is_(False)), BLOCKED),
    else_=REFUSED,
).label("outcome")


def _of_each(*columns: Any) -> Select[Any]:
    same_chat = (address.c.office_id == to.c.office_id) & (address.c.channel == outbox.c.channel)
    return (
        select(*columns, _OUTCOME)
        .select_from(to)
        .join(person, (person.c.office_id == to.c.office_id) & (person.c.id == to.c.person_id))
        .outerjoin(outbox, (outbox.c.office_id == to.c.office_id) & (outbox.c.id == to.c.outbox_id))
        .outerjoin(address, same_chat & (address.c.chat_id == outbox.c.chat_id))
        .where(to.c.office_id == OFFICE_ID, to.c.broadcast_id == bindparam("broadcast_id"))
    )


_COUNTS = _of_each(func.count().label("people")).group_by(_OUTCOME)
_NAMES = (
    _of_each(person.c.name).where(bindparam("outcome") == _OUTCOME).order_by(to.c.person_id).limit(bindparam("most"))
)
_FAILED = _of_each(to.c.person_id, to.c.outbox_id).where(_OUTCOME.in_(AGAIN))


@dataclass(frozen=True, slots=True)
class Broadcast:
    id: int
    person_id: int
    """Who says it."""
    text: str
    whom: str
    state: str
    at: datetime


def draft(store: OfficeStore, person_id: int, text: str, whom: str, now: datetime) -> int:
    """Its number. Whatever the person had drafted before is dropped: one that is looked at may be sent."""
    store.run(_DROP_ALL, at_person_id=person_id, at_state=DRAFT, state=DROPPED)
    result = store.execute(_ADD, person_id=person_id, text=text, whom=whom, state=DRAFT, at=now)
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def broadcast(store: OfficeStore, number: int) -> Broadcast | None:
    row = store.row(_ONE, id=number)
    return _broadcast(row) if row else None


def last(store: OfficeStore) -> Broadcast | None:
    """The newest that was sent."""
    row = store.row(_LAST, state=BEGUN)
    return _broadcast(row) if row else None


def drop(store: OfficeStore, number: int) -> bool:
    return store.run(_STATE, at_id=number, at_state=DRAFT, state=DROPPED) == 1


def begin(store: OfficeStore, number: int, persons: Sequence[int], now: datetime) -> bool:
    """It is to be said to those people, once each; False where it is no draft any more."""
    if store.run(_STATE, at_id=number, at_state=DRAFT, state=BEGUN, at=now) != 1:
        return False
    rows = [
        {"office_id": store.office_id, "broadcast_id": number, "person_id": one, "state": WAITING, "outbox_id": None}
        for one in persons
    ]
    if rows:
        store.connection.execute(_ADD_TO, rows)
    return True


def waiting(store: OfficeStore, number: int, most: int) -> Sequence[tuple[int, str]]:
    """(person, language) of those who are still to be told, `most` of them."""
    rows = store.rows(_WAITING, broadcast_id=number, state=WAITING, most=most)
    return [(row.person_id, row.language) for row in rows]


def settle(store: OfficeStore, number: int, found: Sequence[tuple[int, str, str | None]]) -> None:
    """(person, state, the outbox's row if there is one) of some."""
    store.run_all(
        _CHANGE_TO,
        [{"at_broadcast_id": number, "at_person_id": p, "state": state, "outbox_id": row} for p, state, row in found],
    )


def outcomes(store: OfficeStore, number: int) -> Mapping[str, int]:
    """Outcome → how many people."""
    return {row.outcome: int(row.people) for row in store.rows(_COUNTS, broadcast_id=number)}


def names(store: OfficeStore, number: int, outcome: str, most: int) -> Sequence[str]:
    """Of whom that became of it, `most` of them."""
    return [row.name for row in store.rows(_NAMES, broadcast_id=number, outcome=outcome, most=most)]


def again(store: OfficeStore, number: int, now: datetime) -> Collection[int]:
    """Let what failed be tried once more; the people. Whose chat still lives gets the same row, with its key; for
    the others a place is looked for anew, and theirs is never sent."""
    found = store.rows(_FAILED, broadcast_id=number)
    for row in found:
        if row.outcome == REFUSED and unsent.resend(store, row.outbox_id, now):
            continue
        if row.outbox_id:
            withdrawn(store.connection, row.outbox_id, "said elsewhere", now)
        settle(store, number, [(row.person_id, WAITING, None)])
    return {row.person_id for row in found}


def _broadcast(row: Any) -> Broadcast:
    return Broadcast(row.id, row.person_id, row.text, row.whom, row.state, row.at)
