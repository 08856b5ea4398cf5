"""A year of chasing on a clock that is moved: 30 people, two schedulers on one database, and all that goes wrong."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from bench.chased_oracle import Figures, Oracle
from bench.chased_people import Life, staff
from bench.chased_phones import Phone
from bot import sample_office
from bot.clock import MovableClock
from bot.outbox import Outbox
from bot.pacing import Paces
from measures.calendar import BANGKOK
from measures.plan_file import read_plan
from scheduler.still_wanted import still_wanted
from scheduler.timetable import Timetable
from storage import budgets, holidays
from storage.database import Connection, Database, open_database
from storage.office_store import OfficeStore
from storage.writer import Writer

BEGINS = date(2024, 10, 1)
QUOTA = 300
"""LINE messages a month."""
OUTAGES, LONGEST = 5, 72
"""How often everything stands still, and for how many hours at most."""
HICCUPS = 12
"""How often in a year one platform alone takes nothing for some hours."""
DAYS_OFF = frozenset({date(2024, 11, 29), date(2025, 3, 6), date(2025, 7, 7)})
WORKED = date(2025, 5, 1)
"""วันแรงงาน, on which this office works."""
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Process:
    """One of the two programs on the database."""

    writer: Writer
    outbox: Outbox
    timetable: Timetable


def chased_year(folder: Path, days: int = 365, seed: int = 2568) -> tuple[Figures, Sequence[str]]:
    """What `days` came to, and every fault in words. `folder` takes the database."""
    return asyncio.run(_Year(folder, days, Random(seed)).live())


class _Year:
    def __init__(self, folder: Path, days: int, random: Random) -> None:
        self._days = days
        self._random = random
        self._clock = MovableClock(datetime.combine(BEGINS, time(7), BANGKOK))
        self._url = f"sqlite:///{folder / 'year.db'}"
        self._phones = {name: Phone(name, random, self._arrived) for name in ("line", "telegram")}
        self._outages = self._spans(OUTAGES, LONGEST)
        self._hiccups = [(span, random.choice(("line", "telegram"))) for span in self._spans(HICCUPS * days // 365, 10)]

    async def live(self) -> tuple[Figures, Sequence[str]]:
        databases = [open_database(self._url) for _ in range(3)]
        databases[0].migrate()
        with databases[0].engine.begin() as connection:
            office = self._found(connection)
        plan = read_plan(sample_office.plan_text())
        self._oracle = Oracle(databases[0], office, plan, DAYS_OFF, WORKED)
        self._life = Life(databases[0], office, self._random, self._phones, self._oracle)
        processes = [self._process(database) for database in databases[1:]]
        try:
            for number in range(self._days):
                await self._day(BEGINS + timedelta(days=number), processes)
            return self._oracle.figures(self._days), self._oracle.found
        finally:
            for process in processes:
                process.writer.stop()
            for database in databases:
                database.close()

    def _found(self, connection: Connection) -> int:
        office = sample_office.create(connection, self._clock())
        store = OfficeStore(connection, office)
        staff(store, self._random, self._clock())
        budgets.set_monthly(store, "line", QUOTA)
        for day in DAYS_OFF:
            holidays.set_own_day(store, day, "วันหยุดของเทศบาล", closed=True)
        holidays.set_own_day(store, WORKED, "ทำงานตามปกติ", closed=False)
        return office

    def _process(self, database: Database) -> Process:
        writer = Writer(database)
        writer.start()
        outbox = Outbox(writer, self._phones, self._clock, still_wanted, Paces({}))
        return Process(writer, outbox, Timetable(writer, self._clock, lambda: None))

    async def _day(self, day: date, processes: Sequence[Process]) -> None:
        self._life.begin(day)
        for moment in self._moments(day):
            self._clock.move(moment)
            for name, phone in self._phones.items():
                phone.down = any(begins <= moment < ends and at == name for (begins, ends), at in self._hiccups)
            self._life.live(moment)
            if any(begins <= moment < ends for begins, ends in self._outages):
                if self._random.random() < 0.4:  # the last thing before it stood still: owed, and not sent
                    await processes[0].timetable.tick()
                continue
            await asyncio.gather(*(process.timetable.tick() for process in processes))
            if self._random.random() < 0.3:
                self._life.live(moment)  # somebody reports between the tick and the sending
            for _ in range(2):
                await asyncio.gather(*(process.outbox.poll() for process in processes))
                await asyncio.gather(*(process.outbox.idle() for process in processes))
        evening = datetime.combine(day, time(16, 29), BANGKOK)
        if self._oracle.days.is_working(day):
            self._oracle.close(evening, quiet=self._quiet(evening))

    def _quiet(self, evening: datetime) -> bool:
        """Whether nothing stood still since the midnight before."""
        midnight = evening - timedelta(hours=17)
        spans = [*self._outages, *(span for span, _ in self._hiccups)]
        return not any(begins < evening and midnight < ends for begins, ends in spans)

    def _moments(self, day: date) -> Iterator[datetime]:
        """Midnight's opening, the first and last minutes of the hours, and a few between; some in the night."""
        by_chance = sorted(time(self._random.randrange(9, 16), self._random.randrange(60)) for _ in range(3))
        moments = (time(0, 5), time(8, 29), time(8, 30), time(8, 31), *by_chance, time(16, 29))
        yield from (datetime.combine(day, moment, BANGKOK) for moment in moments)
        if self._random.random() < 0.3:
            yield datetime.combine(day, time(16, 30 + self._random.randrange(30)), BANGKOK)

    def _spans(self, count: int, longest: int) -> Sequence[Span]:
        found = []
        for _ in range(count):
            begins = self._clock() + timedelta(hours=self._random.uniform(24, 24 * self._days - longest))
            found.append((begins, begins + timedelta(hours=self._random.uniform(1, longest))))
        return found

    def _arrived(self, channel: str, chat: str, key: str) -> None:
        self._oracle.arrived(channel, key, self._clock(), QUOTA)
        self._life.heard(channel, chat)
