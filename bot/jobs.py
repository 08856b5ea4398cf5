"""What takes long, done after the transaction that owed it: a file to fetch, a report to write."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.problems import named
from storage import jobs
from storage.jobs import Job
from storage.writer import Writer

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""A job whose worker died is taken again after this."""
POLL = 5.0
"""Seconds between two looks for jobs that nobody has woken us for."""

Work = Callable[[Job], Awaitable[None]]


class Jobs:
    """Does one job after another; each is taken from its row, and done again if it was not finished."""

    def __init__(self, writer: Writer, work: Mapping[str, Work], clock: Callable[[], datetime]) -> None:
        self._writer = writer
        self._work = work
        self._clock = clock
        self._woken = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._quiet = asyncio.Event()

    def wake(self) -> None:
        self._quiet.clear()
        self._woken.set()

    async def idle(self) -> None:
        """Returns when nothing is left to do of what we were woken for."""
        await self._quiet.wait()

    async def start(self) -> None:
        self.wake()
        self._running = asyncio.create_task(self._forever())

    async def stop(self) -> None:
        if self._running:
            self._running.cancel()

    async def _forever(self) -> None:
        while True:
            self._woken.clear()
            try:
                while await self._one():
                    pass
            except Exception as problem:
                log.error("the jobs could not be read: %s", named(problem))
            if not self._woken.is_set():
                self._quiet.set()
            try:
                await asyncio.wait_for(self._woken.wait(), POLL)
            except TimeoutError:
                continue

    async def _one(self) -> bool:
        job = await self._writer.run(lambda connection: jobs.take(connection, self._clock(), LEASE))
        if job is None:
            return False
        try:
            await self._work[job.kind](job)
        except Exception as problem:
            log.error("a job failed: job=%s kind=%s office=%s: %s", job.id, job.kind, job.office_id, named(problem))
            reason = repr(problem)
            await self._writer.run(lambda connection: jobs.failed(connection, job, reason, self._clock()))
        else:
            await self._writer.run(lambda connection: jobs.done(connection, job.id))
        return True
