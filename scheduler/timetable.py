"""ตารางเวลา: what is done without being asked. APScheduler only ticks; what is owed, and to whom, is in rows."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from measures.calendar import BANGKOK, OFFICE_OPENS
from scheduler.compile_yearly import compile_yearly
from scheduler.open_periods import open_periods
from scheduler.remind import remind
from storage import offices
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.writer import Writer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A job that may run at any time, late or twice: it asks the rows what is owed now, and claims what it does."""

    name: str
    job: Callable[[OfficeStore, datetime], None]


TIMETABLE: tuple[Entry, ...] = (
    Entry("open periods", open_periods),
    Entry("remind", remind),
    Entry("compile yearly", compile_yearly),
)
"""In the order in which one tick runs them: a period opens before anybody is reminded of it."""
EVERY = 60
"""Seconds between two ticks."""


def tick_office(connection: Connection, office_id: int, now: datetime) -> None:
    """Run every job for one office, in this transaction."""
    for entry in TIMETABLE:
        entry.job(OfficeStore(connection, office_id), now)


def moments(after: datetime, until: datetime) -> Iterator[datetime]:
    """The moments after `after`, `until` included, at which a day's work begins: 08:30 of each day in Bangkok.

    Whoever moves a clock from one to the other and ticks at each of these has missed nothing.
    """
    moment = datetime.combine(after.astimezone(BANGKOK), OFFICE_OPENS, BANGKOK)
    while moment <= until:
        if moment > after:
            yield moment
        moment += timedelta(days=1)


class Timetable:
    """Ticks for as long as it runs; `wake` is called after each tick, for there may be new work."""

    def __init__(
        self, writer: Writer, clock: Callable[[], datetime], wake: Callable[[], None], *,
        timetable: tuple[Entry, ...] = TIMETABLE, every: float = EVERY,
    ) -> None:  # fmt: skip
        self._writer = writer
        self._clock = clock
        self._wake = wake
        self._timetable = timetable
        self._every = every
        self._ticking = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone=BANGKOK)

    async def start(self) -> None:
        """Tick now, then every minute. A tick that comes late still comes; those that were missed come as one."""
        self._scheduler.add_job(
            self._tick, "interval", seconds=self._every, id="tick", next_run_time=datetime.now(BANGKOK),
            misfire_grace_time=None, coalesce=True, max_instances=1,
        )  # fmt: skip
        self._scheduler.start()

    async def stop(self) -> None:
        """Returns when the tick that is under way has ended; there will be no other."""
        self._scheduler.pause()
        async with self._ticking:
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # APScheduler shuts down in the loop's next step

    async def _tick(self) -> None:
        """Each job of each office in a transaction of its own, so that one that fails stops no other."""
        async with self._ticking:
            now = self._clock()
            for office in await self._writer.run(offices.offices):
                for entry in self._timetable:
                    await self._run(entry, office.id, now)
            self._wake()

    async def _run(self, entry: Entry, office_id: int, now: datetime) -> None:
        try:
            await self._writer.run(lambda connection: entry.job(OfficeStore(connection, office_id), now))
        except Exception:
            log.exception("the timetable's job failed: job=%s office=%s", entry.name, office_id)
