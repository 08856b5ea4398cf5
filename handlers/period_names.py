"""A period by the name people give it, at the beginning of what they typed: ต.ค. 2567, 2024-10, สิ้นปี 2568."""

import re
from datetime import date

from dialogue.thai.date_reading import Day, read_day
from dialogue.thai.dates import short_month
from dialogue.thai.digits import arabic_digits
from handlers.context import Context
from measures.fiscal_year import (
    BUDDHIST_ERA,
    YEAR_END,
    Period,
    fiscal_year_of,
    month_period,
    period_named,
    year_end,
)
from storage import plans

_MONTH = "เดือน"
_ANY_DAY = date(2024, 1, 1)
"""Which month a word names does not depend on the day."""
_BUDDHIST = re.compile(r"(2[4-9][0-9]{2})-([0-9]{2})")
_YEAR_END = re.compile(r"(?:สิ้นปี|ปลายปี|ปิดปี|year-end)(?:งบประมาณ)?\s*([0-9]{4})?\s*", re.IGNORECASE)


def named(context: Context, words: str) -> tuple[Period | None, str]:
    """The period that `words` begin with, whether it is open or not, and the rest."""
    words = _bare(words)
    if found := _YEAR_END.match(arabic_digits(words)):
        rest, year = words[found.end() :], int(found.group(1) or 0)
        if found.group(1) is None:
            year = max(plans.fiscal_years(context.store), default=fiscal_year_of(context.today))
        return year_end(year) if year > BUDDHIST_ERA else None, rest
    parts = words.split()
    if parts and (period := _by_number(parts[0])):
        return period, " ".join(parts[1:])
    for count in (2, 1):
        said = read_day(f"1 {' '.join(parts[:count])}", context.today) if len(parts) >= count else None
        if isinstance(said, Day):
            return month_period(said.day), " ".join(parts[count:])
    return None, words


def as_typed(context: Context, what: str, period: Period, **values: object) -> str:
    """What one types for `what` of `period`: "ประวัติ ต.ค. 2567". `named` reads the period back."""
    year = period.fiscal_year
    end = period.kind == YEAR_END
    month = context.say("typed_year_end", year=year) if end else short_month(period.first_day, context.person.language)
    return context.say(f"typed_{what}", month=month, **values)


def begins_with_period(words: str) -> bool:
    """Whether `words` name a period first, so that what stands before them was meant as a command."""
    said = _bare(arabic_digits(words))
    if not said or _YEAR_END.match(said):
        return bool(said)
    first = said.split()[0]
    if first[0].isdigit():
        return _by_number(first) is not None
    return isinstance(read_day(f"1 {first}", _ANY_DAY), Day)


def _by_number(word: str) -> Period | None:
    """2024-10 and 2567-10 are one month; a year's end is of the fiscal year, 2568-end."""
    said = arabic_digits(word)
    if found := _BUDDHIST.fullmatch(said):
        said = f"{int(found.group(1)) - BUDDHIST_ERA}-{found.group(2)}"
    return period_named(said)


def _bare(words: str) -> str:
    """Without the word month before its name."""
    return words.strip().removeprefix(_MONTH).strip()
