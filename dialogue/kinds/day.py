"""วันที่: as Thai offices write it; kept as "2025-10-24". A report asks about what has been done: a day that is still to come
is asked back, and one of long ago; where the year has two digits, one before last fiscal year."""

from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.date_reading import NoDay, read_day
from dialogue.thai.dates import short_date

OCTOBER = 10
LONG_AGO = date(1997, 1, 1)
"""2540 B.E.: an earlier day is more likely a slip than meant."""


def read(question: Question, text: str, today: date) -> Reading:
    found = read_day(text, today)
    if isinstance(found, NoDay):
        return Unclear(f"date_{found.reason}")
    value = found.day.isoformat()
    oldest = _last_fiscal_year(today) if found.short_year else LONG_AGO
    likely = oldest <= found.day <= today
    return Understood(value) if found.certain and likely else Confirm(value)


def _last_fiscal_year(today: date) -> date:
    """The first day of the fiscal year before that of `today`; each begins on 1 October."""
    return date(today.year - (1 if today.month >= OCTOBER else 2), OCTOBER, 1)


def show(question: Question, value: Value, language: str) -> str:
    return short_date(date.fromisoformat(value), language)
