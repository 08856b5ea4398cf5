"""A year of chasing on a clock that is moved: 30 people, two schedulers on one database, and all that goes wrong.

Each scheduler is a process of its own (`bench.chased_scheduler`). Both are told the same moment at the same time, and so
they race on one database; either may stand still for days or be killed in the middle of its work.
"""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from bench.chased_calendar import DAYS_OFF, WORKED, works
from bench.chased_figures import Figures
from bench.chased_oracle import Oracle
from bench.chased_outages import Outages
from bench.chased_people import Life, staff
from bench.chased_phones import ARRIVED, MONTHLY, Phone, Said
from bench.chased_program import Program
from bench.chased_town import Town
from bot import sample_office
from bot.clock import MovableClock
from measures.calendar import BANGKOK
from storage import budgets, holidays
from storage.database import Connection, open_database
from storage.office_store import OfficeStore

BEGINS = date(2024, 10, 21)
"""Ten days before the first period opens."""
QUOTA = 300
"""LINE messages a month that the office allows itself."""
USED_UP = date(2025, 3, 10)
"""On this morning others have used up the account's month, after its figures were read and before the office opens."""
KILLS = 12
"""How often in a year a scheduler is killed while it ticks, and how often while it sends."""
EVENING = time(16, 29)
"""The last minute of the office hours."""
SECOND = timedelta(seconds=1)


def chased_year(
    url: str, days: int = 365, *, seed: int = 2568, fault: str = "", until: str = "", quota: int = QUOTA,
    begins: date = BEGINS, used_up: date = USED_UP,
) -> tuple[Figures, Sequence[str]]:  # fmt: skip
    """What `days` came to, and every fault in words, on the database at `url`, which has no row in it. With a `fault`
    of `bench.chased_faults` planted in both schedulers it ends on the first day on which the judge finds it, as `until`."""
    return asyncio.run(_Year(url, days, Random(seed), fault, until, quota, begins, used_up).live())


class _Year:
    def __init__(
        self, url: str, days: int, random: Random, fault: str, until: str, quota: int, begins: date, used_up: date
    ) -> None:  # fmt: skip
        self._days, self._random, self._quota = days, random, quota
        self._begins, self._used_up = begins, used_up
        self._clock = MovableClock(datetime.combine(begins, time(7), BANGKOK))
        self._database = open_database(url)
        self._phones = {name: Phone(name, random, self._witness) for name in ("line", "telegram")}
        self._programs = [Program(url, self._phones, fault) for _ in range(2)]
        self._until = until
        self._town = Town(sample_office.plan_text())
        self._outages = Outages(random, self._clock(), days)
        self._killing, self._dooming = (
            {random.randrange(1, days) for _ in range(self._outages.share(KILLS))} for _ in "td"
        )

    async def live(self) -> tuple[Figures, Sequence[str]]:
        self._database.migrate()
        with self._database.engine.begin() as connection:
            self._office = self._found(connection)
        self._oracle = Oracle(self._database, self._office, self._town, self._quota)
        self._life = Life(self._database, self._office, self._random, self._phones, self._town)
        number = 0
        try:
            for number in range(self._days):
                await self._day(number)
                if self._oracle.faults[self._until]:
                    break
            return self._oracle.figures(number + 1, self._killed()), self._oracle.found
        finally:
            await asyncio.gather(*(program.end() for program in self._programs))
            self._database.close()

    def _found(self, connection: Connection) -> int:
        office = sample_office.create(connection, self._clock())
        store = OfficeStore(connection, office)
        staff(store, self._town, self._random, self._clock())
        budgets.set_monthly(store, "line", self._quota)
        for day in DAYS_OFF:
            holidays.set_own_day(store, day, "วันหยุดของเทศบาล", closed=True)
        holidays.set_own_day(store, WORKED, "ทำงานตามปกติ", closed=False)
        return office

    async def _day(self, number: int) -> None:
        day = self._begins + timedelta(days=number)
        self._life.begin(day)
        self._oracle.morning(day)
        self._use_up(day)
        if number in self._dooming:
            self._random.choice(self._programs).doomed = True
        killed, killed_late = self._killed(), False
        for moment in self._moments(day):
            self._clock.move(moment)
            killed_before = self._killed()
            for name, phone in self._phones.items():
                phone.down = self._outages.down(name, moment)
            self._life.live(moment)
            up = [program for n, program in enumerate(self._programs) if not self._outages.down(n, moment)]
            if not up:
                if self._random.random() < 0.4:  # the last thing before it stood still: owed, and not sent
                    await self._tick(moment, self._programs[:1], None)
                continue
            killing = number in self._killing and moment.time() == time(8, 30)
            await self._tick(moment, up, self._random.choice(up) if killing else None)
            if self._random.random() < 0.3:
                self._life.live(moment + SECOND)  # somebody reports between the tick and the sending
            for seconds in (2, 3):
                self._clock.move(moment + seconds * SECOND)
                await asyncio.gather(*(program.poll(self._clock()) for program in up))
            killed_late |= moment.time() >= EVENING and self._killed() > killed_before
        evening = datetime.combine(day, EVENING, BANGKOK)
        if works(day):
            quiet = self._outages.quiet(evening) and not killed_late
            self._oracle.close(evening, quiet=quiet, killed=self._killed() > killed)

    def _use_up(self, day: date) -> None:
        """LINE's figures are read, as the job of that name does each morning; then others may use the month up."""
        line = self._phones["line"]
        if day.day == 1:
            line.used = 0
        with self._database.engine.begin() as connection:
            store, at = OfficeStore(connection, self._office), datetime.combine(day, time(7), BANGKOK)
            budgets.keep_quota(store, "line", MONTHLY, line.used, at)
        if day == self._used_up:
            self._oracle.others_sent(day, MONTHLY - line.used)
            line.used = MONTHLY

    def _killed(self) -> int:
        return sum(program.killed for program in self._programs)

    async def _tick(self, moment: datetime, up: Sequence[Program], victim: Program | None) -> None:
        """All at once; the `victim` is killed meanwhile."""
        after, race = self._random.uniform(0, 0.03), asyncio.Barrier(len(up))
        await asyncio.gather(
            *(p.tick_and_die(moment, race, after) if p is victim else p.tick(moment, race) for p in up)
        )
        if victim is not None and len(up) == 1:
            await self._tick(moment, up, None)  # begun anew, it ticks at once

    def _moments(self, day: date) -> Iterator[datetime]:
        """Midnight's opening, the first and last minutes of the hours, and a few between; some in the night."""
        by_chance = sorted(time(self._random.randrange(9, 16), self._random.randrange(60)) for _ in range(3))
        moments = (time(0, 5), time(8, 29), time(8, 30), time(8, 31), *by_chance, EVENING)
        yield from (datetime.combine(day, moment, BANGKOK) for moment in moments)
        if self._random.random() < 0.3:
            yield datetime.combine(day, time(16, 30 + self._random.randrange(30)), BANGKOK)

    def _witness(self, said: Said, outcome: str) -> None:
        self._oracle.witness(said, outcome, self._clock())
        if outcome == ARRIVED:
            self._life.heard(said.channel, said.chat)
