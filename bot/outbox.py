"""Sends what is owed, remembers what became of it. One chat's messages go out in the order they were owed."""

import asyncio
import logging
import random
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.channels import Channel, SendFailed
from bot.failures import KEYED, keep_failure
from bot.marking import Marking
from bot.pacing import Pace, Paces
from bot.problems import named
from bot.rendering import owe_reply, rendered, unpacked
from storage import outbox, outcomes
from storage.database import Connection
from storage.outbox import AT_MOST_ONCE, BATCH, LEASE, REPLY, Owed
from storage.transactions import Unavailable
from storage.writer import Writer

log = logging.getLogger(__name__)

POLL = 5.0
"""Seconds between two looks for rows that nobody has spoken yet: left by a crash, or to be tried again. The leases of
those that are being spoken are renewed then, well before they end."""
REPEATABLE = ("answerCallbackQuery",)
"""What does no harm twice, so that it need not be kept that it was done."""
UNCOUNTED = ("reply", "answerCallbackQuery")
"""What the platforms do not count with the other messages, or have a limit of its own for."""
RENEWED = timedelta(seconds=POLL)
"""How often, at most, the leases of what is being spoken are renewed; a row taken meanwhile has its own still."""
ROOM = BATCH
"""Unasked rows of one channel that are held here before more are taken, a batch at a time."""
MAX_WAIT = 900.0
"""Seconds; the longest pause between two tries."""
JITTER = 1.5
"""Nobody comes back at the same moment as everybody else: a pause is up to so many times as long."""

Recheck = Callable[[Connection, Sequence[Owed], datetime], Sequence[Owed]]


class _Taken(Exception):
    """Somebody else holds the row by now."""


class _Stopping(Exception):
    """Its turn did not come before we stop."""


