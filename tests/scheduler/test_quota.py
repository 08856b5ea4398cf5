"""The officer hears beforehand if the month's messages will not do, and once when they are gone; nothing is lost."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select

from measures.calendar import BANGKOK
from storage import budgets, outbox, people
from storage.office_store import OfficeStore
from storage.outbox import DIGEST, LOST, NOTICE
from storage.tables import outbox as table

Tick: TypeAlias = Callable[[str], None]
FOUNDED = datetime(2024, 10, 1, 9, tzinfo=BANGKOK)


def staffed(store: OfficeStore, channel: str, *, staff: int = 20) -> None:
    """So many on LINE, and the officer on `channel`."""
    for number in range(staff):
        person = people.add_person(store, f"จนท. {number}", "chang", "", frozenset({"reporter"}), "th", FOUNDED)
        people.link_address(store, person, "line", f"U{number}", FOUNDED)
    officer = people.add_person(store, "นิติกร", "palad", "", frozenset({"legal_officer"}), "th", FOUNDED)
    people.link_address(store, officer, channel, "officer", FOUNDED)


def said(store: OfficeStore, cause: str) -> list[str]:
    rows = store.connection.execute(select(table.c.messages).where(table.c.cause == cause).order_by(table.c.created_at))
    return [message["text"] for row in rows for message in json.loads(row.messages)]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BANGKOK)


def test_what_will_not_do_is_said_in_the_months_first_digest_alone(store: OfficeStore, tick: Tick) -> None:
    staffed(store, "telegram")
    tick("2024-10-31 08:30")
    budgets.keep_quota(store, "line", 30, 1, at("2024-11-01T07:00"))
    tick("2024-11-01 08:30")
    assert not any("🔮" in text for text in said(store, DIGEST))  # last month took 20, and 29 are left
    budgets.keep_quota(store, "line", 15, 1, at("2024-12-01T07:00"))
    for moment in ("2024-12-02 08:30", "2024-12-03 08:30"):
        tick(moment)
    told = [text for text in said(store, DIGEST) if "🔮" in text]
    assert len(told) == 1 and "แต่เหลือ 14" in told[0]


def test_the_forecast_is_last_months_or_by_how_many_people_there_are(store: OfficeStore, tick: Tick) -> None:
    staffed(store, "telegram")
    budgets.keep_quota(store, "line", 30, 1, at("2024-11-01T07:00"))
    tick("2024-11-01 08:30")
    tick("2024-11-04 08:30")
    told = [text for text in said(store, DIGEST) if "🔮" in text]
    assert len(told) == 1
    assert "LINE ราว 40 ข้อความ แต่เหลือ 29" in told[0]


def test_that_it_is_gone_is_said_once_a_month_where_it_costs_nothing(store: OfficeStore, tick: Tick) -> None:
    staffed(store, "telegram")
    budgets.keep_quota(store, "line", 300, 300, at("2024-11-13T07:00"))
    for moment in ("2024-11-13 07:00", "2024-11-13 08:30", "2024-11-13 10:00", "2024-11-14 08:30"):
        tick(moment)
    (told,) = said(store, NOTICE)
    assert "LINE ของเดือนนี้หมดแล้ว" in told
    budgets.keep_quota(store, "line", 300, 300, at("2024-12-02T07:00"))
    tick("2024-12-02 08:30")
    assert len(said(store, NOTICE)) == 2


def test_an_officer_on_line_hears_it_with_the_next_free_reply(store: OfficeStore, tick: Tick) -> None:
    staffed(store, "line")
    budgets.keep_quota(store, "line", 300, 300, at("2024-11-13T07:00"))
    tick("2024-11-13 08:30")
    (waiting,) = outbox.take_lost(store, "line", "officer")
    assert "หมดแล้ว" in waiting.messages[0].text
    states = store.connection.execute(select(table.c.state)).scalars().all()
    assert set(states) == {LOST}  # not one push
