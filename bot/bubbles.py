"""What has been said on the phones of the try-out so far, and those who wait to see more of it."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from console.stage import Bubble
from dialogue.messages import Message

WAIT = 20.0
"""Seconds after which a page that waits for news is answered all the same."""


class Bubbles:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.busy = ""
        """What takes a moment just now, in a sentence; else empty."""
        self._clock = clock
        self._all: list[Bubble] = []
        self._changed = asyncio.Event()
        self._closing = False

    def __len__(self) -> int:
        return len(self._all)

    def after(self, number: int) -> Sequence[Bubble]:
        """All numbered higher, in order."""
        return self._all[number:]

    def add(self, chat_id: str, message: Message, *, mine: bool) -> None:
        self._all.append(Bubble(len(self._all) + 1, chat_id, mine, self._clock(), message))
        self._news()

    def tell(self, busy: str) -> None:
        """What takes a moment from now on; empty when it is over."""
        self.busy = busy
        self._news()

    async def wait(self, after: int) -> None:
        """Returns when there is something new to show, or after a while."""
        if len(self._all) > after or self._closing:
            return
        try:
            await asyncio.wait_for(self._changed.wait(), WAIT)
        except TimeoutError:
            return

    def close(self) -> None:
        """Keep nobody waiting any more."""
        self._closing = True
        self._news()

    def _news(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
