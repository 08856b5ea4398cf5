"""What was not sent, or nobody knows: for a person to look at, and to send again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam

from storage.office_store import OfficeStore
from storage.outbox import FAILED, LOST, QUEUED, REPLY, UNKNOWN
from storage.statements import change, find
from storage.tables import outbox as table

_UNSENT = find(table).where(table.c.state.in_((FAILED, UNKNOWN, LOST))).order_by(table.c.created_at)
_ONE = find(table, "id")
_AGAIN = change(table, "id").where(table.c.state == bindparam("at_state"))


@dataclass(frozen=True, slots=True)
class Unsent:
    id: str
    state: str
    """"failed": it was refused for good. "unknown": it may have arrived. "lost": a reply, said with the next one."""
    channel: str
    cause: str
    person_id: int | None
    attempts: int
    error: str
    created_at: datetime


def unsent(store: OfficeStore) -> Sequence[Unsent]:
    """Oldest first. No name, no chat and no word of the message: what it may show is for any screen."""
    return [
        Unsent(r.id, r.state, r.channel, r.cause, r.person_id, r.attempts, r.error, r.created_at)
        for r in store.rows(_UNSENT)
    ]


def resend(store: OfficeStore, row_id: str, now: datetime) -> bool:
    """Send that row again, from the request that was not taken; False where it is not one that was not sent.

    A reply of LINE's has no token any more and is never pushed: it is said with the next reply to that chat.
    """
    row = store.row(_ONE, id=row_id)
    if row is None or row.state not in (FAILED, UNKNOWN):
        return False
    without_token = row.channel == "line" and row.cause == REPLY
    state, try_at = (LOST, None) if without_token else (QUEUED, now)
    return store.run(
        _AGAIN, at_id=row_id, at_state=row.state, state=state, try_at=try_at, attempts=0, holder="", given_up_at=None,
        done_at=None,
    ) == 1  # fmt: skip
