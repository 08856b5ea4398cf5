"""การลา: who is away, until when, and who stands in. A row is never removed; coming back early ends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam

from measures.calendar import day_in_bangkok
from storage import looks
from storage.office_store import OfficeStore
from storage.statements import add, change, find
from storage.tables import absence as table

_ADD = add(table)
_END = change(table, "person_id").where(table.c.ended_at.is_(None), table.c.last_day >= bindparam("today"))
_TO_COME = find(table).where(table.c.last_day >= bindparam("today"), table.c.ended_at.is_(None))
_ON = (
    find(table)
    .where(table.c.first_day <= bindparam("day"), table.c.last_day >= bindparam("day"), table.c.ended_at.is_(None))
    .order_by(table.c.id)
)


@dataclass(frozen=True, slots=True)
class Absence:
    last_day: date
    stand_in: int | None
    """The person who answers meanwhile, where one was named."""


def leave(
    store: OfficeStore, person_id: int, first_day: date, last_day: date, stand_in: int | None, now: datetime
) -> None:
    """`person_id` is away on these days, both included; an absence noted before is over."""
    end(store, person_id, now)
    store.run(_ADD, person_id=person_id, first_day=first_day, last_day=last_day, stand_in=stand_in, at=now)


def end(store: OfficeStore, person_id: int, now: datetime) -> bool:
    """Back again; False for one who is not away and does not mean to be."""
    looks.again(store)
    return store.run(_END, at_person_id=person_id, today=day_in_bangkok(now), ended_at=now) > 0


def away(store: OfficeStore, day: date) -> Mapping[int, Absence]:
    """Person id → their absence, for everybody who is away on `day`."""
    return {row.person_id: Absence(row.last_day, row.stand_in) for row in store.rows(_ON, day=day)}


def stand_ins(store: OfficeStore, day: date) -> Mapping[int, int | None]:
    """Person id → who stands in for them, for everybody who is away on `day`."""
    return {person: absence.stand_in for person, absence in away(store, day).items()}


def turning_days(store: OfficeStore, today: date) -> Sequence[date]:
    """The days after `today` on which somebody goes away or is back, as far as is known."""
    rows = store.rows(_TO_COME, today=today)
    return [day for row in rows for day in (row.first_day, row.last_day + timedelta(days=1)) if day > today]
