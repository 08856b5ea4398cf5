"""python -m bot holiday | budget: the office's own days off, and how many LINE messages a month it pays for."""

from datetime import date

from bot.clock import now
from bot.opened import Refused, chosen_office, opened
from dialogue.thai.date_reading import NoDay, read_day
from dialogue.thai.dates import short_date
from measures.calendar import day_in_bangkok
from measures.fiscal_year import Period
from storage import budgets, duties, holidays
from storage.office_store import OfficeStore
from storage.working_days import is_holiday, working_days_of

MOST_A_MONTH = 1_000_000_000
"""More than any platform sends, and what every database can hold."""
SHOWN_AHEAD = 30
"""Days of the country's list that are shown beside the office's own."""


def set_holiday(url: str, day_text: str, name: str, office_key: str, *, closed: bool) -> str:
    """Close the office on that day, or open it whatever the country does; what was said of the day before is gone, and
    nothing is kept of a day that is what the country's list says.

    A period that was due on a day off is due on the next working day; which those are now is said."""
    day = _day(day_text)
    if day.weekday() >= 5:
        raise Refused(f"{day} is a {day:%A}: weekends are never working days")
    if day < day_in_bangkok(now()):
        raise Refused(
            f"{day_text} has passed, for it is {short_date(day)}: nothing is put off from it, or to it, any more"
        )
    with opened(url) as connection:
        office = chosen_office(connection, office_key)
        store = OfficeStore(connection, office.id)
        before = _due_days(store)
        if closed == is_holiday(day):
            holidays.forget_own_day(store, day)
        else:
            holidays.set_own_day(store, day, name, closed=closed)
        moved = [(period, due) for period, due in _due_days(store).items() if due != before[period]]
    told = f"{office.name}: {short_date(day)} {'is a day off' if closed else 'is a working day'}"
    return "\n".join([told, *(f"{period.code} is due {short_date(due)} now" for period, due in moved)])


def list_holidays(url: str, office_key: str) -> str:
    """The office's own days, and what the country's list has in the next days."""
    with opened(url) as connection:
        store = OfficeStore(connection, chosen_office(connection, office_key).id)
        own, days, today = holidays.own_days(store), working_days_of(store), day_in_bangkok(now())
    lines = [f"{day}\t{'closed' if said.closed else 'works'}\t{said.name}".rstrip() for day, said in own.items()]
    ahead = (date.fromordinal(today.toordinal() + i) for i in range(SHOWN_AHEAD))
    lines += [
        f"{day}\tclosed\t(the country's list)"
        for day in ahead
        if is_holiday(day) and day.weekday() < 5 and not days.is_working(day) and day not in own
    ]
    return "\n".join(lines) or f"No day of the office's own, and no holiday within {SHOWN_AHEAD} days."


def set_budget(url: str, monthly: int, office_key: str) -> str:
    if not 0 <= monthly <= MOST_A_MONTH:
        raise Refused(f"A budget is a number of messages a month, 0 to {MOST_A_MONTH:,}")
    with opened(url) as connection:
        office = chosen_office(connection, office_key)
        budgets.set_monthly(OfficeStore(connection, office.id), "line", monthly)
    return f"{office.name}: at most {monthly} LINE messages a month unasked; the last fifth is kept for what is overdue"


def _due_days(store: OfficeStore) -> dict[Period, date]:
    return {duty.period: duty.due_on for duty in duties.missing(store)}


def _day(text: str) -> date:
    found = read_day(text, day_in_bangkok(now()))
    if isinstance(found, NoDay):
        raise Refused(f"{text!r} is no day: write 2026-01-02 or 2/1/2569")
    return found.day