class Outbox:
    def __init__(
        self, writer: Writer, channels: Mapping[str, Channel], clock: Callable[[], datetime], asked_again: Recheck,
        paces: Paces,
    ) -> None:  # fmt: skip
        """`asked_again` says which of the rows about to be sent are still to be, in the transaction that takes them."""
        self._writer = writer
        self._channels = channels
        self._clock = clock
        self._asked_again = asked_again
        self._paces = paces
        self._unasked: Counter[str] = Counter()
        """Channel → how many rows that are no reply are being spoken, or wait for their turn to be."""
        self._name = str(uuid.uuid4())
        self._last: dict[tuple[str, str, bool], asyncio.Task[None]] = {}
        self._held: dict[str, str] = {}
        """Row → the name it is held under, of every row that is being spoken."""
        self._renewed = clock()
        self._in_line: set[asyncio.Task[None]] = set()
        """Those that wait for their turn, with nothing begun."""
        self._stopping = False
        self._given_back: list[tuple[str, str, bool]] = []
        self._marking = Marking(writer, clock, self._let_go)
        self._woken = asyncio.Event()
        self._polling: asyncio.Task[None] | None = None
        self.owe_reply = partial(owe_reply, channels)

    def speak(self, owed: Sequence[Owed]) -> None:
        """Send these rows now, each chat's after what that chat is being told already; a reply waits for replies alone."""
        for row in owed:
            if row.cause != REPLY and not row.holder:
                self.wake()  # nobody's yet: whoever takes it first speaks it
            elif row.id in self._held:
                self._held[row.id] = row.holder  # its lease ran out while it waited for its turn
            else:
                self._held[row.id] = row.holder
                if row.cause != REPLY:
                    self._unasked[row.channel] += 1
                chat = (row.channel, row.chat_id, row.cause == REPLY)
                task = asyncio.create_task(self._after(self._last.get(chat), row))
                self._last[chat] = task
                task.add_done_callback(partial(self._forget, chat))

    async def poll(self) -> int:
        """Take the rows that wait, and speak them; how many there were."""
        now = self._clock()
        held = list(self._held.items()) if now - self._renewed >= RENEWED else []
        if held:
            self._renewed = now
        full = {name for name, count in self._unasked.items() if count >= ROOM} | self._paces.resting()

        def take(connection: Connection) -> tuple[int, Sequence[Owed]]:
            outbox.renew(connection, held, now + LEASE)
            waiting = outbox.take_waiting(connection, now, LEASE, self._name, full)
            wanted = self._asked_again(connection, waiting, now)
            return len(waiting), self._rendered(connection, wanted)

        self._marking.soon()
        waited, owed = await self._writer.run(take)
        self.speak(owed)
        if waited == BATCH:
            self.wake()  # there may be more, of another channel
        return waited

    def _rendered(self, connection: Connection, rows: Sequence[Owed]) -> Sequence[Owed]:
        bodies = {row.id: found for row in rows if not row.rendered and (found := rendered(self._channels, row))}
        outbox.keep_rendered(connection, bodies)
        return [replace(row, rendered=bodies.get(row.id, row.rendered)) for row in rows]

    async def idle(self) -> None:
        """Returns when everything spoken so far is sent and marked."""
        while tasks := [*self._last.values(), *filter(None, [self._marking.under_way])]:
            await asyncio.wait(tasks)
            await asyncio.sleep(0)

    def wake(self) -> None:
        """Look for waiting rows at once."""
        self._woken.set()

    async def start(self) -> None:
        self._polling = asyncio.create_task(self._poll_forever())

    async def stop(self) -> None:
        """Finish what is begun, and every reply; what waits for its turn is left to whoever comes next, at once."""
        if self._polling:
            self._polling.cancel()
        self._stopping = True
        for task in self._in_line:
            task.cancel()
        await self.idle()
        if self._given_back:
            with suppress(Unavailable):  # then their leases end by themselves
                await self._writer.run(partial(outcomes.given_back, held=self._given_back, now=self._clock()))

    async def _poll_forever(self) -> None:
        while True:
            try:
                await self.poll()
            except Exception as problem:
                log.error("the outbox could not be read: %s", named(problem))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), POLL)
            self._woken.clear()

    def _forget(self, chat: tuple[str, str, bool], done: asyncio.Task[None]) -> None:
        if self._last.get(chat) is done:
            del self._last[chat]

    async def _after(self, previous: asyncio.Task[None] | None, row: Owed) -> None:
        if previous is not None:
            await asyncio.wait([previous])
        try:
            await self._send(row)
        except (_Stopping, asyncio.CancelledError):
            self._given_back.append((row.id, self._held[row.id], row.tried))
            self._let_go(row.id)
        except _Taken:
            log.warning("another process took it over: outbox=%s", row.id)
            self._let_go(row.id)
        except Unavailable:
            log.warning("the database is away; when its lease ends it is taken again: outbox=%s", row.id)
            self._let_go(row.id)
        except Exception as problem:
            self._let_go(row.id)
            try:
                await self._failed(row, problem)
            except Exception as other:
                log.error("what became of a message could not be kept: outbox=%s: %s", row.id, named(other))
        else:
            self._marking.sent(row.id)
        if row.cause != REPLY:
            self._unasked[row.channel] -= 1
            if self._unasked[row.channel] == ROOM - 1:
                self.wake()

    async def _send(self, row: Owed) -> None:
        """Make the requests that have not been taken yet. How far it came is kept after each but the last."""
        channel = self._channels.get(row.channel)
        if channel is None:
            raise SendFailed(f"{row.channel} is not configured", permanent=True)
        deliveries = (
            unpacked(row.rendered) if row.rendered else channel.render(row.chat_id, row.messages, row.reply_token)
        )
        once = row.cause in AT_MOST_ONCE and row.channel != KEYED
        pace = self._paces.of(row.channel)
        for number in range(row.delivered, len(deliveries)):
            if pace and deliveries[number].method not in UNCOUNTED:
                await self._turn(pace, row)
            async with pace.at_once if pace and row.cause != REPLY else nullcontext():
                if self._stopping and row.cause != REPLY:
                    raise _Stopping
                if once:
                    await self._ours(partial(outcomes.begin_try, row_id=row.id, holder=self._held[row.id]))
                await channel.say(deliveries[number], row.id)
            if number + 1 < len(deliveries) and deliveries[number].method not in REPEATABLE:
                await self._ours(
                    partial(outcomes.part_delivered, row_id=row.id, holder=self._held[row.id], delivered=number + 1)
                )

    async def _turn(self, pace: Pace, row: Owed) -> None:
        if self._stopping and row.cause != REPLY:
            raise _Stopping
        task = asyncio.current_task()
        assert task is not None
        self._in_line.add(task)
        try:
            await pace.turn(row.chat_id, reply=row.cause == REPLY)
        finally:
            self._in_line.discard(task)

    async def _ours(self, change: Callable[[Connection], bool]) -> None:
        if not await self._writer.run(change):
            raise _Taken

    def _let_go(self, row_id: str) -> None:
        self._held.pop(row_id, None)

    async def _failed(self, row: Owed, problem: Exception) -> None:
        """Try again later, or not: a reminder that may have arrived is left alone, for nobody wants it twice."""
        now = self._clock()
        failure = problem if isinstance(problem, SendFailed) else SendFailed(named(problem), permanent=True)
        if pace := self._paces.of(row.channel):
            pace.refused(failure)
        log.warning("not sent: outbox=%s channel=%s attempt=%s: %s", row.id, row.channel, row.attempts + 1, failure)
        wait = failure.retry_after or min(2.0**row.attempts, MAX_WAIT) * random.uniform(1, JITTER)
        again = now + timedelta(seconds=wait)
        await self._writer.run(partial(keep_failure, row, failure, now, again))
        asyncio.get_running_loop().call_later(wait, self.wake)
