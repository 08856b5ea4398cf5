"""A day to come, at the beginning of what somebody typed: "12 ม.ค. ให้ สมชาย" → (12 January, "ให้ สมชาย")."""

import re
from datetime import date, timedelta

from dialogue.thai.date_reading import Day, read_day
from dialogue.thai.digits import arabic_digits

MOST_WORDS = 4
"""พฤหัสบดีที่ 12 มกราคม 2568 has that many."""
HALF_A_YEAR = timedelta(days=183)
_YEAR = re.compile(r"[0-9]{4}|(?<![0-9])[0-9]{1,2}[\s/.-]+\S*?[\s/.-]+[0-9]{2}$|\.[0-9]{2}$")


def day_ahead(words: str, today: date) -> tuple[date, str] | None:
    """The day that `words` begin with, and the rest of them; None where they begin with none.

    A day without its year is the next one there is: on 20 December, 12 ม.ค. lies in the new year.
    """
    parts = words.split()
    for count in range(min(MOST_WORDS, len(parts)), 0, -1):
        said = " ".join(parts[:count])
        found = read_day(said, today)
        if isinstance(found, Day):
            return _next(found.day, said, today), " ".join(parts[count:])
    return None


def day_around(words: str, around: date) -> tuple[date, str] | None:
    """`day_ahead`, but a day without its year is the nearest to `around`, before or after it: behind 5 พ.ย., 1 พ.ย. is
    four days earlier and no year later."""
    found = day_ahead(words, around)
    if found is None or found[0] - around <= HALF_A_YEAR:
        return found
    earlier = day_ahead(words, around - HALF_A_YEAR)
    return found if earlier is None else earlier


def _next(day: date, said: str, today: date) -> date:
    if day >= today or _YEAR.search(arabic_digits(said)) or not any(letter.isdigit() for letter in said):
        return day
    try:
        return next(found for year in range(day.year, today.year + 2) if (found := day.replace(year=year)) >= today)
    except ValueError:  # 29 February, which next year does not have
        return day
