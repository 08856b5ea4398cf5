"""The legal officer's digest: once a working day, one message, and none when there is nothing to say (S6)."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeAlias

import pytest
from sqlalchemy import select

from dialogue.messages import Message
from measures.calendar import BANGKOK
from scheduler.still_wanted import still_wanted
from storage import absences, holidays, outbox, people, submissions
from storage.duties import missing
from storage.office_store import OfficeStore
from storage.outbox import DIGEST
from storage.tables import outbox as table

Join: TypeAlias = Callable[..., int]
Tick: TypeAlias = Callable[[str], None]
Finish: TypeAlias = Callable[[str], None]
Digests: TypeAlias = Callable[[], list[Message]]


def at(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)


@pytest.fixture
def digests(store: OfficeStore) -> Digests:
    """The digests owed since the last time this was asked."""
    seen: set[str] = set()

    def new() -> list[Message]:
        rows = [r for r in store.connection.execute(select(table).where(table.c.cause == DIGEST)) if r.id not in seen]
        seen.update(row.id for row in rows)
        return [Message.from_json(found) for row in rows for found in json.loads(row.messages)]

    return new


@pytest.fixture
def staff(join: Join) -> dict[str, int]:
    """A reporter in every division, by its key."""
    keys = ("palad", "khlang", "chang", "satharana", "sueksa", "yuttha", "sawatdi", "truat")
    return {key: join(key) for key in keys}


@pytest.fixture
def report(store: OfficeStore, finish: Finish) -> Callable[[str, int, str], None]:
    """That division reports everything it is missing, at that moment."""

    def reported(division: str, person: int, moment: str) -> None:
        for duty in missing(store):
            if duty.division == division:
                submissions.submit(
                    store, duty.measure, division, duty.section, duty.period, person, "web", {}, 1, at(moment)
                )
        finish(division)

    return reported


def test_nothing_to_say_is_not_said(join: Join, staff: dict[str, int], tick: Tick, digests: Digests) -> None:
    join("palad", section="งานนิติการ", roles="legal_officer reporter")
    for day in range(1, 12):
        tick(f"2024-11-{day:02} 08:30")
        tick(f"2024-11-{day:02} 15:00")
    assert digests() == []


def test_what_came_in_is_said_the_next_working_morning(
    join: Join, staff: dict[str, int], tick: Tick, digests: Digests, report: Callable[[str, int, str], None]
) -> None:
    join("palad", section="งานนิติการ", roles="legal_officer")
    tick("2024-11-01 08:30")
    report("chang", staff["chang"], "2024-11-01 10:00")  # a Friday
    for moment in ("2024-11-01 16:00", "2024-11-02 10:00", "2024-11-03 10:00"):
        tick(moment)
    assert digests() == []
    tick("2024-11-04 08:30")
    (message,) = digests()
    assert "✅ ส่งเข้ามา 1 รายการ\n• กองช่าง · ประจำเดือน ต.ค. 2567" in message.text
    assert [b.data for b in message.buttons] == ["status"]
    tick("2024-11-04 12:00")
    tick("2024-11-05 08:30")
    assert digests() == []


def test_late_is_said_when_it_becomes_so_and_again_when_it_is_bad(
    join: Join, staff: dict[str, int], tick: Tick, digests: Digests, finish: Finish
) -> None:
    join("palad", section="งานนิติการ", roles="legal_officer")
    tick("2024-10-31 08:30")
    for division in ("palad", "khlang", "satharana", "sueksa", "yuttha", "sawatdi", "truat"):
        finish(division)
    heard = {}
    for day in range(4, 30):
        tick(f"2024-11-{day:02} 08:30")
        if found := digests():
            heard[day] = found[0].text
    assert list(heard) == [12, 18]  # the day after the 11th, and its D+7
    assert "• กองช่าง · ประจำเดือน ต.ค. 2567 · เกิน 1 วัน" in heard[12]
    assert "‼️ กองช่าง · ประจำเดือน ต.ค. 2567 · เกิน 7 วัน" in heard[18]


def test_a_due_day_that_becomes_a_day_off_is_the_next_working_day_for_all_and_comes_back(
    store: OfficeStore, join: Join, staff: dict[str, int], tick: Tick, digests: Digests,
    told: Callable[[], list[tuple[str, Message]]],
) -> None:  # fmt: skip
    join("palad", section="งานนิติการ", roles="legal_officer")
    tick("2024-11-04 08:30")
    told()
    due = date(2024, 11, 11)
    holidays.set_own_day(store, due, "วันสถาปนา", closed=True)
    heard = {}
    for day in range(4, 14):
        tick(f"2024-11-{day:02} 12:00")
        for _, message in told():
            heard[day] = message.text
        assert bool(digests()) is (day == 13)
    assert list(heard) == [5, 12] and "ส่งภายใน 12 พ.ย. 2567" in heard[5] and "วันนี้" in heard[12]
    holidays.set_own_day(store, due, "", closed=False)
    assert {duty.due_on for duty in missing(store)} == {due}


def test_what_nobody_will_answer_is_said_on_the_opening_day_and_once(
    store: OfficeStore, join: Join, staff: dict[str, int], tick: Tick, digests: Digests
) -> None:
    join("palad", section="นิติกร", roles="legal_officer")
    join("sueksa", section="ผอ.", roles="head")
    now = at("2024-10-30 09:00")
    people.set_roles(store, staff["chang"], frozenset({"executive"}), "chang", "")
    people.set_roles(store, staff["sueksa"], frozenset({"executive"}), "sueksa", "")
    absences.leave(store, staff["khlang"], date(2024, 10, 30), date(2024, 11, 5), None, now)
    absences.leave(store, staff["truat"], date(2024, 10, 30), date(2024, 11, 5), staff["palad"], now)
    tick("2024-10-30 08:30")
    assert digests() == []
    for moment in ("2024-10-31 08:30", "2024-10-31 12:00", "2024-11-01 08:30", "2024-11-04 08:30"):
        tick(moment)
    (message,) = digests()
    assert "🪑 ยังไม่มีผู้ตอบรายงาน 3 แห่ง: กองคลัง, กองช่าง, กองการศึกษา" in message.text
    join("palad", section="นิติกรใหม่", roles="legal_officer")
    tick("2024-11-04 10:00")
    assert ["🪑" in message.text for message in digests()] == [True]


def test_whom_nobody_reaches_is_said_once_a_month(store: OfficeStore, join: Join, tick: Tick, digests: Digests) -> None:
    join("khlang")
    join("palad", section="งานนิติการ", roles="legal_officer")
    people.set_alive(store, "web", "khlang", False)
    for moment in ("2024-11-04 08:30", "2024-11-05 08:30"):
        tick(moment)
    (message,) = digests()
    assert "📵 ติดต่อไม่ได้ 1 คน\n• จนท. khlang · กองคลัง" in message.text


def test_every_officer_hears_whom_nobody_reaches(store: OfficeStore, join: Join, tick: Tick, digests: Digests) -> None:
    join("khlang")
    for section in ("งานนิติการ", "งานธุรการ"):
        join("palad", section=section, roles="legal_officer")
    people.set_alive(store, "web", "khlang", False)
    tick("2024-11-04 08:30")
    assert ["📵" in message.text for message in digests()] == [True, True]


def test_whom_nobody_reaches_is_said_the_next_morning_where_the_digest_missed_its_hours(
    store: OfficeStore, join: Join, tick: Tick, digests: Digests
) -> None:
    join("khlang")
    join("palad", section="งานนิติการ", roles="legal_officer")
    people.set_alive(store, "web", "khlang", False)
    tick("2024-11-04 16:20")
    assert len(digests()) == 1
    late = at("2024-11-04 16:40")
    assert still_wanted(store.connection, outbox.take_waiting(store.connection, late, late - late), late) == []
    tick("2024-11-05 08:30")
    assert ["📵" in message.text for message in digests()] == [True]


def test_one_that_missed_its_hours_comes_the_next_morning_with_all_of_it(
    store: OfficeStore, join: Join, staff: dict[str, int], tick: Tick, digests: Digests,
    report: Callable[[str, int, str], None],
) -> None:  # fmt: skip
    join("palad", section="งานนิติการ", roles="legal_officer")
    tick("2024-11-01 08:30")
    report("chang", staff["chang"], "2024-11-01 10:00")
    tick("2024-11-04 16:20")
    assert len(digests()) == 1
    late = at("2024-11-04 16:40")
    waiting = outbox.take_waiting(store.connection, late, late - late)
    assert [row for row in still_wanted(store.connection, waiting, late) if row.cause == DIGEST] == []
    report("khlang", staff["khlang"], "2024-11-04 17:00")
    tick("2024-11-05 08:30")
    (message,) = digests()
    assert "กองช่าง" in message.text and "กองคลัง" in message.text


def test_heads_hear_only_when_it_is_late_and_executives_never(
    store: OfficeStore, join: Join, tick: Tick, finish: Finish
) -> None:
    join("chang")
    join("chang", section="ผอ.", roles="head")
    join("khlang", section="ปลัด", roles="executive")
    tick("2024-10-31 08:30")
    for division in ("palad", "khlang"):
        finish(division)
    heard: dict[str, list[str]] = {}
    for day in range(1, 30):
        before = len(_rows(store))
        tick(f"2024-11-{day:02} 08:30")
        for row in _rows(store)[before:]:
            heard.setdefault(row.chat_id, []).append(f"{day}: {json.loads(row.messages)[0]['text']}")
    assert heard["ผอ."] == [
        "13: ⏰ กองช่างยังส่งรายงานไม่ครบ เรียนแจ้งให้ทราบค่ะ\n• ประจำเดือน ต.ค. 2567 · ครบกำหนด 11 พ.ย. 2567"
    ]
    assert "ปลัด" not in heard


def _rows(store: OfficeStore) -> list[Any]:
    return list(store.connection.execute(select(table).order_by(table.c.created_at, table.c.chat_id)))
