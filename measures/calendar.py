"""ปฏิทินราชการ: working days, office hours, and the days on which things open and are due. All of it in Bangkok."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from measures.fiscal_year import BUDDHIST_ERA, YEAR_END, Period
from measures.plan import Calendar

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
"""The clock of every date, month and fiscal year. Fixed: Thailand keeps no daylight saving time."""
OFFICE_OPENS, OFFICE_CLOSES = time(8, 30), time(16, 30)
"""Office hours; nothing is sent at the closing minute any more."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """วันทำการ: Monday to Friday, but for the holidays."""

    holiday: Callable[[date], bool]

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and not self.holiday(day)

    def next_working_day(self, day: date) -> date:
        """`day` itself, or the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def nth_working_day(self, first_of_month: date, n: int) -> date:
        """The `n`th working day, from 1, counted from the first of that month (and on into the next, if need be)."""
        day = self.next_working_day(first_of_month)
        for _ in range(n - 1):
            day = self.next_working_day(day + _DAY)
        return day

    def last_working_day(self, month: date) -> date:
        """The last working day of the month that `month` lies in."""
        day = _next_month(month) - _DAY
        while not self.is_working(day):
            day -= _DAY
        return day


def opens_on(period: Period, calendar: Calendar, days: WorkingDays) -> date:
    """The day from which `period` is expected: a month on its own last working day, the year's end when the plan says."""
    if period.kind == YEAR_END:
        return date(period.first_day.year, calendar.year_end_opens.month, calendar.year_end_opens.day)
    return days.last_working_day(period.first_day)


def due_on(period: Period, calendar: Calendar, days: WorkingDays) -> date:
    """The last day on which `period` is reported in time (D), a working day: a month in the next, the year's end on the
    plan's day or, where that is a day off, the first after it."""
    if period.kind == YEAR_END:
        day = date(period.first_day.year, calendar.year_end_due.month, calendar.year_end_due.day)
        return days.next_working_day(day)
    return days.nth_working_day(_next_month(period.first_day), calendar.due_working_day)


def report_due_on(fiscal_year: int, calendar: Calendar) -> date:
    """The day by which the annual report of `fiscal_year` (B.E.) is to be handed in."""
    return date(fiscal_year - BUDDHIST_ERA, calendar.report_due.month, calendar.report_due.day)


def day_in_bangkok(now: datetime) -> date:
    return now.astimezone(BANGKOK).date()


def morning(day: date) -> datetime:
    """The minute in which the office opens on `day`, if it does."""
    return datetime.combine(day, OFFICE_OPENS, BANGKOK)


def in_office_hours(now: datetime, days: WorkingDays) -> bool:
    """Whether somebody may be written to unasked at `now`: 08:30–16:30 of a working day."""
    here = now.astimezone(BANGKOK)
    return OFFICE_OPENS <= here.time() < OFFICE_CLOSES and days.is_working(here.date())


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
