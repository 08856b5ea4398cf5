"""A year of chasing on a clock that is moved: 30 people, two schedulers on one database, and all that goes wrong.

Each scheduler is a process of its own (`bench.chased_scheduler`). Both are told the same moment at the same time, and so
they race on one database; either may stand still for days or be killed in the middle of its work.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bench.chased_oracle import Figures, Oracle
from bench.chased_people import Life, staff
from bench.chased_phones import Phone
from bench.chased_program import Program
from bot import sample_office
from bot.clock import MovableClock
from measures.calendar import BANGKOK
from measures.plan_file import read_plan
from storage import budgets, holidays
from storage.database import Connection, open_database
from storage.office_store import OfficeStore

BEGINS = date(2024, 10, 21)
"""Ten days before the first period opens."""
QUOTA = 300
"""LINE messages a month."""
OUTAGES, LONGEST = 5, 72
"""How often in a year everything stands still, and for how many hours at most."""
ONE_DOWN = 6
"""How often in a year one of the two schedulers does, and the other has to do it all."""
HICCUPS = 12
"""How often in a year one platform alone takes nothing for some hours."""
KILLS = 12
"""How often in a year a scheduler is killed while it ticks, and how often while it sends."""
DAYS_OFF = frozenset({date(2024, 11, 29), date(2025, 3, 6), date(2025, 7, 7)})
WORKED = date(2025, 5, 1)
"""วันแรงงาน, on which this office works."""


@dataclass(frozen=True, slots=True)
class Outage:
    begins: datetime
    ends: datetime
    of: tuple[int | str, ...]
    """The schedulers, by number, or the platforms, by name, that do nothing meanwhile."""

    def lasts(self, moment: datetime) -> bool:
        return self.begins <= moment < self.ends


def chased_year(
    url: str, days: int = 365, *, seed: int = 2568, fault: str = "", quota: int = QUOTA
) -> tuple[Figures, Sequence[str]]:
    """What `days` came to, and every fault in words, on the database at `url`, which has no row in it. With a `fault`
    of `bench.chased_faults` planted in both schedulers it ends on the first day that the judge finds one."""
    return asyncio.run(_Year(url, days, Random(seed), fault, quota).live())


class _Year:
    def __init__(self, url: str, days: int, random: Random, fault: str, quota: int) -> None:
        self._days, self._random, self._quota = days, random, quota
        self._clock = MovableClock(datetime.combine(BEGINS, time(7), BANGKOK))
        self._database = open_database(url)
        self._phones = {name: Phone(name, random, self._arrived) for name in ("line", "telegram")}
        self._programs = [Program(url, self._phones, fault) for _ in range(2)]
        self._stops_at_a_fault = bool(fault)
        self._outages = [
            *self._some(OUTAGES, LONGEST, [(0, 1)]),
            *self._some(ONE_DOWN, LONGEST, [(0,), (1,)]),
            *self._some(HICCUPS, 10, [("line",), ("telegram",)]),
        ]
        self._killing, self._dooming = ({random.randrange(1, days) for _ in range(self._share(KILLS))} for _ in "td")

    async def live(self) -> tuple[Figures, Sequence[str]]:
        self._database.migrate()
        with self._database.engine.begin() as connection:
            office = self._found(connection)
        plan = read_plan(sample_office.plan_text())
        self._oracle = Oracle(self._database, office, plan, DAYS_OFF, WORKED)
        self._life = Life(self._database, office, self._random, self._phones, self._oracle)
        number = 0
        try:
            for number in range(self._days):
                await self._day(number)
                if self._stops_at_a_fault and self._oracle.found:
                    break
            killed = sum(program.killed for program in self._programs)
            return self._oracle.figures(number + 1, killed), self._oracle.found
        finally:
            await asyncio.gather(*(program.end() for program in self._programs))
            self._database.close()

    def _found(self, connection: Connection) -> int:
        office = sample_office.create(connection, self._clock())
        store = OfficeStore(connection, office)
        staff(store, self._random, self._clock())
        budgets.set_monthly(store, "line", self._quota)
        for day in DAYS_OFF:
            holidays.set_own_day(store, day, "วันหยุดของเทศบาล", closed=True)
        holidays.set_own_day(store, WORKED, "ทำงานตามปกติ", closed=False)
        return office

    async def _day(self, number: int) -> None:
        day = BEGINS + timedelta(days=number)
        self._life.begin(day)
        if number in self._dooming:
            self._random.choice(self._programs).doomed = True
        for moment in self._moments(day):
            self._clock.move(moment)
            for name, phone in self._phones.items():
                phone.down = self._down(name, moment)
            self._life.live(moment)
            up = [program for n, program in enumerate(self._programs) if not self._down(n, moment)]
            if not up:
                if self._random.random() < 0.4:  # the last thing before it stood still: owed, and not sent
                    await self._tick(moment, self._programs[:1], None)
                continue
            killing = number in self._killing and moment.time() == time(8, 30)
            await self._tick(moment, up, self._random.choice(up) if killing else None)
            if self._random.random() < 0.3:
                self._life.live(moment)  # somebody reports between the tick and the sending
            for _ in range(2):
                await asyncio.gather(*(program.poll(moment) for program in up))
        evening = datetime.combine(day, time(16, 29), BANGKOK)
        if self._oracle.days.is_working(day):
            self._oracle.close(evening, quiet=self._quiet(evening))

    async def _tick(self, moment: datetime, up: Sequence[Program], victim: Program | None) -> None:
        """All at once; the `victim` is killed meanwhile."""
        after, race = self._random.uniform(0, 0.03), asyncio.Barrier(len(up))
        await asyncio.gather(
            *(p.tick_and_die(moment, race, after) if p is victim else p.tick(moment, race) for p in up)
        )
        if victim is not None and len(up) == 1:
            await self._tick(moment, up, None)  # begun anew, it ticks at once

    def _down(self, what: int | str, moment: datetime) -> bool:
        return any(what in outage.of and outage.lasts(moment) for outage in self._outages)

    def _quiet(self, evening: datetime) -> bool:
        """Whether one scheduler at least was there since the midnight before, and both platforms were."""
        midnight = evening - timedelta(hours=17)
        touching = [outage for outage in self._outages if outage.begins < evening and midnight < outage.ends]
        stopped = {number for outage in touching for number in outage.of}
        return not {0, 1} <= stopped and not stopped & set(self._phones)

    def _moments(self, day: date) -> Iterator[datetime]:
        """Midnight's opening, the first and last minutes of the hours, and a few between; some in the night."""
        by_chance = sorted(time(self._random.randrange(9, 16), self._random.randrange(60)) for _ in range(3))
        moments = (time(0, 5), time(8, 29), time(8, 30), time(8, 31), *by_chance, time(16, 29))
        yield from (datetime.combine(day, moment, BANGKOK) for moment in moments)
        if self._random.random() < 0.3:
            yield datetime.combine(day, time(16, 30 + self._random.randrange(30)), BANGKOK)

    def _share(self, a_year: int) -> int:
        """As much of it as falls to these days, and once at least."""
        return max(1, a_year * self._days // 365)

    def _some(self, a_year: int, longest: int, of: Sequence[tuple[int | str, ...]]) -> Iterator[Outage]:
        for _ in range(self._share(a_year)):
            begins = self._clock() + timedelta(hours=self._random.uniform(24, 24 * self._days - longest))
            ends = begins + timedelta(hours=self._random.uniform(1, longest))
            yield Outage(begins, ends, self._random.choice(of))

    def _arrived(self, channel: str, chat: str, key: str) -> None:
        self._oracle.arrived(channel, key, self._clock(), self._quota)
        self._life.heard(channel, chat)
