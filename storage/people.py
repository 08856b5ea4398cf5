"""ผู้ใช้และที่อยู่ในแชต: the people of an office, their roles, and where each can be reached."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from measures.calendar import morning
from storage import looks
from storage.office_store import OfficeStore
from storage.statements import OFFICE_ID, AddOnce, add, change, find
from storage.tables import address, person

ROLES = ("reporter", "head", "legal_officer", "administrator", "executive")

_ADD = add(person)
_ONE = find(person, "id")
_PRESENT = find(person).where(person.c.left_at.is_(None)).order_by(person.c.id)
_CHANGE = change(person, "id")
_RENAME = change(person, "id", "name")
_AT = (
    select(person)
    .join_from(address, person, (person.c.office_id == address.c.office_id) & (person.c.id == address.c.person_id))
    .where(
        address.c.office_id == OFFICE_ID,
        address.c.channel == bindparam("channel"),
        address.c.chat_id == bindparam("chat_id"),
        person.c.left_at.is_(None),
    )
)
_LINK = AddOnce(address)
_MOVE = change(address, "channel", "chat_id")
_ADDRESSES_OF = (
    find(address)
    .where(address.c.alive, address.c.person_id.in_(bindparam("persons", expanding=True)))
    .order_by(address.c.linked_at.desc())
)
_ADDRESSES = find(address).where(address.c.alive).order_by(address.c.linked_at.desc())


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    division: str
    """The division's key; empty for one who belongs to none."""
    section: str
    roles: frozenset[str]
    language: str
    quiet_until: date | None
    """Not to be reminded before this day."""
    draft_id: int | None
    """The run they are in the middle of."""
    awaiting: str
    """JSON of what their next message will be taken for, or empty."""


@dataclass(frozen=True, slots=True)
class Address:
    channel: str
    chat_id: str


def add_person(
    store: OfficeStore, name: str, division: str, section: str, roles: frozenset[str], language: str, now: datetime
) -> int:
    result = store.execute(
        _ADD, name=name, division=division, section=section, roles=sorted(roles), language=language, awaiting="",
        created_at=now,
    )  # fmt: skip
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def person_named(store: OfficeStore, person_id: int) -> Person | None:
    row = store.row(_ONE, id=person_id)
    return _person(row) if row else None


def people(store: OfficeStore) -> tuple[Person, ...]:
    """Everyone who has not left."""
    return tuple(_person(row) for row in store.rows(_PRESENT))


def at_address(store: OfficeStore, channel: str, chat_id: str) -> Person | None:
    """Who writes from there: None for a stranger, and for one who has left."""
    row = store.row(_AT, channel=channel, chat_id=chat_id)
    return _person(row) if row else None


def link_address(store: OfficeStore, person_id: int, channel: str, chat_id: str, now: datetime) -> None:
    """From now on that chat is this person's."""
    if not _LINK.run(store, channel=channel, chat_id=chat_id, person_id=person_id, alive=True, linked_at=now):
        store.run(_MOVE, at_channel=channel, at_chat_id=chat_id, person_id=person_id, alive=True, linked_at=now)
    looks.again(store)


def addresses(store: OfficeStore) -> Mapping[int, Address]:
    """Person id → where to reach them unasked: the living address they linked first."""
    return {row.person_id: Address(row.channel, row.chat_id) for row in store.rows(_ADDRESSES)}


def places(store: OfficeStore) -> Mapping[int, Sequence[Address]]:
    """Person id → every living address, the one they linked first before the others."""
    found: dict[int, list[Address]] = {}
    for row in store.rows(_ADDRESSES):
        found.setdefault(row.person_id, []).insert(0, Address(row.channel, row.chat_id))
    return found


def places_of(store: OfficeStore, persons: Collection[int]) -> Mapping[int, Sequence[Address]]:
    """`places` of those persons alone."""
    found: dict[int, list[Address]] = {}
    for row in store.rows(_ADDRESSES_OF, persons=list(persons)):
        found.setdefault(row.person_id, []).insert(0, Address(row.channel, row.chat_id))
    return found


def set_alive(store: OfficeStore, channel: str, chat_id: str, alive: bool) -> None:
    """Whether that chat can be written to: False once the person has blocked us."""
    store.run(_MOVE, at_channel=channel, at_chat_id=chat_id, alive=alive)
    looks.again(store)


def set_roles(store: OfficeStore, person_id: int, roles: frozenset[str], division: str, section: str) -> None:
    """What they are from now on, and where."""
    store.run(_CHANGE, at_id=person_id, roles=sorted(roles), division=division, section=section)
    looks.again(store)


def set_draft(store: OfficeStore, person_id: int, draft_id: int | None) -> None:
    store.run(_CHANGE, at_id=person_id, draft_id=draft_id)


def set_quiet(store: OfficeStore, person_id: int, until: date | None) -> None:
    store.run(_CHANGE, at_id=person_id, quiet_until=until)
    if until is not None:
        looks.by(store, morning(until))


def set_awaiting(store: OfficeStore, person_id: int, awaiting: str) -> None:
    store.run(_CHANGE, at_id=person_id, awaiting=awaiting)


def set_language(store: OfficeStore, person_id: int, language: str) -> None:
    store.run(_CHANGE, at_id=person_id, language=language)


def rename(store: OfficeStore, person_id: int, old: str, new: str) -> None:
    """Call them `new`, if they are still called `old`."""
    store.run(_RENAME, at_id=person_id, at_name=old, name=new)


def _person(row: Any) -> Person:
    return Person(
        row.id, row.name, row.division, row.section, frozenset(row.roles), row.language, row.quiet_until, row.draft_id,
        row.awaiting,
    )  # fmt: skip
