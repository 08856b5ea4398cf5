"""What becomes of a message that was not sent, or of which nobody knows (docs/adr/0009)."""

from datetime import datetime, timedelta

from bot.channels import SendFailed
from scheduler.giving_back import withhold
from scheduler.look import Look
from storage import budgets, outbox, outcomes, people
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.outbox import AT_MOST_ONCE, REPLY, Owed

KEYED = "line"
"""The channel that knows a second try of a push by its key, and that takes a reply for free, for a minute."""
TOKEN_LIVES = timedelta(seconds=60)
"""developers.line.biz, send-reply-message-reply-token."""
DENIED = (401, 403)
"""The bot itself was refused, with whatever it had to say: its access token has ended, or may not do this."""
TOKEN_SURELY_LIVES = timedelta(seconds=30)
"""LINE promises nothing about the minute; half of it is relied on."""


def keep_failure(row: Owed, failure: SendFailed, now: datetime, again: datetime, connection: Connection) -> None:
    """Keep that a try of `row` ended in `failure`; it is tried `again` then, if that can help."""
    reason, age = str(failure), now - row.created_at
    if failure.gone:
        people.set_alive(OfficeStore(connection, row.office_id), row.channel, row.chat_id, False)
    if failure.month_over:
        _withheld(row, reason, now, connection)
    elif failure.spent and row.tried and age < TOKEN_SURELY_LIVES:
        outcomes.sent(connection, [row.id], now)  # spent by the try that nobody knew the end of
    elif failure.spent or (row.cause == REPLY and _with_the_next(row, failure, now, again, connection)):
        outcomes.lost(connection, row.id, reason)
    elif failure.unknown and row.cause in AT_MOST_ONCE and row.channel != KEYED:
        outcomes.unknown(connection, row.id, reason, now)
    else:
        final = failure.permanent or (row.given_up_at is not None and again > row.given_up_at)
        maybe = failure.unknown or row.tried
        if final and maybe:
            outcomes.unknown(connection, row.id, reason, now)
        else:
            outcomes.failed(connection, row.id, reason, now, None if final else again, maybe=maybe)


def _withheld(row: Owed, reason: str, now: datetime, connection: Connection) -> None:
    """The platform takes no more this month, and has not taken this; what it may have taken before is left alone."""
    store = OfficeStore(connection, row.office_id)
    budgets.used_up(store, row.channel, now)
    if row.tried or row.delivered:
        outcomes.unknown(connection, row.id, reason, now)
    else:
        withhold(Look(store, now), row)


def _with_the_next(reply: Owed, failure: SendFailed, now: datetime, again: datetime, connection: Connection) -> bool:
    """Whether it is not to be said `again` by itself, yet can be with the next: the bot was let in nowhere; or LINE's
    token has ended then, or a later reply has overtaken it. What was refused for its own sake would take the next along."""
    if failure.permanent:
        return failure.status in DENIED and not failure.gone
    ended = reply.channel == KEYED and again > reply.created_at + TOKEN_LIVES
    return ended or outbox.overtaken(OfficeStore(connection, reply.office_id), reply, now)
