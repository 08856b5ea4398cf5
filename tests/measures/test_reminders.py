"""Which rung it is time for: a table one can check with a finger, then properties, then bugs that they must catch."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.calendar import WorkingDays, due_on, opens_on
from measures.fiscal_year import month_period, year_end
from measures.plan import Calendar
from measures.reminders import rung_due

Due = Callable[[date, date, Sequence[int], date, WorkingDays], int | None]

PLAN = Calendar()
WEEKENDS = WorkingDays(lambda day: False)
OCTOBER = month_period(date(2024, 10, 1))
OPENS, DUE = date(2024, 10, 31), date(2024, 11, 11)  # a Thursday; the Monday eleven days later


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        (date(2024, 10, 30), None),
        (date(2024, 10, 31), -11),  # the opening: the month's first notice
        (date(2024, 11, 3), -11),
        (date(2024, 11, 4), -7),
        (date(2024, 11, 7), -7),
        (date(2024, 11, 8), -3),
        (date(2024, 11, 10), -3),  # D-1 is a Sunday …
        (date(2024, 11, 11), 0),  # … and put off to Monday it meets D0, which says it all
        (date(2024, 11, 12), 0),
        (date(2024, 11, 13), 2),
        (date(2024, 11, 17), 2),
        (date(2024, 11, 18), 7),
        (date(2025, 6, 1), 7),
    ],
)
def test_the_ladder_of_october_2024(today: date, rung: int | None) -> None:
    assert (opens_on(OCTOBER, PLAN, WEEKENDS), due_on(OCTOBER, PLAN, WEEKENDS)) == (OPENS, DUE)
    assert rung_due(OPENS, DUE, PLAN.ladder, today, WEEKENDS) == rung


def test_a_holiday_puts_a_rung_off() -> None:
    days = WorkingDays(lambda day: day == date(2024, 11, 4))
    assert rung_due(OPENS, DUE, PLAN.ladder, date(2024, 11, 4), days) == -11
    assert rung_due(OPENS, DUE, PLAN.ladder, date(2024, 11, 5), days) == -7


def test_opening_and_first_rung_on_one_day_are_one() -> None:
    opens = date(2024, 11, 4)
    assert rung_due(opens, DUE, PLAN.ladder, opens, WEEKENDS) == -7


def test_rungs_before_the_opening_never_come() -> None:
    opens = date(2024, 11, 7)
    assert rung_due(opens, DUE, PLAN.ladder, date(2024, 11, 6), WEEKENDS) is None
    assert rung_due(opens, DUE, PLAN.ladder, opens, WEEKENDS) == -4


def test_the_year_end_is_announced_when_it_opens_and_chased_when_it_is_due() -> None:
    opens, due = opens_on(year_end(2568), PLAN, WEEKENDS), due_on(year_end(2568), PLAN, WEEKENDS)
    sent = walk(rung_due, opens, due, PLAN.ladder, WEEKENDS, until=date(2025, 12, 1))
    assert sent == [
        (date(2025, 9, 1), -44),
        (date(2025, 10, 8), -7),
        (date(2025, 10, 13), -3),  # D-3 is a Sunday
        (date(2025, 10, 14), -1),
        (date(2025, 10, 15), 0),
        (date(2025, 10, 17), 2),
        (date(2025, 10, 22), 7),
    ]


def walk(
    due_rung: Due, opens: date, due: date, ladder: Sequence[int], days: WorkingDays, until: date,
    down: Callable[[date], bool] = lambda day: False,
) -> list[tuple[date, int]]:  # fmt: skip
    """What one person who never reports is sent, day after day: at most one look a day, only on working days."""
    sent: list[tuple[date, int]] = []
    today = opens - timedelta(days=30)
    while today <= until:
        if days.is_working(today) and not down(today):
            rung = due_rung(opens, due, ladder, today, days)
            if rung is not None and rung not in [had for _, had in sent]:
                sent.append((today, rung))
        today += timedelta(days=1)
    return sent


def faults(
    due_rung: Due, opens: date, due: date, ladder: Sequence[int], days: WorkingDays, down: frozenset[date]
) -> list[str]:
    """Every promise of the ladder that `due_rung` breaks on this calendar."""
    until = due + timedelta(days=max(ladder, default=0) + 60)
    found = []
    for day in (opens - timedelta(days=30) + timedelta(days=i) for i in range((until - opens).days + 31)):
        rung, before = (due_rung(opens, due, ladder, d, days) for d in (day, day - timedelta(days=1)))
        if rung is None:
            continue
        if day < opens:
            found.append("a rung before the opening")
        if rung not in ladder and rung != (opens - due).days:
            found.append("a rung that nobody named")
        if due + timedelta(days=rung) > day:
            found.append("a rung before its day")
        if before is not None and before > rung:
            found.append("back down the ladder")
        if rung != before and not days.is_working(day):
            found.append("a rung that comes on a day off")
    sent = walk(due_rung, opens, due, ladder, days, until, down.__contains__)
    rungs = [rung for _, rung in sent]
    if len(set(rungs)) != len(rungs):
        found.append("a rung twice")
    if rungs != sorted(rungs):
        found.append("an older rung after a newer")
    last = max([(opens - due).days, *(r for r in ladder if r >= (opens - due).days)])
    if last not in rungs:
        found.append("the last rung never came")
    for day, rung in sent:
        passed = [r for r in ladder if r > rung and _comes(due, r, days) <= day]
        if passed:
            found.append("not the newest rung")
    return found


def _comes(due: date, rung: int, days: WorkingDays) -> date:
    return days.next_working_day(due + timedelta(days=rung))


opening_days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
calendars = st.fixed_dictionaries({
    "opens": opening_days,
    "window": st.integers(0, 50),
    "ladder": st.lists(st.integers(-20, 20), max_size=8).map(tuple),
    "off": st.frozensets(st.integers(0, 120), max_size=25),
    "down": st.frozensets(st.integers(0, 60), max_size=40),
})  # fmt: skip


def faults_of(due_rung: Due, drawn: dict[str, object]) -> list[str]:
    opens, window = drawn["opens"], drawn["window"]
    ladder, off, down = drawn["ladder"], drawn["off"], drawn["down"]
    assert isinstance(opens, date) and isinstance(window, int) and isinstance(ladder, tuple)
    assert isinstance(off, frozenset) and isinstance(down, frozenset)
    holidays = frozenset(opens + timedelta(days=i) for i in off)
    return faults(
        due_rung, opens, opens + timedelta(days=window), ladder, WorkingDays(holidays.__contains__),
        frozenset(opens + timedelta(days=i) for i in down),
    )  # fmt: skip


@given(calendars)
def test_the_ladder_keeps_every_promise_on_every_calendar(drawn: dict[str, object]) -> None:
    assert faults_of(rung_due, drawn) == []


def ignores_holidays(opens: date, due: date, ladder: Sequence[int], today: date, days: WorkingDays) -> int | None:
    return rung_due(opens, due, ladder, today, WEEKENDS)


def forgets_the_opening(opens: date, due: date, ladder: Sequence[int], today: date, days: WorkingDays) -> int | None:
    return rung_due(due - timedelta(days=60), due, ladder, today, days)


def replays_the_oldest(opens: date, due: date, ladder: Sequence[int], today: date, days: WorkingDays) -> int | None:
    """After an outage it catches up from the first rung that has not been overtaken by three days."""
    come = [r for r in ladder if due + timedelta(days=r) >= opens and _comes(due, r, days) <= today]
    recent = [r for r in come if today - _comes(due, r, days) < timedelta(days=3)]
    return min(recent, default=max(come, default=None)) if today >= opens else None


def moves_rungs_forward(opens: date, due: date, ladder: Sequence[int], today: date, days: WorkingDays) -> int | None:
    """A rung on a day off comes on the working day before it."""
    come = []
    for rung in {*ladder, (opens - due).days}:
        day = due + timedelta(days=rung)
        while not days.is_working(day):
            day -= timedelta(days=1)
        if rung >= (opens - due).days and day <= today:
            come.append(rung)
    return max(come, default=None)


@pytest.mark.parametrize(
    ("planted", "caught_as"),
    [
        (ignores_holidays, "a rung that comes on a day off"),
        (forgets_the_opening, "a rung before the opening"),
        (replays_the_oldest, "not the newest rung"),
        (moves_rungs_forward, "a rung before its day"),
    ],
)
def test_planted_bugs_are_caught(planted: Due, caught_as: str) -> None:
    """October 2024 with a bridge of holidays before the due day, and three days of downtime."""
    off = frozenset({date(2024, 11, 4), date(2024, 11, 8), date(2024, 11, 13)})
    days = WorkingDays(off.__contains__)
    down = frozenset({date(2024, 11, 5), date(2024, 11, 6), date(2024, 11, 7)})
    assert faults(rung_due, OPENS, DUE, PLAN.ladder, days, down) == []
    assert caught_as in faults(planted, OPENS, DUE, PLAN.ladder, days, down)
