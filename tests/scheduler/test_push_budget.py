"""LINE's pushes are counted: near the month's budget only what is overdue goes out, and what is withheld is on record."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

import pytest
from sqlalchemy import select

from measures.calendar import BANGKOK
from scheduler.remind import WITHHELD
from storage import budgets, people, reminders
from storage.office_store import OfficeStore
from storage.outbox import DIGEST, REMINDER
from storage.tables import outbox

Tick: TypeAlias = Callable[[str], None]
Finish: TypeAlias = Callable[[str], None]
FOUNDED = datetime(2024, 10, 1, 9, tzinfo=BANGKOK)


@pytest.fixture
def staff(store: OfficeStore) -> list[int]:
    """Ten of กองช่าง on LINE, the last of whom has Telegram as well, linked later."""
    found = []
    for number in range(10):
        found.append(people.add_person(store, f"จนท. {number}", "chang", "", frozenset({"reporter"}), "th", FOUNDED))
        people.link_address(store, found[-1], "line", f"U{number}", FOUNDED)
    people.link_address(store, found[-1], "telegram", "900", FOUNDED.replace(hour=10))
    return found


def sent(store: OfficeStore) -> Counter[str]:
    return Counter(r.channel for r in store.connection.execute(select(outbox).where(outbox.c.cause == REMINDER)))


def test_nobody_counts_where_no_budget_is_set(store: OfficeStore, staff: list[int], tick: Tick) -> None:
    tick("2024-10-31 08:30")
    assert sent(store) == {"line": 10}


def test_near_the_limit_the_rest_is_withheld_and_telegram_is_used(
    store: OfficeStore, staff: list[int], tick: Tick
) -> None:
    budgets.set_monthly(store, "line", 10)
    tick("2024-10-31 08:30")
    tick("2024-10-31 12:00")
    assert sent(store) == {"line": 8, "telegram": 1}
    withheld = {person for _, person, _ in reminders.claimed(store, WITHHELD)}
    assert withheld == {staff[8]}


def test_what_was_withheld_comes_when_the_month_is_new(store: OfficeStore, staff: list[int], tick: Tick) -> None:
    budgets.set_monthly(store, "line", 0)
    tick("2024-10-31 08:30")
    assert sent(store) == {"telegram": 1}
    budgets.set_monthly(store, "line", 100)
    tick("2024-11-01 08:30")
    assert sent(store) == {"telegram": 1, "line": 9}
    tick("2024-11-01 09:30")
    assert sum(sent(store).values()) == 10


def test_whoever_was_withheld_comes_first_and_the_officer_hears_who(store: OfficeStore, tick: Tick) -> None:
    for number in range(5):
        person = people.add_person(store, f"จนท. {number}", "chang", "", frozenset({"reporter"}), "th", FOUNDED)
        people.link_address(store, person, "line", f"U{number}", FOUNDED)
    officer = people.add_person(store, "นิติกร", "", "", frozenset({"legal_officer"}), "th", FOUNDED)
    people.link_address(store, officer, "telegram", "officer", FOUNDED)
    budgets.set_monthly(store, "line", 3)  # two, and one that is kept for what is overdue
    tick("2024-10-31 08:30")
    assert heard(store) == ["U0", "U1"]
    digest = store.connection.execute(select(outbox).where(outbox.c.cause == DIGEST)).one().messages
    assert "พักการเตือนไว้ 3 คน" in digest and all(f"จนท. {number}" in digest for number in (2, 3, 4))
    tick("2024-11-04 08:30")  # D-7, and the month is new
    assert heard(store) == ["U0", "U1", "U2", "U3"]
    tick("2024-11-13 08:30")  # D+2
    assert heard(store) == ["U0", "U1", "U2", "U3", "U4"]


def heard(store: OfficeStore) -> list[str]:
    """The chats that were reminded, in the order of their names; each as often as it was."""
    return sorted(r.chat_id for r in store.connection.execute(select(outbox).where(outbox.c.cause == REMINDER)))


def test_what_is_overdue_has_the_last_fifth(store: OfficeStore, staff: list[int], tick: Tick) -> None:
    budgets.set_monthly(store, "line", 10)
    tick("2024-11-13 08:30")  # D+2
    assert sent(store) == {"line": 10}
    tick("2024-11-18 08:30")  # D+7, and nothing is left
    assert sent(store) == {"line": 10, "telegram": 1}
    assert len({person for _, person, _ in reminders.claimed(store, WITHHELD)}) == 9
