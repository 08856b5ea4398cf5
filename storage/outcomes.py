"""What became of what was owed: tried, sent, refused, or nobody knows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from measures.calendar import day_in_bangkok, morning
from storage import looks
from storage.office_store import OfficeStore
from storage.outbox import CHANGE, FAILED, LOST, OPEN, OURS, QUEUED, REPEATED, SENT, TRYING, UNKNOWN, WITHDRAWN
from storage.statements import find
from storage.tables import UNASKED
from storage.tables import outbox as table

KEPT_TRYING = timedelta(days=2)
"""Nothing is tried for longer; so what failed since a moment was owed at most this long before it."""

_UNDELIVERED = (
    find(table)
    .with_only_columns(func.count())
    .where(UNASKED, table.c.created_at > bindparam("oldest"), table.c.done_at > bindparam("since"))
    .where(table.c.state.in_((FAILED, UNKNOWN)))
)
_OFFICE = select(table.c.office_id).where(table.c.id == bindparam("id"))


def begin_try(connection: Connection, row_id: str, holder: str) -> bool:
    """Note that it may be delivered from now on; False where it is no longer the holder's, who must not send it."""
    return connection.execute(OURS, {"at_id": row_id, "at_holder": holder, "state": TRYING}).rowcount == 1


def part_delivered(connection: Connection, row_id: str, holder: str, delivered: int) -> bool:
    """So many of its requests have been taken; False where it is no longer the holder's, who must not go on."""
    values = {"at_id": row_id, "at_holder": holder, "state": QUEUED, "delivered": delivered}
    return connection.execute(OURS, values).rowcount == 1


def given_back(connection: Connection, held: Sequence[tuple[str, str, bool]], now: datetime) -> None:
    """Each (row, holder, whether an earlier try may have delivered it) is anybody's again at once: it was not begun."""
    for row_id, holder, tried in held:
        values = {"at_id": row_id, "at_holder": holder, "state": TRYING if tried else QUEUED, "try_at": now}
        connection.execute(OURS, values)


def sent(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    if ids:
        connection.execute(CHANGE, [{"at_id": i, "state": SENT, "try_at": None, "done_at": now} for i in ids])


def failed(
    connection: Connection, row_id: str, error: str, now: datetime, again: datetime | None, *, maybe: bool = False,
) -> None:  # fmt: skip
    """Not sent, or `maybe` it was: to be tried `again`, or never where that is None."""
    state = FAILED if again is None else TRYING if maybe else QUEUED
    connection.execute(
        OPEN, {"at_id": row_id, "state": state, "try_at": again, "error": error, "done_at": None if again else now}
    )
    if again is None:
        _to_be_told(connection, row_id, now)


def unknown(connection: Connection, row_id: str, error: str, now: datetime) -> None:
    """It may have arrived; nobody wants it twice, so it is left for a person to look at."""
    connection.execute(OPEN, {"at_id": row_id, "state": UNKNOWN, "try_at": None, "error": error, "done_at": now})
    _to_be_told(connection, row_id, now)


def _to_be_told(connection: Connection, row_id: str, now: datetime) -> None:
    """The next morning's digest says that something did not arrive."""
    office_id = connection.execute(_OFFICE, {"id": row_id}).scalar_one()
    looks.by(OfficeStore(connection, office_id), morning(day_in_bangkok(now) + timedelta(days=1)))


def lost(connection: Connection, row_id: str, error: str) -> None:
    """A reply that is sent no more by itself: it waits for the next one to that chat."""
    connection.execute(OPEN, {"at_id": row_id, "state": LOST, "try_at": None, "error": error})


def repeated(connection: Connection, row_id: str, within: str, now: datetime) -> None:
    """What it said is said again by the row `within`."""
    connection.execute(CHANGE, {"at_id": row_id, "state": REPEATED, "error": f"said again: {within}", "done_at": now})


def withdrawn(connection: Connection, row_id: str, reason: str, now: datetime) -> None:
    """It is not wanted any more, and has certainly not been sent."""
    connection.execute(CHANGE, {"at_id": row_id, "state": WITHDRAWN, "try_at": None, "error": reason, "done_at": now})


def put_off(connection: Connection, row_id: str, reason: str, until: datetime, *, maybe: bool) -> None:
    """The same row waits `until` then. Where `maybe` it has arrived, the time in which it may be tried goes on running."""
    anew = {"state": QUEUED, "attempts": 0, "given_up_at": None}
    values = {"at_id": row_id, "try_at": until, "holder": "", "error": reason, **({"state": TRYING} if maybe else anew)}
    connection.execute(OPEN, values)


def withheld(connection: Connection, row_id: str, holder: str, reason: str, now: datetime) -> bool:
    """It has certainly not been sent, for there is no room for it; False where it is no longer the holder's, who cannot
    know that of whoever has it now."""
    values = {"at_id": row_id, "at_holder": holder, "state": WITHDRAWN, "try_at": None, "error": reason, "done_at": now}
    return connection.execute(OURS, values).rowcount == 1


def undelivered_since(store: OfficeStore, since: datetime) -> int:
    """How many messages that nobody had asked for were refused since then, or may not have arrived."""
    return int(store.value(_UNDELIVERED, since=since, oldest=since - KEPT_TRYING))
