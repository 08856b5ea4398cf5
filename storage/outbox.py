"""What must be said: owed in the transaction of its cause, taken by one who speaks it (`storage.outcomes`: what became of it)."""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, case, or_, select, update

from dialogue.messages import Message
from storage.office_store import OfficeStore
from storage.statements import add, find
from storage.tables import LOST as LOST_ROW
from storage.tables import REPLIES
from storage.tables import outbox as table

REPLY, REMINDER, REPORT, DIGEST, NOTICE = "reply", "reminder", "report", "digest", "notice"
BROADCAST, WEEKLY = "broadcast", "weekly"
"""WEEKLY is the report that compiles itself; REPORT, the one that somebody asked for, is an answer that took a while."""
AT_MOST_ONCE = (REMINDER, DIGEST, BROADCAST)
"""Better missing once than heard twice."""
UNASKED = (*AT_MOST_ONCE, NOTICE, WEEKLY)
"""What nobody waits for: it keeps the office hours and the month's budget, and both are looked at before each try."""
QUEUED, SENT, FAILED, UNKNOWN = "queued", "sent", "failed", "unknown"
LOST, REPEATED = "lost", "repeated"
"""A reply that did not arrive and is tried no more by itself; and one that was said again within a later reply."""
TRYING = "trying"
"""Somebody has begun to send it, and nothing is known yet of how that ended; it may have arrived."""
WITHDRAWN = "withdrawn"
"""Never sent, for it was no longer wanted or its hour was past."""
OVERTAKEN = "a later reply was said first"
BATCH = 200
LEASE = timedelta(seconds=30)
"""How long a row is its holder's alone; who is still at it renews the lease in time."""
GIVE_UP = timedelta(hours=23)
"""After the first try. LINE's retry key protects a push for 24 hours (developers.line.biz, retrying-api-request)."""

_ADD = add(table)
_WAITING = (
    select(table)
    .where(table.c.try_at <= bindparam("now"))
    .where(or_(table.c.cause == REPLY, table.c.channel.not_in(bindparam("full", expanding=True))))
    .order_by(case((table.c.cause == REPLY, 0), else_=1), table.c.created_at)
    .limit(BATCH)
    .with_for_update(skip_locked=True)
)
CHANGE = update(table).where(table.c.id == bindparam("at_id"))
OPEN = CHANGE.where(table.c.state.in_((QUEUED, TRYING)))
"""Whoever comes late with bad news changes nothing of what has been sent meanwhile."""
OURS = OPEN.where(table.c.holder == bindparam("at_holder"), table.c.try_at.is_not(None))
_LATER = (
    find(table, "channel", "chat_id")
    .with_only_columns(table.c.id)
    .where(REPLIES, table.c.created_at > bindparam("after"), table.c.state.not_in((LOST, FAILED)))
    .where(or_(table.c.try_at.is_(None), table.c.try_at > bindparam("now")))
    .limit(1)
)
_LOST_OF = find(table, "channel", "chat_id").where(LOST_ROW).order_by(table.c.created_at)


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
    rendered: str = ""
    """JSON of the requests that say it, kept before the first is made; empty where they are still to be rendered."""
    delivered: int = 0
    """How many of those the platform has taken."""
    holder: str = ""
    given_up_at: datetime | None = None
    """When trying ends; None before the first try."""


def owe(
    store: OfficeStore, channel: str, chat_id: str, messages: Sequence[Message], cause: str, now: datetime, *,
    reply_token: str = "", person_id: int | None = None, rendered: str = "", state: str = QUEUED,
) -> Owed:  # fmt: skip
    """Owe `messages` to that chat. A reply is leased to the caller, who speaks it after the commit; anything else is
    found by the next poll."""
    owed = Owed(
        str(uuid.uuid4()), store.office_id, channel, chat_id, cause, reply_token, tuple(messages), 0, now, person_id,
        rendered=rendered,
    )  # fmt: skip
    leased = cause == REPLY and state != LOST
    try_at = None if state == LOST else now + LEASE if leased else now
    store.run(
        _ADD, id=owed.id, channel=channel, chat_id=chat_id, person_id=person_id, cause=cause, reply_token=reply_token,
        messages=_json(messages), rendered=rendered,
        delivered=0, state=state, attempts=int(leased), try_at=try_at, holder="", error="", created_at=now,
    )  # fmt: skip
    return owed


