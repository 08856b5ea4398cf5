"""What takes long, owed as a row: taken with a lease, so that another takes it when its worker has died."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from storage.office_store import OfficeStore
from storage.statements import add
from storage.tables import job as table

WAITING, DONE, FAILED = "waiting", "done", "failed"
TRIES = 3

_ADD = add(table)
_NEXT = (
    select(table)
    .where(table.c.try_at <= bindparam("now"))
    .order_by(table.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_CHANGE = update(table).where(table.c.id == bindparam("at_id"))


@dataclass(frozen=True, slots=True)
class Job:
    id: int
    office_id: int
    kind: str
    payload: Mapping[str, Any]
    last_try: bool
    """True when there will be no other after this one."""
    owed_at: datetime


def owe_job(store: OfficeStore, kind: str, payload: Mapping[str, Any], now: datetime) -> None:
    store.run(_ADD, kind=kind, payload=dict(payload), state=WAITING, attempts=0, try_at=now, error="", created_at=now)


def take(connection: Connection, now: datetime, lease: timedelta) -> Job | None:
    """The oldest job whose time has come, nobody else's until `lease` is over."""
    row = connection.execute(_NEXT, {"now": now}).first()
    while row is not None and row.attempts >= TRIES:  # its last worker died of it: the next would as well
        connection.execute(_CHANGE, {"at_id": row.id, "state": FAILED, "try_at": None, "error": "its worker died"})
        row = connection.execute(_NEXT, {"now": now}).first()
    if row is None:
        return None
    attempts = row.attempts + 1
    connection.execute(_CHANGE, {"at_id": row.id, "attempts": attempts, "try_at": now + lease})
    return Job(row.id, row.office_id, row.kind, row.payload, attempts >= TRIES, row.created_at)


def done(connection: Connection, job_id: int) -> None:
    connection.execute(_CHANGE, {"at_id": job_id, "state": DONE, "try_at": None})


def failed(connection: Connection, job: Job, error: str, now: datetime) -> None:
    """To be tried again a minute later, or given up after the third time."""
    again = None if job.last_try else now + timedelta(minutes=1)
    state = FAILED if job.last_try else WAITING
    connection.execute(_CHANGE, {"at_id": job.id, "state": state, "try_at": again, "error": error})
