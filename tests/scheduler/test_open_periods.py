"""A period opens once, on its day, with exactly one row a measure × division (S1)."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from measures.calendar import BANGKOK
from measures.duties import duties_of
from measures.fiscal_year import month_period, year_end
from measures.plan_file import read_plan
from scheduler.open_periods import open_periods
from storage import divisions, duties, holidays, plans
from storage.duties import SUBMITTED, Duty
from storage.office_store import OfficeStore

OCTOBER = month_period(date(2024, 10, 1))


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


def expected(store: OfficeStore) -> list[Duty]:
    return list(duties.duties(store, 2568))


def key(duty: Duty) -> tuple[str, str, str, str]:
    return duty.measure, duty.division, duty.section, duty.period.code


def test_nothing_is_expected_before_the_last_working_day(store: OfficeStore) -> None:
    open_periods(store, at(2024, 10, 30, 23, 59))
    assert expected(store) == []


def test_october_opens_at_midnight_with_one_row_each(store: OfficeStore) -> None:
    open_periods(store, at(2024, 10, 31))
    _, plan = plans.current_plan(store, 2568)
    wanted = duties_of(plan, divisions.divisions(store), OCTOBER, ())
    assert {key(d) for d in expected(store)} == {(e.measure, e.division, e.section, "2024-10") for e in wanted}
    assert len(expected(store)) == len(wanted) > 30
    assert {d.due_on for d in expected(store)} == {date(2024, 11, 11)}
    assert {d.measure for d in expected(store)} <= {m.key for m in plan.measures}


def test_opening_again_changes_nothing(store: OfficeStore) -> None:
    open_periods(store, at(2024, 10, 31))
    first = expected(store)
    duties.set_state(store, first[0], SUBMITTED)
    for day in range(1, 25):
        open_periods(store, at(2024, 11, day, 12))
    assert expected(store) == [replace(first[0], state=SUBMITTED), *first[1:]]


def test_after_months_of_downtime_everything_opens_once(store: OfficeStore) -> None:
    open_periods(store, at(2025, 9, 1, 8, 30))
    rows = expected(store)
    assert max(Counter(map(key, rows)).values()) == 1
    opened = {d.period for d in rows}
    assert len(opened) == 12  # October to August, and the year's end; September opens on the 30th
    assert year_end(2568) in opened and month_period(date(2025, 9, 1)) not in opened
    assert {d.due_on for d in rows if d.period == year_end(2568)} == {date(2025, 10, 15)}


def test_a_new_version_of_the_plan_adds_only_the_rows_it_alone_expects(store: OfficeStore, plan_text: str) -> None:
    smaller = plan_text.replace('key = "truat"', 'key = "truat"\nactive = false', 1)
    plan = read_plan(smaller)
    plans.save_plan(store, 2568, smaller, at(2024, 10, 30))
    divisions.save_divisions(store, plan.divisions)
    open_periods(store, at(2024, 10, 31))
    before = expected(store)
    assert "truat" not in {d.division for d in before}

    duties.set_state(store, before[0], SUBMITTED)
    plans.save_plan(store, 2568, plan_text, at(2024, 11, 4))
    divisions.save_divisions(store, read_plan(plan_text).divisions)
    open_periods(store, at(2024, 11, 4))
    after = expected(store)
    added = [d for d in after if key(d) not in set(map(key, before))]
    assert {d.division for d in added} == {"truat"}
    assert len(after) == len(before) + len(added)
    assert next(d for d in after if key(d) == key(before[0])).state == SUBMITTED


def test_rows_that_are_added_are_due_with_the_others(store: OfficeStore, plan_text: str) -> None:
    """A day off before the due day, declared when the month was open, moves neither."""
    smaller = plan_text.replace('key = "truat"', 'key = "truat"\nactive = false', 1)
    plans.save_plan(store, 2568, smaller, at(2024, 10, 30))
    divisions.save_divisions(store, read_plan(smaller).divisions)
    open_periods(store, at(2024, 10, 31))
    holidays.set_own_day(store, date(2024, 11, 5), "", closed=True)
    plans.save_plan(store, 2568, plan_text, at(2024, 11, 6))
    divisions.save_divisions(store, read_plan(plan_text).divisions)
    open_periods(store, at(2024, 11, 6))
    assert {(d.division == "truat", d.due_on) for d in expected(store)} == {
        (False, date(2024, 11, 11)),
        (True, date(2024, 11, 11)),
    }
