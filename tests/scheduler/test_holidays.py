"""The holidays as the cabinet announced them, from the package we trust for them."""

from datetime import date

import pytest

from measures.calendar import due_on, opens_on
from measures.fiscal_year import month_period
from measures.plan import Calendar
from storage.working_days import WORKING_DAYS, _holidays, is_holiday, learn


@pytest.mark.parametrize(
    "day",
    [
        date(2024, 10, 14),  # ชดเชยวันนวมินทรมหาราช: a substitution day
        date(2024, 10, 23),  # วันปิยมหาราช
        date(2025, 4, 14),  # สงกรานต์
        date(2025, 4, 16),  # ชดเชยวันสงกรานต์
        date(2025, 5, 9),  # วันพืชมงคล: offices alone
        date(2025, 5, 12),  # ชดเชยวันวิสาขบูชา: of the moon, and put off
        date(2025, 6, 2),  # the cabinet's bridge
        date(2023, 1, 2),  # ชดเชยวันสิ้นปี: put off from the year before
    ],
)
def test_offices_are_closed(day: date) -> None:
    assert is_holiday(day)
    assert not WORKING_DAYS.is_working(day)


@pytest.mark.parametrize("day", [date(2024, 11, 4), date(2025, 1, 13), date(2025, 4, 17), date(2026, 1, 12)])
def test_offices_are_open(day: date) -> None:
    """Two of these are the Mondays after วันเด็กแห่งชาติ, a Saturday that no Monday stands in for."""
    assert WORKING_DAYS.is_working(day)


def test_what_a_look_asks_is_at_hand_before_it_begins() -> None:
    learn(date(2031, 2, 3))
    loaded = _holidays.cache_info().misses
    for day in (date(2030, 12, 31), date(2031, 4, 14), date(2031, 12, 10)):
        assert is_holiday(day)
    assert _holidays.cache_info().misses == loaded


def test_a_whole_fiscal_year_opens_and_is_due_on_working_days() -> None:
    expected = {
        10: ("31 Oct 2024", "11 Nov 2024"), 11: ("29 Nov 2024", "12 Dec 2024"), 12: ("27 Dec 2024", "10 Jan 2025"),
        1: ("31 Jan 2025", "11 Feb 2025"), 2: ("28 Feb 2025", "11 Mar 2025"), 3: ("31 Mar 2025", "10 Apr 2025"),
        4: ("30 Apr 2025", "15 May 2025"), 5: ("30 May 2025", "12 Jun 2025"), 6: ("30 Jun 2025", "09 Jul 2025"),
        7: ("31 Jul 2025", "13 Aug 2025"), 8: ("29 Aug 2025", "09 Sep 2025"), 9: ("30 Sep 2025", "09 Oct 2025"),
    }  # fmt: skip
    for month, (opens, due) in expected.items():
        period = month_period(date(2024 if month >= 10 else 2025, month, 1))
        assert f"{opens_on(period, Calendar(), WORKING_DAYS):%d %b %Y}" == opens
        assert f"{due_on(period, Calendar(), WORKING_DAYS):%d %b %Y}" == due
