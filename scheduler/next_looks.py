"""When each job may have something to do next, as far as time alone can make it so.

A look inside the office hours has done all that was due, and so it can say for how long there will be nothing. A look
outside them has not, and the next morning decides. What people do meanwhile asks for a look of its own (`storage.looks`).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from measures.calendar import (
    BANGKOK,
    WorkingDays,
    day_in_bangkok,
    due_on,
    in_office_hours,
    morning,
    opens_on,
    report_due_on,
)  # fmt: skip
from measures.fiscal_year import periods, year_end
from measures.reminders import rung_days
from scheduler.compile_yearly import LONGEST
from scheduler.holidays import working_days_of
from scheduler.ladders import HEAD_AFTER, OFFICER_AFTER, places_missing
from scheduler.remind import WITHHELD
from storage import absences, people, plans, reminders
from storage.office_store import OfficeStore

FAR = timedelta(days=30)
"""No office goes without a look for longer."""


def next_boundary(now: datetime) -> datetime:
    """Midnight, when periods open, or 08:30: between these two, time alone makes nothing due."""
    here = now.astimezone(BANGKOK)
    return morning(here.date()) if here < morning(here.date()) else _midnight(here.date() + timedelta(days=1))


def daily(store: OfficeStore, now: datetime) -> datetime:
    """Of a job that has not thought about it: at the next boundary."""
    return next_boundary(now)


def next_opening(store: OfficeStore, now: datetime) -> datetime:
    """The midnight in which the next period opens."""
    today, days = day_in_bangkok(now), working_days_of(store)
    found = [
        opens
        for year in plans.fiscal_years(store)
        for period in periods(year)
        if (opens := opens_on(period, plans.current_plan(store, year)[1].calendar, days)) > today
    ]
    return min([_midnight(day) for day in found], default=now + FAR)


def next_telling(store: OfficeStore, now: datetime) -> datetime:
    """The morning on which the next rung comes, a snooze or an absence ends, or the digest has something new."""
    days = working_days_of(store)
    if not in_office_hours(now, days):
        return next_boundary(now)
    today = day_in_bangkok(now)
    found = [day for day in _telling_days(store, today, days) if day > today]
    return morning(days.next_working_day(min(found))) if found else now + FAR


def _telling_days(store: OfficeStore, today: date, days: WorkingDays) -> Iterator[date]:
    """Days on which there may be something to tell, some of them past."""
    if reminders.made_since(store, WITHHELD, morning(today)):
        yield today + timedelta(days=1)  # the month may be new, and the digest says so
    for place in places_missing(store):
        calendar = plans.current_plan(store, place.period.fiscal_year)[1].calendar
        opens = opens_on(place.period, calendar, days)
        yield from (day for _, day in rung_days(opens, place.due_on, calendar.ladder, days))
        for after in (1, HEAD_AFTER, OFFICER_AFTER):
            yield days.next_working_day(place.due_on + timedelta(days=after))
    yield from (person.quiet_until for person in people.people(store) if person.quiet_until is not None)
    yield from absences.turning_days(store, today)


def next_quota(store: OfficeStore, now: datetime) -> datetime:
    """Whoever reads the month's figures asks for a look where they tell something new; it may be outside office hours."""
    return now + FAR if in_office_hours(now, working_days_of(store)) else next_boundary(now)


def next_compiling(store: OfficeStore, now: datetime) -> datetime:
    """The morning on which the report is to be compiled next."""
    days = working_days_of(store)
    if not in_office_hours(now, days):
        return next_boundary(now)
    today, found = day_in_bangkok(now), [now + FAR]
    for year in plans.fiscal_years(store):
        calendar = plans.current_plan(store, year)[1].calendar
        begins = due_on(year_end(year), calendar, days) + timedelta(days=1)
        weeks = max(0, (today - begins).days // 7 + 1)
        day = begins + timedelta(weeks=weeks)
        if day <= report_due_on(year, calendar) + LONGEST:
            found.append(morning(days.next_working_day(day)))
    return min(found)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)