def owe_each(
    store: OfficeStore, told: Sequence[tuple[int, str, str, Message]], cause: str, now: datetime
) -> Sequence[str]:
    """Owe each (person, channel, chat, message); the rows' ids in that order. No replies."""
    ids = [str(uuid.uuid4()) for _ in told]
    same = {
        "cause": cause, "reply_token": "", "rendered": "", "delivered": 0, "state": QUEUED, "attempts": 0,
        "try_at": now, "holder": "", "error": "", "created_at": now,
    }  # fmt: skip
    rows = [
        {"id": row_id, "person_id": person, "channel": channel, "chat_id": chat, "messages": _json([message]), **same}
        for row_id, (person, channel, chat, message) in zip(ids, told, strict=True)
    ]
    store.run_all(_ADD, rows)
    return ids


def take_lost(store: OfficeStore, channel: str, chat_id: str) -> Sequence[Owed]:
    """The replies to that chat that did not arrive, oldest first."""
    return [_owed(row) for row in store.rows(_LOST_OF, channel=channel, chat_id=chat_id)]


def take_waiting(
    connection: Connection, now: datetime, lease: timedelta, holder: str = "", full: Collection[str] = ()
) -> Sequence[Owed]:
    """The rows whose time has come, of all offices, replies first; they are `holder`'s for the length of `lease`.

    Of the channels that are `full` replies alone. At most `BATCH` at a time: nobody holds all that waits. A reply that
    is `overtaken` is none of them: it is lost.
    """
    found = connection.execute(_WAITING, {"now": now, "full": list(full)}).all()
    late = {r.id for r in found if r.cause == REPLY and overtaken(OfficeStore(connection, r.office_id), r, now)}
    if late:
        connection.execute(
            CHANGE, [{"at_id": row_id, "state": LOST, "try_at": None, "error": OVERTAKEN} for row_id in late]
        )
    rows = [r for r in found if r.id not in late]
    if rows:
        held = {"try_at": now + lease, "holder": holder}
        connection.execute(
            CHANGE,
            [
                {"at_id": r.id, "given_up_at": r.given_up_at or now + GIVE_UP, "attempts": r.attempts + 1, **held}
                for r in rows
            ],
        )
    return [_owed(row, holder) for row in rows]


def overtaken(store: OfficeStore, row: Any, now: datetime) -> bool:
    """Whether a later reply has been said in the chat of the reply `row`, or is being said: not one that waits as `row`
    does, to be said in its turn. What comes after it would show an older place of the conversation."""
    after = row.created_at
    return store.row(_LATER, channel=row.channel, chat_id=row.chat_id, after=after, now=now) is not None


def keep_rendered(connection: Connection, rendered: Mapping[str, str]) -> None:
    """What the requests of each row are, before the first is made: every try sends the same bytes."""
    if rendered:
        connection.execute(CHANGE, [{"at_id": row_id, "rendered": body} for row_id, body in rendered.items()])


def renew(connection: Connection, held: Sequence[tuple[str, str]], until: datetime) -> None:
    """Keep these (row, holder) from others for longer, as far as they are the holder's still."""
    for row_id, holder in held:
        connection.execute(OURS, {"at_id": row_id, "at_holder": holder, "try_at": until})


def _json(messages: Sequence[Message]) -> str:
    return json.dumps([message.to_json() for message in messages], ensure_ascii=False)


def _owed(row: Any, holder: str = "") -> Owed:
    messages = tuple(Message.from_json(found) for found in json.loads(row.messages))
    return Owed(
        row.id, row.office_id, row.channel, row.chat_id, row.cause, row.reply_token, messages, row.attempts,
        row.created_at, row.person_id, row.state == TRYING, row.rendered, row.delivered, holder, row.given_up_at,
    )  # fmt: skip
