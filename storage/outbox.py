"""What must be said: owed in the transaction of its cause, spoken afterwards, and what became of it."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select, update

from dialogue.messages import Message
from storage.office_store import OfficeStore
from storage.statements import add, find
from storage.tables import UNASKED
from storage.tables import outbox as table

REPLY, REMINDER, REPORT, DIGEST = "reply", "reminder", "report", "digest"
AT_MOST_ONCE = (REMINDER, DIGEST)
"""What was asked for by nobody: better missing once than heard twice."""
QUEUED, SENT, FAILED, UNKNOWN = "queued", "sent", "failed", "unknown"
TRYING = "trying"
"""Somebody has begun to send it, and nothing is known yet of how that ended; it may have arrived."""
WITHDRAWN = "withdrawn"
"""Never sent, for it was no longer wanted or its hour was past."""
BATCH = 200
KEPT_TRYING = timedelta(days=2)
"""Nothing is tried for longer; so what failed since a moment was owed at most this long before it."""

_LEASE = timedelta(seconds=60)
"""How long the one who owed a row has to speak it before others may."""

_ADD = add(table)
_WAITING = (
    select(table)
    .where(table.c.try_at <= bindparam("now"))
    .order_by(case((table.c.cause == REPLY, 0), else_=1), table.c.created_at)
    .limit(BATCH)
)
_UNDELIVERED = (
    find(table)
    .with_only_columns(func.count())
    .where(UNASKED, table.c.created_at > bindparam("oldest"), table.c.done_at > bindparam("since"))
    .where(table.c.state.in_((FAILED, UNKNOWN)))
)
_CHANGE = update(table).where(table.c.id == bindparam("at_id"))


@dataclass(frozen=True, slots=True)
class Owed:
    id: str
    """A UUID, and the key by which LINE knows a second try of the same push."""
    office_id: int
    channel: str
    chat_id: str
    cause: str
    reply_token: str
    messages: Sequence[Message]
    attempts: int
    created_at: datetime
    person_id: int | None = None
    tried: bool = False
    """True where an earlier try may have delivered it."""


def owe(
    store: OfficeStore, channel: str, chat_id: str, messages: Sequence[Message], cause: str, now: datetime, *,
    reply_token: str = "", person_id: int | None = None,
) -> Owed:  # fmt: skip
    """Owe `messages` to that chat. A reply is leased to the caller, who speaks it after the commit; anything else is
    found by the next poll."""
    owed = Owed(
        str(uuid.uuid4()), store.office_id, channel, chat_id, cause, reply_token, tuple(messages), 0, now, person_id
    )
    store.run(
        _ADD, id=owed.id, channel=channel, chat_id=chat_id, person_id=person_id, cause=cause, reply_token=reply_token,
        messages=json.dumps([message.to_json() for message in messages], ensure_ascii=False), state=QUEUED, attempts=0,
        try_at=now + _LEASE if cause == REPLY else now, error="", created_at=now,
    )  # fmt: skip
    return owed


def take_waiting(connection: Connection, now: datetime, lease: timedelta) -> Sequence[Owed]:
    """The rows whose time has come, of all offices, replies first; nobody else gets them for the length of `lease`."""
    rows = connection.execute(_WAITING, {"now": now}).all()
    for row in rows:
        connection.execute(
            _CHANGE, {"at_id": row.id, "state": TRYING, "try_at": now + lease, "attempts": row.attempts + 1}
        )
    return [_owed(row) for row in rows]


def sent(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    connection.execute(_CHANGE, [{"at_id": i, "state": SENT, "try_at": None, "done_at": now} for i in ids])


def failed(
    connection: Connection, row_id: str, error: str, now: datetime, again: datetime | None, *, maybe: bool = False
) -> None:
    """Not sent, or `maybe` it was: to be tried `again`, or never where that is None."""
    state = FAILED if again is None else TRYING if maybe else QUEUED
    connection.execute(
        _CHANGE, {"at_id": row_id, "state": state, "try_at": again, "error": error, "done_at": None if again else now}
    )


def unknown(connection: Connection, row_id: str, error: str, now: datetime) -> None:
    """It may have arrived; nobody wants it twice, so it is left for a person to look at."""
    connection.execute(_CHANGE, {"at_id": row_id, "state": UNKNOWN, "try_at": None, "error": error, "done_at": now})


def withdrawn(connection: Connection, row_id: str, reason: str, now: datetime) -> None:
    """It is not wanted any more, and has certainly not been sent."""
    connection.execute(_CHANGE, {"at_id": row_id, "state": WITHDRAWN, "try_at": None, "error": reason, "done_at": now})


def undelivered_since(store: OfficeStore, since: datetime) -> int:
    """How many messages that nobody had asked for were refused since then, or may not have arrived."""
    return int(store.value(_UNDELIVERED, since=since, oldest=since - KEPT_TRYING))


def _owed(row: Any) -> Owed:
    messages = tuple(Message.from_json(found) for found in json.loads(row.messages))
    return Owed(
        row.id, row.office_id, row.channel, row.chat_id, row.cause, row.reply_token, messages, row.attempts,
        row.created_at, row.person_id, row.state == TRYING,
    )  # fmt: skip
