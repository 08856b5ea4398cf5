"""Which year a person means: 2568, ๒๕๖๘, 2025, or none said."""

import re

from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending
from handlers.context import Context
from measures.fiscal_year import BUDDHIST_ERA, fiscal_year_of
from storage import plans

UNKNOWN = -1
_YEAR = re.compile(r"(?:ปี\s*|ปีงบ\s*|ปีงบประมาณ\s*)?(?:พ\.?ศ\.?\s*|ค\.?ศ\.?\s*)?(\d{4})")


def year_meant(context: Context, words: str) -> int:
    """The fiscal year (B.E.) in `words`; with none said, the newest year that has a plan; `UNKNOWN` if unreadable."""
    if not words.strip():
        years = plans.fiscal_years(context.store)
        return max(years) if years else fiscal_year_of(context.today)
    said = _YEAR.fullmatch(arabic_digits(without_polite_ending(words)))
    if said is None:
        return UNKNOWN
    year = int(said.group(1))
    return year + BUDDHIST_ERA if 1950 <= year <= 2100 else year


def no_such_year(context: Context, words: str, year: int) -> str:
    """Why there is nothing for that year, and which years there are."""
    years = ", ".join(str(y) for y in plans.fiscal_years(context.store)) or context.say("none")
    if year == UNKNOWN or not 2500 <= year <= 2700:
        return context.say("year_unclear", words=words[:40], years=years)
    return context.say("year_without_plan", year=year, years=years)
