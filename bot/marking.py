"""Marks what was sent: everything since the last time in one go, and what could not be marked again with the next."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.problems import named
from storage import outcomes
from storage.writer import Writer

log = logging.getLogger(__name__)


class Marking:
    def __init__(self, writer: Writer, clock: Callable[[], datetime], marked: Callable[[str], object]) -> None:
        """`marked` is told of each row once that is on the disk."""
        self._writer = writer
        self._clock = clock
        self._marked = marked
        self._sent: list[str] = []
        self.under_way: asyncio.Task[None] | None = None

    def sent(self, row_id: str) -> None:
        self._sent.append(row_id)
        self.soon()

    def soon(self) -> None:
        """Mark what there is, unless that is being done."""
        if self._sent and self.under_way is None:
            self.under_way = asyncio.create_task(self._mark())

    async def _mark(self) -> None:
        try:
            while self._sent:
                ids, self._sent = self._sent, []
                try:
                    await self._writer.run(partial(outcomes.sent, ids=ids, now=self._clock()))
                except Exception as problem:
                    self._sent = [*ids, *self._sent]
                    log.error("what was sent could not be marked, the next poll tries again: %s", named(problem))
                    return
                for row_id in ids:
                    self._marked(row_id)
        finally:
            self.under_way = None
