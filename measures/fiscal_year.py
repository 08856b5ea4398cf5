"""ปีงบประมาณและงวดรายงาน: fiscal year 2568 is 1 October 2567 to 30 September 2568, and is reported in periods."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

BUDDHIST_ERA = 543
"""พ.ศ. = ค.ศ. + 543."""

MONTH = "month"
YEAR_END = "year_end"
ANYTIME = "anytime"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """งวด: one month, the year's end, or the room for evidence that a month leaves open (never owed)."""

    fiscal_year: int
    """Buddhist era."""
    first_day: date
    """The first day of the month; for the year's end, of its last month."""
    kind: str
    """`MONTH`, `YEAR_END` or `ANYTIME`."""

    @property
    def code(self) -> str:
        """Its name in storage and on buttons, ASCII: "2024-10", "2568-end", "2024-10-any"."""
        if self.kind == YEAR_END:
            return f"{self.fiscal_year}-end"
        month = f"{self.first_day:%Y-%m}"
        return month if self.kind == MONTH else f"{month}-any"

    @property
    def last_day(self) -> date:
        return (self.first_day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    @property
    def ends_quarter(self) -> bool:
        """True in the month that a quarterly question is asked with, by the usual fiscal quarters."""
        return self.kind == MONTH and self.first_day.month in (12, 3, 6, 9)

    @property
    def quarter(self) -> int:
        """1 for October to December … 4 for July to September."""
        return (self.first_day.month + 2) % 12 // 3 + 1


def fiscal_year_of(day: date) -> int:
    """The fiscal year (B.E.) that `day` falls in: 24 Oct 2025 → 2569."""
    return day.year + BUDDHIST_ERA + (1 if day.month >= 10 else 0)


def month_period(day: date) -> Period:
    return Period(fiscal_year_of(day), day.replace(day=1), MONTH)


def year_end(fiscal_year: int) -> Period:
    return Period(fiscal_year, date(fiscal_year - BUDDHIST_ERA, 9, 1), YEAR_END)


def anytime(period: Period) -> Period:
    """Where the evidence goes that is given when `period` is reported."""
    return Period(period.fiscal_year, period.first_day, ANYTIME)


def months(fiscal_year: int) -> tuple[Period, ...]:
    """October to September."""
    start = fiscal_year - BUDDHIST_ERA - 1
    return tuple(month_period(date(start + (m > 12), m - 12 * (m > 12), 1)) for m in range(10, 22))


def periods(fiscal_year: int) -> tuple[Period, ...]:
    """Everything that is owed in a year, in order: twelve months, then the year's end."""
    return (*months(fiscal_year), year_end(fiscal_year))


@lru_cache(maxsize=256)
def period_named(code: str) -> Period | None:
    """The period that `code` names, or None where it names none (it may have come from a stranger's button)."""
    try:
        if code.endswith("-end"):
            found = year_end(int(code[:4]))
        else:
            month = month_period(date.fromisoformat(code[:7] + "-01"))
            found = anytime(month) if code.endswith("-any") else month
    except ValueError:
        return None
    return found if found.code == code else None
