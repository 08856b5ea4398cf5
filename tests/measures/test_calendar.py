"""When things open and are due, by days that can be counted on a wall calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.calendar import BANGKOK, WorkingDays, day_in_bangkok, due_on, in_office_hours, opens_on, report_due_on
from measures.fiscal_year import Period, month_period, periods, year_end
from measures.plan import Calendar, DayOfMonth

HOLIDAYS = frozenset({
    date(2024, 10, 14),  # ชดเชยวันนวมินทรมหาราช: the 13th is a Sunday
    date(2024, 10, 23),  # วันปิยมหาราช
    date(2024, 12, 5),  # วันพ่อแห่งชาติ
    date(2024, 12, 10),  # วันรัฐธรรมนูญ
    date(2024, 12, 30),  # the cabinet's bridge
    date(2024, 12, 31),  # วันสิ้นปี
    date(2025, 1, 1),  # วันขึ้นปีใหม่
    date(2025, 4, 7),  # ชดเชยวันจักรี: the 6th is a Sunday
    date(2025, 4, 14),  # วันสงกรานต์
    date(2025, 4, 15),  # วันสงกรานต์
    date(2025, 4, 16),  # ชดเชยวันสงกรานต์: the 13th is a Sunday
})  # fmt: skip
DAYS = WorkingDays(HOLIDAYS.__contains__)
PLAN = Calendar()

October, November, December, March = (
    month_period(date(2024, 10, 1)), month_period(date(2024, 11, 1)), month_period(date(2024, 12, 1)),
    month_period(date(2025, 3, 1)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("period", "opens", "due"),
    [
        # Thursday 31 October. In November: Fri 1, Mon 4, Tue 5, Wed 6, Thu 7, Fri 8, and the seventh is Mon 11.
        (October, date(2024, 10, 31), date(2024, 11, 11)),
        # Friday 29 November (the 30th is a Saturday). In December: 2 3 4, not 5, 6 9, not 10, 11, and the seventh is 12.
        (November, date(2024, 11, 29), date(2024, 12, 12)),
        # Friday 27 December: 28, 29 a weekend, 30 and 31 holidays. In January: not 1, 2 3 6 7 8 9, the seventh is 10.
        (December, date(2024, 12, 27), date(2025, 1, 10)),
        # Monday 31 March. In April: 1 2 3 4, not 7, 8 9, and the seventh is 10, just before Songkran.
        (March, date(2025, 3, 31), date(2025, 4, 10)),
        (year_end(2568), date(2025, 9, 1), date(2025, 10, 15)),
        (year_end(2571), date(2028, 9, 1), date(2028, 10, 16)),  # the 15th is a Sunday
    ],
    ids=["october", "november", "december", "before-songkran", "year-end", "year-end-on-a-sunday"],
)
def test_a_period_opens_and_is_due(period: Period, opens: date, due: date) -> None:
    assert opens_on(period, PLAN, DAYS) == opens
    assert due_on(period, PLAN, DAYS) == due


def test_counting_across_songkran_leaves_out_the_whole_festival() -> None:
    # In April 2025 the eighth working day is Fri 11; Sat 12, Sun 13, and Mon 14 to Wed 16 are off, so the ninth is Thu 17.
    assert DAYS.nth_working_day(date(2025, 4, 1), 8) == date(2025, 4, 11)
    assert DAYS.nth_working_day(date(2025, 4, 1), 9) == date(2025, 4, 17)
    assert DAYS.next_working_day(date(2025, 4, 12)) == date(2025, 4, 17)


def test_the_last_working_day_before_new_year() -> None:
    assert DAYS.last_working_day(date(2024, 12, 1)) == date(2024, 12, 27)
    assert DAYS.last_working_day(date(2024, 12, 31)) == date(2024, 12, 27)


def test_an_office_may_choose_other_days() -> None:
    own = Calendar(
        due_working_day=3,
        year_end_opens=DayOfMonth(15, 9),
        year_end_due=DayOfMonth(7, 10),
        report_due=DayOfMonth(20, 10),
    )
    assert due_on(October, own, DAYS) == date(2024, 11, 5)
    assert opens_on(year_end(2568), own, DAYS) == date(2025, 9, 15)
    assert due_on(year_end(2568), own, DAYS) == date(2025, 10, 7)
    assert report_due_on(2568, own) == date(2025, 10, 20)


def test_the_report_of_2568_is_due_at_the_end_of_october_2025() -> None:
    assert report_due_on(2568, PLAN) == date(2025, 10, 31)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (datetime(2024, 11, 4, 8, 29, 59, tzinfo=BANGKOK), False),
        (datetime(2024, 11, 4, 8, 30, tzinfo=BANGKOK), True),
        (datetime(2024, 11, 4, 16, 29, 59, tzinfo=BANGKOK), True),
        (datetime(2024, 11, 4, 16, 30, tzinfo=BANGKOK), False),
        (datetime(2024, 11, 4, 1, 30, tzinfo=UTC), True),  # 08:30 in Bangkok
        (datetime(2024, 11, 4, 10, 0, tzinfo=UTC), False),  # 17:00 in Bangkok
        (datetime(2024, 11, 3, 10, 0, tzinfo=BANGKOK), False),  # Sunday
        (datetime(2024, 10, 23, 10, 0, tzinfo=BANGKOK), False),  # วันปิยมหาราช
    ],
)
def test_office_hours_are_bangkok_s(moment: datetime, open_: bool) -> None:
    assert in_office_hours(moment, DAYS) is open_


def test_the_day_begins_at_midnight_in_bangkok() -> None:
    assert day_in_bangkok(datetime(2024, 10, 31, 16, 59, tzinfo=UTC)) == date(2024, 10, 31)
    assert day_in_bangkok(datetime(2024, 10, 31, 17, 0, tzinfo=UTC)) == date(2024, 11, 1)


def weekdays_off(weekday: int) -> Callable[[date], bool]:
    return lambda day: day.weekday() == weekday


@given(
    month=st.dates(date(2015, 1, 1), date(2060, 12, 31)).map(lambda day: day.replace(day=1)),
    n=st.integers(1, 15),
    off=st.integers(0, 6),
)
def test_the_nth_working_day_is_a_working_day_with_n_minus_1_before_it(month: date, n: int, off: int) -> None:
    days = WorkingDays(weekdays_off(off))
    found = days.nth_working_day(month, n)
    before = [month + timedelta(days=i) for i in range((found - month).days)]
    assert days.is_working(found)
    assert sum(map(days.is_working, before)) == n - 1


@given(fiscal_year=st.integers(2560, 2620), off=st.integers(0, 6))
def test_every_period_opens_before_it_is_due_and_months_follow_each_other(fiscal_year: int, off: int) -> None:
    days = WorkingDays(weekdays_off(off))
    opened = [opens_on(period, PLAN, days) for period in periods(fiscal_year)]
    due = [due_on(period, PLAN, days) for period in periods(fiscal_year)]
    assert all(o < d for o, d in zip(opened, due, strict=True))
    assert opened[:12] == sorted(opened[:12])
    assert all(days.is_working(day) for day in [*opened[:12], *due[:12]])
