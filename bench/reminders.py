"""What a tick of the timetable costs a province: 500 offices × 40 people, with plans of their own and with one for all."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from bench.chased_year import chased_year
from bench.deployment import places
from bench.server import ROOT
from bot.sample_office import plan_text
from measures.calendar import BANGKOK
from measures.plan import Plan
from measures.plan_file import read_plan
from scheduler.timetable import Timetable
from storage import divisions, offices, people, plans
from storage.database import Connection, open_database
from storage.office_store import OfficeStore
from storage.writer import Writer

OFFICES, PEOPLE = 500, 40
EVERY = 0.01
"""Seconds between two works of somebody else's while a tick lasts."""
FOUNDED = datetime(2024, 10, 1, 9, tzinfo=BANGKOK)
TICKS = (
    ("the program has just begun", "2024-10-30 22:00"),
    ("the night in which a month opens", "2024-10-31 00:00"),
    ("the morning on which everybody is due", "2024-10-31 08:30"),
    ("a minute later", "2024-10-31 08:31"),
    ("a morning on which nobody is due", "2024-11-01 08:30"),
    ("a minute later", "2024-11-01 08:31"),
)
"""In the order in which they come; each begins where the one before has ended."""


@dataclass(frozen=True, slots=True)
class Tick:
    name: str
    seconds: float
    cpu: float
    """Seconds of processor time, of all threads."""
    owed: int
    """Messages that it owed."""
    waited: float
    """Seconds that somebody else's work waited for the writer meanwhile, at most."""


def ticks(count: int = OFFICES, staff: int = PEOPLE, *, one_plan: bool = False) -> Iterator[Tick]:
    """One tick after another over `count` offices of `staff` people each."""
    (ROOT / "out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "out") as folder:
        database = open_database(f"sqlite:///{folder}/tidtam.db")
        database.migrate()
        with database.engine.begin() as connection:
            for number in range(count):
                _found(connection, number, staff, 0 if one_plan else number)
        writer = Writer(database)
        writer.start()
        try:
            owed = 0
            for name, moment in TICKS:
                at = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)
                timetable = Timetable(writer, partial(_at, at), lambda: None)
                begun, cpu = time.perf_counter(), time.process_time()
                waited = asyncio.run(_tick(timetable, writer))
                seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
                now_owed = writer.run_now(_owed)
                yield Tick(name, seconds, cpu, now_owed - owed, waited)
                owed = now_owed
        finally:
            writer.stop()
            database.close()


async def _tick(timetable: Timetable, writer: Writer) -> float:
    """A tick; how long a work that came meanwhile has waited at most, as a webhook's would."""
    ticking, longest = asyncio.create_task(timetable.tick()), 0.0
    while not ticking.done():
        begun = time.perf_counter()
        await writer.run(lambda connection: None)
        longest = max(longest, time.perf_counter() - begun)
        await asyncio.wait([ticking], timeout=EVERY)
    await ticking
    return longest


def _at(moment: datetime) -> datetime:
    return moment


def _owed(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one())


def _found(connection: Connection, number: int, staff: int, edition: int) -> None:
    """An office with `staff` reporters, spread over the places of a plan that offices of another `edition` have not."""
    text = f"{plan_text()}\n# {edition}\n"
    plan = _plan()
    store = OfficeStore(connection, offices.add_office(connection, f"office-{number}", plan.office, FOUNDED))
    plans.save_plan(store, plan.fiscal_year, text, FOUNDED)
    divisions.save_divisions(store, plan.divisions)
    seats = places(plan)
    for index in range(staff):
        division, section = seats[index % len(seats)]
        person = people.add_person(store, "", division, section, frozenset({"reporter"}), "th", FOUNDED)
        people.link_address(store, person, "line", f"U{number}-{index}", FOUNDED)


@cache
def _plan() -> Plan:
    return read_plan(plan_text())


def main() -> int:
    for one_plan in (False, True):
        print(f"\nTicks over {OFFICES} offices × {PEOPLE} people, {'one plan' if one_plan else 'a plan each'}")
        for tick in ticks(one_plan=one_plan):
            print(
                f"  {tick.name:40}{tick.seconds:8.3f} s{tick.cpu:8.2f} s CPU{tick.owed:8,} owed, "
                f"nobody else waited more than {tick.waited * 1000:.0f} ms", flush=True,
            )  # fmt: skip
    print("\nA year of chasing: 365 days, 30 people, 8 measures, two schedulers, each a process of its own")
    with tempfile.TemporaryDirectory(dir=ROOT / "out") as folder:
        figures, found = chased_year(f"sqlite:///{folder}/year.db")
    print(f"  reminders {figures.reminders:,}, digests {figures.digests}, withheld for the quota {figures.withheld},")
    print(f"  given up and on record {figures.unsure}, withdrawn at the last moment {figures.put_off},")
    print(f"  schedulers killed in the middle of their work {figures.killed}")
    print("  excused: " + ", ".join(f"{kind} {count}" for kind, count in figures.excused.items()))
    print("  " + ", ".join(f"{fault} {count}" for fault, count in figures.faults.items()))
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
