"""When each office is to be looked at next for what is due unasked.

A look that found nothing more to do holds until the day's next beginning, unless something has happened meanwhile that
may make somebody due: whoever writes such a thing calls `again`. So an idle minute costs one query for all offices.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select, update

from storage.office_store import OfficeStore
from storage.statements import OFFICE_ID, AddOnce
from storage.tables import look as table
from storage.tables import office

Due = tuple[int, int]
"""(office, how often it had been asked to be looked at again when this look began)."""

_DUE = (
    select(office.c.id, table.c.asked)
    .outerjoin(table, table.c.office_id == office.c.id)
    .where(or_(table.c.until.is_(None), table.c.until <= bindparam("now")))
    .order_by(office.c.id)
)
_ADD = AddOnce(table)
_AGAIN = update(table).where(table.c.office_id == OFFICE_ID).values(until=None, asked=table.c.asked + 1)
_EVERYWHERE = update(table).values(until=None, asked=table.c.asked + 1)
_BY = (
    update(table)
    .where(table.c.office_id == OFFICE_ID, table.c.until > bindparam("moment"))
    .values(until=bindparam("moment"), asked=table.c.asked + 1)
)
_LOOKED = (
    update(table)
    .where(table.c.office_id == OFFICE_ID, table.c.asked == bindparam("at_asked"))
    .values(until=bindparam("until"))
)


def due(connection: Connection, now: datetime) -> Sequence[Due]:
    """The offices to look at now."""
    found = connection.execute(_DUE, {"now": now}).all()
    _ADD.everywhere(connection, [row.id for row in found if row.asked is None], asked=0, until=None)
    return [(row.id, row.asked or 0) for row in found]


def looked(connection: Connection, offices: Sequence[tuple[Due, datetime]]) -> None:
    """Each needs no look before its moment, but for one for whom something has happened since its look began."""
    for (office_id, asked), until in offices:
        OfficeStore(connection, office_id).run(_LOOKED, at_asked=asked, until=until)


def again(store: OfficeStore) -> None:
    """Something has happened that may make somebody due: look at this office at the next tick."""
    store.run(_AGAIN)


def by(store: OfficeStore, moment: datetime) -> None:
    """Something is to be told at `moment`: look then, if no look is to come before it."""
    store.run(_BY, moment=moment)


def everywhere(connection: Connection) -> None:
    """Look at every office at the next tick: a program that has just begun may have jobs that the last one had not."""
    connection.execute(_EVERYWHERE)
