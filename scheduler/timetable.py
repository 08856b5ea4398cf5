"""ตารางเวลา: what is done without being asked. APScheduler only ticks; what is owed, and to whom, is in rows."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from measures.calendar import BANGKOK, OFFICE_OPENS, day_in_bangkok
from scheduler.compile_yearly import compile_yearly
from scheduler.digest import digest
from scheduler.look import Look
from scheduler.next_looks import daily, next_compiling, next_opening, next_quota, next_telling
from scheduler.open_periods import opening
from scheduler.quota import read_quota, tell_quota
from scheduler.remind import remind
from storage import looks
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.working_days import learn
from storage.writer import Writer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A job that may run at any time, late or twice: it asks the rows what is owed now, and claims what it does."""

    name: str
    job: Callable[[Look], None]
    next_look: Callable[[Look], datetime] = daily
    """When time alone may make something due again, once the job has been done at that moment."""


TIMETABLE: tuple[Entry, ...] = (
    Entry("open periods", opening, next_opening),
    Entry("remind", remind, next_telling),
    Entry("digest", digest, next_telling),
    Entry("read quota", read_quota, next_quota),
    Entry("tell quota", tell_quota, next_quota),
    Entry("compile yearly", compile_yearly, next_compiling),
)
"""In the order in which one tick runs them: a period opens before anybody is reminded of it."""
EVERY = 60
"""Seconds between two ticks."""
TOGETHER = 2
"""Offices that are looked at in one go, and so in few transactions; what waits behind them waits no longer than that."""


def tick_office(connection: Connection, office_id: int, now: datetime) -> None:
    """Run every job for one office, in this transaction."""
    look = Look(OfficeStore(connection, office_id), now)
    for entry in TIMETABLE:
        entry.job(look)


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
        """Tick now, over every office, then every minute. A tick that comes late still comes; those that were missed
        come as one."""
        await self._writer.run(looks.everywhere)
        self._scheduler.add_job(
            self.tick, "interval", seconds=self._every, id="tick", next_run_time=datetime.now(BANGKOK),
            misfire_grace_time=None, coalesce=True, max_instances=1,
        )  # fmt: skip
        self._scheduler.start()

    async def stop(self) -> None:
        """Returns when the tick that is under way has ended; there will be no other."""
        self._scheduler.pause()
        async with self._ticking:
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # APScheduler shuts down in the loop's next step

    async def tick(self) -> None:
        """Every job of every office that may have something due. One that fails stops no other, and is tried again."""
        async with self._ticking:
            now = self._clock()
            due = await self._writer.run(lambda connection: looks.due(connection, now))
            if due:
                await asyncio.to_thread(learn, day_in_bangkok(now))
            for start in range(0, len(due), TOGETHER):
                await asyncio.gather(*(self._look(office, now) for office in due[start : start + TOGETHER]))
            self._wake()

    async def _look(self, due: looks.Due, now: datetime) -> None:
        """One office's jobs in one transaction; where that fails, each in one of its own, so that one fails alone."""
        try:
            await self._writer.run(partial(_looked, self._timetable, due, now))
        except Exception:
            for entry in self._timetable:
                await self._alone(entry, due[0], now)

    async def _alone(self, entry: Entry, office_id: int, now: datetime) -> None:
        def work(connection: Connection) -> None:
            look = Look(OfficeStore(connection, office_id), now)
            entry.job(look)
            entry.next_look(look)

        try:
            await self._writer.run(work)
        except Exception:
            log.exception("the timetable's job failed: job=%s office=%s", entry.name, office_id)


def _looked(timetable: Sequence[Entry], due: looks.Due, now: datetime, connection: Connection) -> None:
    """Do what is due in one office, and note when to look again."""
    look, moments = Look(OfficeStore(connection, due[0]), now), []
    for entry in timetable:
        entry.job(look)
        moments.append(entry.next_look(look))
    looks.looked(connection, [(due, min(moments))])
