"""How fast a channel may be spoken to: inside its platform's limits, and not at all for a while once it has said so.

Each process keeps to the limits by itself; where several share one channel, the platform's own 429 slows them down: it
rests whoever hears it, so that two are told so by one request in 25 and four by one in 9, and nothing goes out later.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.channels import SendFailed

MANY = 1000
"""Chats that are remembered before those that have been silent long enough are forgotten."""
AT_ONCE = 64
"""Unasked requests that are under way on one channel: fewer than its connections, so that replies find one free and no
request waits for one while its patience runs out."""
TICK = 1 / 64
"""Seconds; whoever waits goes on at a whole one, many together: a timer and a look at the network for each of 2,000
messages a second cost 40 µs a message."""
SLOWER = 1.0
"""Seconds that a channel rests after a 429 that names no time; the row's own back-off grows."""
MONTH_OVER = 5.0
"""Seconds for which nothing is asked of a platform that has said the month's messages are used up: as long as it takes
to tell all who hold some of them, and no longer, for whoever has bought more sends again at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    a_second: float
    """Requests to all chats together."""
    burst: float
    """How many of those at once."""
    a_chat: float = 1.0
    """Requests a second to one chat."""
    a_chat_burst: float = 3.0


LIMITS: Mapping[str, Limits] = {
    "telegram": Limits(30, 10),  # core.telegram.org/bots/faq#my-bot-is-hitting-limits
    "line": Limits(2000, 500, a_chat_burst=20),  # developers.line.biz, messaging-api #rate-limits: pushes
}
"""A channel that is not here has none."""


class Pace:
    """One channel's turns. A reply never waits, yet what it takes is missing to the others afterwards."""

    def __init__(
        self, limits: Limits, clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        self._limits = limits
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0
        """When the next request is due, if all before it had been evenly spaced."""
        self._next_of: dict[str, float] = {}
        self._many = MANY
        self.at_once = asyncio.Semaphore(AT_ONCE)
        self._rests_until = 0.0
        self._month_over_until = 0.0

    @property
    def rests(self) -> float:
        """Seconds for which the platform wants to hear nothing unasked; 0 for none."""
        return max(0.0, self._rests_until - self._clock())

    async def turn(self, chat: str, *, reply: bool) -> None:
        """Returns when one request may be made to `chat`. Raises `SendFailed` where that is not to be waited for."""
        if not reply:
            self._refuse()
        now, limits = self._clock(), self._limits
        own = self._next_of.get(chat, 0.0)
        due = max(now, self._next - limits.burst / limits.a_second, own - limits.a_chat_burst / limits.a_chat)
        self._next = max(self._next, now) + 1 / limits.a_second
        self._next_of[chat] = max(own, now) + 1 / limits.a_chat
        self._forget(now)
        if not reply and due > now:
            await self._sleep(math.ceil(due / TICK) * TICK - now)
            self._refuse()

    def refused(self, failure: SendFailed) -> None:
        """Learn from what the platform said."""
        if failure.month_over and self._clock() >= self._month_over_until:  # not by what `_refuse` says itself
            self._month_over_until = self._clock() + MONTH_OVER
        elif failure.slower:
            self._rests_until = max(self._rests_until, self._clock() + (failure.retry_after or SLOWER))

    def _refuse(self) -> None:
        if self._clock() < self._month_over_until:
            raise SendFailed("the month's messages are used up", permanent=True, month_over=True)
        if rest := self.rests:
            raise SendFailed("the platform asks for a pause", permanent=False, retry_after=rest)

    def _forget(self, now: float) -> None:
        if len(self._next_of) > self._many:
            self._next_of = {chat: due for chat, due in self._next_of.items() if due > now}
            self._many = max(MANY, 2 * len(self._next_of))


class Paces:
    """The channels' paces."""

    def __init__(
        self, limits: Mapping[str, Limits] = LIMITS, clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        self._paces = {name: Pace(one, clock, sleep) for name, one in limits.items()}

    def of(self, channel: str) -> Pace | None:
        return self._paces.get(channel)

    def resting(self) -> set[str]:
        """The channels that are to be left alone now."""
        return {name for name, pace in self._paces.items() if pace.rests}
