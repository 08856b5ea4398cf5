"""Who has come to which rung: for everybody a reminder may go to, what there is to remind of today."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from measures.calendar import WorkingDays, opens_on
from measures.duties import answers_for
from measures.fiscal_year import Period
from measures.plan import Calendar
from measures.reminders import rung_due
from measures.seats import HEAD
from storage import duties, plans
from storage.office_store import OfficeStore
from storage.owing import seats_on
from storage.people import Person

HEAD_AFTER, OFFICER_AFTER = 2, 7
"""Days past due: then the division's head hears of it, and then it stands first in the legal officer's digest."""

RUNGS = ("ladder-", "head-")
"""How the campaigns of rungs begin."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One rung of one period's ladder, as one person has come to it."""

    period: Period
    day: int
    """The rung's own day, as its ordinal: an extended period begins a new ladder, and its rungs are not the old ones."""
    late: bool
    """True after the due day."""
    division: str = ""
    """The division whose head is told that it is late; empty for what the person owes themselves."""

    @property
    def campaign(self) -> str:
        """The claims it belongs to: each is made once a period, person and day."""
        return f"{RUNGS[bool(self.division)]}{self.period.fiscal_year}"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What is answered in one run: a division's or section's duties of one period."""

    division: str
    section: str
    period: Period
    due_on: date


def places_missing(store: OfficeStore) -> Sequence[Place]:
    return sorted({Place(d.division, d.section, d.period, d.due_on) for d in duties.missing(store)})


def steps(store: OfficeStore, everyone: Sequence[Person], today: date, days: WorkingDays) -> Mapping[int, set[Step]]:
    """Person id → the newest rung of each period they have to do with. It looks at no form, for it is asked often."""
    missing = places_missing(store)
    if not missing:
        return {}
    taken = seats_on(store, today)
    calendars: dict[int, Calendar] = {}
    found: dict[int, set[Step]] = defaultdict(set)
    for place in missing:
        year = place.period.fiscal_year
        if year not in calendars:
            calendars[year] = plans.current_plan(store, year)[1].calendar
        opens = opens_on(place.period, calendars[year], days)
        rung = rung_due(opens, place.due_on, calendars[year].ladder, today, days)
        if rung is not None:
            step = Step(place.period, (place.due_on + timedelta(days=rung)).toordinal(), rung > 0)
            for seat in taken:
                if answers_for(seat, place.division, place.section, taken):
                    found[seat.person_id].add(step)
        if days.next_working_day(place.due_on + timedelta(days=HEAD_AFTER)) <= today:
            day = (place.due_on + timedelta(days=HEAD_AFTER)).toordinal()
            for person in everyone:
                if HEAD in person.roles and person.division == place.division:
                    found[person.id].add(Step(place.period, day, True, place.division))
    return found
