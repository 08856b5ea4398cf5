"""วันหยุดราชการ: Thai public and government holidays with their substitution days, and what the office says of its own.

Two of the package's public holidays are none of an office's by the cabinet's list. วันเด็กแห่งชาติ is always a Saturday,
so nothing follows from it. On วันแรงงานแห่งชาติ, and on the Monday that stands in for it (3 May 2027), offices do work
(nationthailand.com/life/40049444), but banks, state enterprises and many people do not, and a reminder can wait a day.
The public list stays whole; an office that minds takes the day off it: `python -m bot holiday remove 2025-05-01`.
"""

from datetime import date, timedelta
from functools import lru_cache

from measures.calendar import WorkingDays
from storage import holidays
from storage.office_store import OfficeStore

OVERDUE, AHEAD = timedelta(days=90), timedelta(days=330)
"""How far around a day most looks ask; what lies further back or ahead is loaded by whoever asks."""


def is_holiday(day: date) -> bool:
    """Whether the country's list has `day`."""
    return day in _holidays(day.year)


WORKING_DAYS = WorkingDays(is_holiday)
"""Of an office that says nothing of its own."""


def working_days_of(store: OfficeStore) -> WorkingDays:
    """The country's, but for the days of which the office says something else."""
    own = {day: said.closed for day, said in holidays.own_days(store).items()}
    return WorkingDays(lambda day: own[day] if day in own else is_holiday(day)) if own else WORKING_DAYS


def learn(day: date) -> None:
    """Have at hand what a look on `day` asks of the years around it: the first time takes a second, which nobody's
    transaction should."""
    for year in {(day - OVERDUE).year, day.year, (day + AHEAD).year}:
        _holidays(year)


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    # Imported when first asked for: the package takes longer to load than a small command takes to run.
    from holidays import country_holidays

    return frozenset(country_holidays("TH", years=year, categories=("public", "government"), language="th"))
