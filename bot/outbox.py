"""Sends what is owed, remembers what became of it. One chat's messages go out in the order they were owed."""

import asyncio
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from bot.channels import Channel, SendFailed
from bot.problems import named
from storage import outbox
from storage.database import Connection
from storage.outbox import AT_MOST_ONCE, Owed
from storage.writer import Writer

log = logging.getLogger(__name__)

POLL = 5.0
"""Seconds between two looks for rows that nobody has spoken yet: left by a crash, or to be tried again."""
LEASE = timedelta(seconds=60)
MAX_WAIT = 900.0
"""Seconds; the longest pause between two tries."""
JITTER = 1.5
"""Nobody comes back at the same moment as everybody else: a pause is up to so many times as long."""
GIVE_UP = timedelta(hours=23)
"""LINE's retry key protects a push for 24 hours (developers.line.biz, retrying-api-request)."""

Recheck = Callable[[Connection, Sequence[Owed], datetime], Sequence[Owed]]


class Outbox:
    def __init__(
        self, writer: Writer, channels: Mapping[str, Channel], clock: Callable[[], datetime], asked_again: Recheck
    ) -> None:
        """`asked_again` says which of the rows about to be sent are still to be, in the transaction that takes them."""
        self._writer = writer
        self._channels = channels
        self._clock = clock
        self._asked_again = asked_again
        self._last: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._speaking: set[str] = set()
        self._said: dict[str, int] = {}
        """Row → how many of its requests the platform has taken, of a row that is to be tried again."""
        self._sent: list[str] = []
        self._marking: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._polling: asyncio.Task[None] | None = None

    def speak(self, owed: Sequence[Owed]) -> None:
        """Send these rows now, each chat's after what that chat is being told already."""
        for row in owed:
            if row.id in self._speaking:
                continue  # its lease ran out while it waited for its turn
            self._speaking.add(row.id)
            chat = (row.channel, row.chat_id)
            task = asyncio.create_task(self._after(self._last.get(chat), row))
            self._last[chat] = task
            task.add_done_callback(partial(self._forget, chat, row.id))

    async def poll(self) -> int:
        """Take the rows that wait, and speak them; how many there were."""
        now = self._clock()

        def take(connection: Connection) -> tuple[int, Sequence[Owed]]:
            waiting = outbox.take_waiting(connection, now, LEASE)
            return len(waiting), self._asked_again(connection, waiting, now)

        self._mark_soon()
        waited, owed = await self._writer.run(take)
        self.speak(owed)
        return waited

    async def idle(self) -> None:
        """Returns when everything spoken so far is sent and marked."""
        while tasks := [*self._last.values(), *([self._marking] if self._marking else [])]:
            await asyncio.wait(tasks)
            await asyncio.sleep(0)

    def wake(self) -> None:
        """Look for waiting rows at once."""
        self._woken.set()

    async def start(self) -> None:
        self._polling = asyncio.create_task(self._poll_forever())

    async def stop(self) -> None:
        if self._polling:
            self._polling.cancel()
        await self.idle()

    async def _poll_forever(self) -> None:
        while True:
            try:
                await self.poll()
            except Exception as problem:
                log.error("the outbox could not be read: %s", named(problem))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), POLL)
            self._woken.clear()

    def _forget(self, chat: tuple[str, str], row_id: str, done: asyncio.Task[None]) -> None:
        self._speaking.discard(row_id)
        if self._last.get(chat) is done:
            del self._last[chat]

    async def _after(self, previous: asyncio.Task[None] | None, row: Owed) -> None:
        if previous is not None:
            await asyncio.wait([previous])
        try:
            await self._send(row)
        except Exception as problem:
            try:
                await self._failed(row, problem)
            except Exception as other:
                log.error("what became of a message could not be kept: outbox=%s: %s", row.id, named(other))
        else:
            self._sent.append(row.id)
            self._mark_soon()

    async def _send(self, row: Owed) -> None:
        channel = self._channels.get(row.channel)
        if channel is None:
            raise SendFailed(f"{row.channel} is not configured", permanent=True)
        deliveries = channel.render(row.chat_id, row.messages, row.reply_token)
        for number in range(self._said.pop(row.id, 0), len(deliveries)):
            try:
                await channel.say(deliveries[number], row.id)
            except SendFailed as failure:
                if not failure.permanent:
                    self._said[row.id] = number
                raise

    def _mark_soon(self) -> None:
        if self._sent and self._marking is None:
            self._marking = asyncio.create_task(self._mark())

    async def _mark(self) -> None:
        """Everything sent since the last time is marked in one go."""
        try:
            while self._sent:
                ids, self._sent = self._sent, []
                try:
                    await self._writer.run(partial(_sent, ids, self._clock()))
                except Exception as problem:
                    self._sent = [*ids, *self._sent]
                    log.error("what was sent could not be marked, the next poll tries again: %s", named(problem))
                    return
        finally:
            self._marking = None

    async def _failed(self, row: Owed, problem: Exception) -> None:
        """Try again later, or not: a reminder that may have arrived is left alone, for nobody wants it twice."""
        now = self._clock()
        failure = problem if isinstance(problem, SendFailed) else SendFailed(named(problem), permanent=True)
        log.warning("not sent: outbox=%s channel=%s attempt=%s: %s", row.id, row.channel, row.attempts + 1, failure)
        hold = failure.unknown and row.cause in AT_MOST_ONCE and row.channel != "line"
        if hold:
            await self._writer.run(lambda connection: outbox.unknown(connection, row.id, str(failure), now))
            return
        wait = failure.retry_after or min(2.0**row.attempts, MAX_WAIT) * random.uniform(1, JITTER)
        again = now + timedelta(seconds=wait)
        final = failure.permanent or again > row.created_at + GIVE_UP
        await self._writer.run(
            lambda connection: outbox.failed(
                connection, row.id, str(failure), now, None if final else again, maybe=failure.unknown or row.tried
            )
        )


def _sent(ids: Sequence[str], now: datetime, connection: Connection) -> None:
    outbox.sent(connection, ids, now)
