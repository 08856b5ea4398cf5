"""What became of everything that was owed, by the rows and by what each chat truly received."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from storage.database import Database
from storage.outbox import LOST, QUEUED, REPEATED, REPLY, SENT, TRYING, UNKNOWN, WITHDRAWN
from storage.tables import dead_letter, event, outbox
from tests.crash.town import Reports
from tests.doubles.line import LineDouble
from tests.doubles.telegram import TelegramDouble


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything here but the counts of the first lines ought to be 0."""

    events: int
    line_pushes: int
    telegram_reminders: int
    unknown: int
    """Reminders of which nobody knows, all of them listed for the officer: Telegram's, and LINE's that were no longer
    wanted when they could have been tried again."""
    replies: int
    repeated: int
    """Replies that did not arrive by themselves and were said again with a later one."""
    pushes_missing: int
    pushes_doubled: int
    pushes_unscheduled: int
    reminders_missing: int
    """Telegram reminders that count as sent and are not there."""
    reminders_doubled: int
    unknown_doubled: int
    replies_missing: int
    left_over: int
    """Rows that are neither sent nor repeated nor unknown, nor withdrawn because the person had reported."""
    dead: int

    @property
    def wrong(self) -> dict[str, int]:
        names = (
            "pushes_missing", "pushes_doubled", "pushes_unscheduled", "reminders_missing", "reminders_doubled",
            "unknown_doubled", "replies_missing", "left_over", "dead",
        )  # fmt: skip
        return {name: count for name in names if (count := getattr(self, name))}


def waiting(database: Database) -> int:
    """Rows that somebody is still to send."""
    with database.engine.connect() as connection:
        found = connection.execute(
            select(func.count()).select_from(outbox).where(outbox.c.state.in_((QUEUED, TRYING)))
        ).scalar_one()
        connection.rollback()
    return int(found)


def judge(database: Database, line: LineDouble, telegram: TelegramDouble) -> Verdict:
    with database.engine.connect() as connection:
        rows = connection.execute(select(outbox)).all()
        events, dead = (
            int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in (event, dead_letter)
        )
        connection.rollback()
    pushed = Counter(one.key for one in line.received if one.how == "push")
    scheduled = {row.id: row.state for row in rows if row.channel == "line" and row.cause != REPLY}
    due = {key for key, state in scheduled.items() if state == SENT}
    told = Counter((str(one.chat), str(one.body["text"])) for one in telegram.received if "text" in one.body)
    reminders = [row for row in rows if row.channel == "telegram" and row.cause != REPLY]
    heard = {row.id: told[row.chat_id, _text(row)] for row in reminders}
    replies = [row for row in rows if row.cause == REPLY]
    return Verdict(
        events=events,
        line_pushes=len(due),
        telegram_reminders=len(reminders),
        unknown=sum(row.state == UNKNOWN for row in rows),
        replies=len(replies),
        repeated=sum(row.state == REPEATED for row in replies),
        pushes_missing=len(due - set(pushed)),
        pushes_doubled=sum(count > 1 for count in pushed.values()),
        pushes_unscheduled=sum(scheduled.get(key) not in (SENT, UNKNOWN) for key in pushed),
        reminders_missing=sum(row.state == SENT and not heard[row.id] for row in reminders),
        reminders_doubled=sum(row.state == SENT and heard[row.id] > 1 for row in reminders),
        unknown_doubled=sum(row.state != SENT and heard[row.id] > 1 for row in reminders),
        replies_missing=_unheard(replies, line, told),
        left_over=sum(row.state not in (SENT, REPEATED, UNKNOWN, WITHDRAWN) for row in rows),
        dead=dead,
    )


def _unheard(replies: Sequence[Any], line: LineDouble, told: Counter[tuple[str, str]]) -> int:
    """How many replies' words are in no message that their chat received."""
    chats: dict[str, str] = {}
    for one in line.received:
        chats[one.chat] = chats.get(one.chat, "") + "\n".join(line.texts_of(one)) + "\n"
    missing = 0
    for row in replies:
        if row.channel == "line":
            missing += _text(row) not in chats.get(row.chat_id, "")
        else:
            missing += not told[row.chat_id, _text(row)]
    return missing


def _text(row: Any) -> str:
    """The words of the last message; the first ones of a reply may be those of an earlier one, said again."""
    return str(json.loads(row.messages)[-1]["text"])


def lost(database: Database) -> Sequence[str]:
    """The chats that wait for a reply they have not heard."""
    with database.engine.connect() as connection:
        found = connection.execute(select(outbox.c.chat_id).where(outbox.c.state == LOST).distinct()).scalars().all()
        connection.rollback()
    return found


def missing(these: Reports, those: Reports) -> int:
    """How many reported answers of `these` are not in `those`."""
    return sum(one not in those.get(chat, []) for chat, reports in these.items() for one in reports)


async def until(true: Callable[[], bool], seconds: float) -> None:
    """Returns when it is true, or after that time."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
