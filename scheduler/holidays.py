"""วันหยุดราชการ: Thai public and government holidays with their substitution days, as the `holidays` package knows them.

Two of its public holidays are none of an office's by the cabinet's list. วันเด็กแห่งชาติ is always a Saturday, so nothing
follows from it. On วันแรงงานแห่งชาติ offices do work, but many people do not, and a reminder can wait a day.
"""

from datetime import date
from functools import lru_cache

from measures.calendar import WorkingDays


def is_holiday(day: date) -> bool:
    return day in _holidays(day.year)


WORKING_DAYS = WorkingDays(is_holiday)


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    # Imported when first asked for: the package takes longer to load than a small command takes to run.
    from holidays import country_holidays

    return frozenset(country_holidays("TH", years=year, categories=("public", "government"), language="th"))
