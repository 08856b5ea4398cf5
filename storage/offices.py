"""หน่วยงาน: the municipalities in this deployment. The one table that stands above all offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from storage.tables import metadata, person, submission
from storage.tables import office as table

_ALL = select(table).order_by(table.c.id)
_BY_KEY = select(table).where(table.c.key == bindparam("key"))
_BY_ID = select(table).where(table.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Office:
    id: int
    key: str
    """Its name in webhook addresses: letters, digits, dashes."""
    name: str


def add_office(connection: Connection, key: str, name: str, now: datetime) -> int:
    """A new office; its number. Raises IntegrityError for a key that is taken."""
    result = connection.execute(insert(table), {"key": key, "name": name, "created_at": now})
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def offices(connection: Connection) -> Sequence[Office]:
    return [Office(row.id, row.key, row.name) for row in connection.execute(_ALL)]


def office_by_key(connection: Connection, key: str) -> Office | None:
    row = connection.execute(_BY_KEY, {"key": key}).first()
    return Office(row.id, row.key, row.name) if row else None


def office(connection: Connection, office_id: int) -> Office:
    """The office with this number. Raises LookupError where there is none."""
    row = connection.execute(_BY_ID, {"id": office_id}).first()
    if row is None:
        raise LookupError(f"no office {office_id}")
    return Office(row.id, row.key, row.name)


def only_office(connection: Connection) -> Office | None:
    """The office of a deployment that has exactly one."""
    found = offices(connection)
    return found[0] if len(found) == 1 else None


def remove_unused(connection: Connection, office_id: int) -> bool:
    """Take the office away with its plans, codes and all else; False, and nothing is changed, where anybody has ever
    joined it or answered for it."""
    for used in (person, submission):
        if connection.execute(select(used.c.id).where(used.c.office_id == office_id).limit(1)).first():
            return False
    for own in metadata.sorted_tables:
        if own is not table:
            connection.execute(delete(own).where(own.c.office_id == office_id))
    connection.execute(delete(table).where(table.c.id == office_id))
    return True
