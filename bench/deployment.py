"""A deployment to load: offices, plans and codes by the command line's own functions, and months that wait for reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import clock, office_commands
from bot.opened import chosen_office, opened
from bot.sample_office import FISCAL_YEAR, plan_text
from measures.calendar import day_in_bangkok, due_on
from measures.duties import duties_of
from measures.fiscal_year import Period, fiscal_year_of
from measures.plan import Plan
from measures.plan_file import read_plan
from storage import divisions, duties
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.working_days import WORKING_DAYS

SECRET, TOKEN = "the channel secret of the benchmark", "the access token of the benchmark"

Place = tuple[str, str]
"""(division key, section or empty): where one reporter sits."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Room for one reporter, to be taken with a joining code."""

    office: str
    place: Place
    code: str


def next_years_plan(today: date) -> str:
    """The sample plan for a fiscal year that has not begun: the timetable opens and reminds of nothing by itself."""
    return plan_text().replace(f"fiscal_year = {FISCAL_YEAR}", f"fiscal_year = {fiscal_year_of(today) + 1}", 1)


def places(plan: Plan) -> Sequence[Place]:
    return [(d.key, section) for d in plan.divisions if d.active for section in ("", *d.sections)]


def open_month(store: OfficeStore, plan: Plan, period: Period) -> None:
    due = due_on(period, plan.calendar, WORKING_DAYS)
    expected = duties_of(plan, divisions.divisions(store), period, ())
    duties.open_duties(store, [Duty(e.measure, e.division, e.section, e.period, due) for e in expected], clock.now())


def deploy(url: str, folder: Path, offices: int, months: Sequence[Period]) -> Sequence[Seat]:
    """`offices` municipalities in the database at `url`, each with `months` open and a code for every place."""
    text = next_years_plan(day_in_bangkok(clock.now()))
    plan = read_plan(text)
    file = folder / "plan.toml"
    file.write_text(text, encoding="utf-8")
    seats = []
    for number in range(1, offices + 1):
        key = f"office-{number}"
        office_commands.add_office(url, key, f"{plan.office} {number}")
        office_commands.load_plan(url, file, key)
        with opened(url) as connection:
            store = OfficeStore(connection, chosen_office(connection, key).id)
            for period in months:
                open_month(store, plan, period)
        for division, section in places(plan):
            code = office_commands.invite(url, "reporter", division, section, "", key).split("\t")[0]
            seats.append(Seat(key, (division, section), code))
    return seats
