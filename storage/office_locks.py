"""On PostgreSQL one transaction at a time works for an office, as on SQLite one at a time works at all.

A transaction takes the lock of every office it meets and keeps it to its end (docs/adr/0011). One of a `Writer` never
waits in its middle, where it holds what others wait for: it is refused, and begins again with all the locks it has met,
which it then waits for in their order. So no two wait for each other.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Integer, bindparam, func, select

TIDTAM = 0x71D7A
"""Our locks among those of other programs in the same database; the second number is the office."""
SCHEMA = 0
"""In the place of an office: the schema itself, for whoever changes it."""
_WAIT = select(func.pg_advisory_xact_lock(TIDTAM, bindparam("office", type_=Integer)))
_TRY = select(func.pg_try_advisory_xact_lock(TIDTAM, bindparam("office", type_=Integer)))
_HELD = "tidtam_offices"
_ONLY_TRIES = "tidtam_only_tries"


class Busy(Exception):
    """Another transaction works for that office. `offices`: it, and those that this transaction has the locks of."""

    def __init__(self, offices: Collection[int]) -> None:
        super().__init__(f"offices {sorted(offices)}")
        self.offices = frozenset(offices)


def forget(connection: Connection) -> None:
    """A transaction begins: the locks of the one before went with it."""
    connection.info[_HELD] = set()
    connection.info[_ONLY_TRIES] = False


def hold(connection: Connection, office_id: int) -> None:
    """Take the office's lock, if this transaction has not. Raises `Busy` in one that must not wait."""
    held = connection.info[_HELD]
    if office_id in held:
        return
    if not connection.info[_ONLY_TRIES]:
        connection.execute(_WAIT, {"office": office_id})
    elif not connection.execute(_TRY, {"office": office_id}).scalar():
        raise Busy({*held, office_id})
    held.add(office_id)


def hold_first(connection: Connection, offices: Collection[int]) -> None:
    """At the beginning of a transaction: wait for these; whatever is met later is only tried."""
    for office_id in sorted(offices):
        hold(connection, office_id)
    connection.info[_ONLY_TRIES] = True
