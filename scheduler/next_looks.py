"""When each job may have something to do next, as far as time alone can make it so.

A look inside the office hours has done all that was due, and so it can say for how long there will be nothing. A look
outside them has not, and the next morning decides. What people do meanwhile asks for a look of its own (`storage.looks`).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from measures.calendar import BANGKOK, due_on, morning, opens_on, report_due_on
from measures.fiscal_year import periods, year_end
from measures.reminders import rung_days
from scheduler.compile_yearly import LONGEST
from scheduler.ladders import HEAD_AFTER, OFFICER_AFTER
from scheduler.look import Look
from scheduler.remind import WITHHELD
from storage import absences, reminders

FAR = timedelta(days=30)
"""No office goes without a look for longer."""


def next_boundary(now: datetime) -> datetime:
    """Midnight, when periods open, or 08:30: between these two, time alone makes nothing due."""
    here = now.astimezone(BANGKOK)
    return morning(here.date()) if here < morning(here.date()) else _midnight(here.date() + timedelta(days=1))


def daily(look: Look) -> datetime:
    """Of a job that has not thought about it: at the next boundary."""
    return next_boundary(look.now)


def next_opening(look: Look) -> datetime:
    """The midnight in which the next period opens."""
    found = (
        opens_on(period, plan.calendar, look.days) for year, (_, plan) in look.plans.items() for period in periods(year)
    )
    return min((_midnight(day) for day in found if day > look.today), default=look.now + FAR)


def next_telling(look: Look) -> datetime:
    """The morning on which the next rung comes, a snooze or an absence ends, or the digest has something new."""
    if not look.in_hours:
        return next_boundary(look.now)
    found = [day for day in _telling_days(look) if day > look.today]
    return morning(look.days.next_working_day(min(found))) if found else look.now + FAR


def _telling_days(look: Look) -> Iterator[date]:
    """Days on which there may be something to tell, some of them past."""
    if reminders.made_since(look.store, WITHHELD, morning(look.today)):
        yield look.today + timedelta(days=1)  # the month may be new, and the digest says so
    for period, due in {(place.period, place.due_on) for place in look.missing}:
        _, plan = look.plans[period.fiscal_year]
        opens = opens_on(period, plan.calendar, look.days)
        yield from (day for _, day in rung_days(opens, due, plan.calendar.ladder, look.days))
        for after in (1, HEAD_AFTER, OFFICER_AFTER):
            yield look.days.next_working_day(due + timedelta(days=after))
    yield from (person.quiet_until for person in look.people if person.quiet_until is not None)
    yield from absences.turning_days(look.store, look.today)


def next_quota(look: Look) -> datetime:
    """Whoever reads the month's figures asks for a look where they tell something new; it may be outside office hours."""
    return look.now + FAR if look.in_hours else next_boundary(look.now)


def next_compiling(look: Look) -> datetime:
    """The morning on which the report is to be compiled next."""
    if not look.in_hours:
        return next_boundary(look.now)
    found = [look.now + FAR]
    for year, (_, plan) in look.plans.items():
        begins = due_on(year_end(year), plan.calendar, look.days) + timedelta(days=1)
        weeks = max(0, (look.today - begins).days // 7 + 1)
        day = begins + timedelta(weeks=weeks)
        if day <= report_due_on(year, plan.calendar) + LONGEST:
            found.append(morning(look.days.next_working_day(day)))
    return min(found)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)
