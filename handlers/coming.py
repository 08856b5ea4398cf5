"""When there is something to report again: said to whoever asks while nothing is owed."""

from collections.abc import Sequence
from datetime import date

from handlers.context import Context
from measures.fiscal_year import BUDDHIST_ERA, MONTH, Period, periods
from measures.plan import Calendar
from storage import divisions, duties, plans


def next_round(context: Context) -> Sequence[str]:
    """A line for the period that opens next, of any year that has a plan; nothing where none is to come."""
    division = context.person.division
    if not division or not divisions.division(context.store, division).active:
        return ()
    coming: list[tuple[date, Period]] = []
    for year in plans.fiscal_years(context.store):
        calendar = plans.current_plan(context.store, year)[1].calendar
        opened = {duty.period for duty in duties.duties(context.store, year)}
        days = [(_opens(period, calendar), period) for period in periods(year) if period not in opened]
        coming.extend((day, period) for day, period in days if day >= context.today)
    if not coming:
        return ()
    day, period = min(coming)
    # Which working day is the last of a month is for the calendar of holidays to say, when it has come.
    sentence = "next_month" if period.kind == MONTH else "next_year_end"
    return [context.say(sentence, period=context.period(period), day=context.day(day))]


def _opens(period: Period, calendar: Calendar) -> date:
    """The day from which it may be open; of a month, the last day on which it opens."""
    if period.kind == MONTH:
        return period.last_day
    return date(period.fiscal_year - BUDDHIST_ERA, calendar.year_end_opens.month, calendar.year_end_opens.day)
