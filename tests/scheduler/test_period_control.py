"""Extend, lock, reopen: with a reason, on record, and told to whoever comes too late (S10)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeAlias

import pytest
from sqlalchemy import delete, select

from dialogue.messages import Message
from dialogue.said import Said, Tap, Text
from handlers.router import route
from handlers.update import SAID, Update
from measures.calendar import BANGKOK
from measures.fiscal_year import month_period
from storage import drafts, duties, people, period_changes, plans
from storage.office_store import OfficeStore
from storage.tables import duty as duty_table
from storage.tables import period_change

Join: TypeAlias = Callable[..., int]
Tick: TypeAlias = Callable[[str], None]
Told: TypeAlias = Callable[[], list[tuple[str, Message]]]
Say: TypeAlias = Callable[..., str]
OCTOBER = month_period(date(2024, 10, 1))


@pytest.fixture
def say(store: OfficeStore, join: Join, tick: Tick) -> Say:
    """What one says, and all that is answered. There are กองช่าง's reporter and the legal officer; October is open."""
    join("chang")
    join("palad", section="นิติกร", roles="legal_officer")
    tick("2024-10-31 08:30")

    def said(chat: str, words: Said | str, at: str = "2024-11-05 10:00") -> str:
        heard = Text(words) if isinstance(words, str) else words
        now = datetime.strptime(at, "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)
        return "\n".join(m.text for m in route(store, Update("web", "e", chat, now, SAID, heard), now).messages)

    return said


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("ขยายเวลา ต.ค. 2567 ถึง 20 พ.ย. น้ำท่วม", "ขยายเวลารายงานประจำเดือน ต.ค. 2567 ถึง 20 พ.ย. 2567 แล้ว"),
        ("ขยายเวลา เดือนตุลาคม ถึง 20 พ.ย. น้ำท่วมค่ะ", "ขยายเวลารายงานประจำเดือน ต.ค. 2567 ถึง 20 พ.ย. 2567 แล้ว"),
        ("ปิดรับ ต.ค. 2567 ส่งเล่มแล้ว", "ปิดรับรายงานประจำเดือน ต.ค. 2567 แล้ว"),
        ("ปิดรับ 2024-10 ส่งเล่มแล้ว", "ปิดรับรายงานประจำเดือน ต.ค. 2567 แล้ว"),
        ("เปิดรับอีกครั้ง ต.ค. 2567 แก้ตัวเลข", "ไม่ได้ปิดรับ"),
        ("ขยายเวลา สัญญาจ้าง 30 วัน", "พิมพ์ “สถานะ”"),  # no period: it was about something else
        ("ปิดรับ 5 วัน", "พิมพ์ “สถานะ”"),
    ],
)
def test_a_period_may_follow_without_a_slash(say: Say, words: str, answer: str) -> None:
    assert answer in say("นิติกร", words)


@pytest.mark.parametrize("day", ["16 พ.ย. 2567", "8 พ.ย. 2567", "15 พ.ย. 2577", "15 พ.ย. 2567"])
def test_reopening_takes_only_a_working_day_to_come(store: OfficeStore, say: Say, day: str) -> None:
    say("นิติกร", "/lock ต.ค. 2567 ส่งเล่มแล้ว")
    answer = say("นิติกร", f"/reopen ต.ค. 2567 ถึง {day} แก้ตัวเลข", "2024-11-15 10:00")
    assert "ขอเป็นวันทำการ" in answer and "เช่น ถึง" in answer
    assert [c.action for c in period_changes.changes(store, OCTOBER)] == ["lock"]


def number(store: OfficeStore, chat: str) -> int:
    person = people.at_address(store, "web", chat)
    assert person is not None
    return person.id


def of_october(store: OfficeStore) -> list[duties.Duty]:
    return [duty for duty in duties.duties(store, 2568) if duty.period == OCTOBER]


def test_an_extension_moves_the_due_day_and_is_on_record(store: OfficeStore, say: Say) -> None:
    answer = say("นิติกร", "/extend ต.ค. 2567 ถึง 20 พ.ย. เหตุผล: น้ำท่วม")
    assert "ขยายเวลารายงานประจำเดือน ต.ค. 2567 ถึง 20 พ.ย. 2567 แล้วค่ะ" in answer
    assert "เหตุผล: น้ำท่วม" in answer
    assert {duty.due_on for duty in of_october(store)} == {date(2024, 11, 20)}
    (change,) = period_changes.changes(store, OCTOBER)
    assert (change.action, change.due_on, change.reason) == ("extend", date(2024, 11, 20), "น้ำท่วม")
    assert change.person_id == number(store, "นิติกร") and change.at == datetime(2024, 11, 5, 10, tzinfo=BANGKOK)


def test_the_ladder_counts_from_the_new_day(say: Say, tick: Tick, told: Told) -> None:
    told()
    say("นิติกร", "/extend ต.ค. 2567 ถึง 20 พ.ย. น้ำท่วม", "2024-11-01 10:00")
    heard = []
    for day in range(1, 30):
        tick(f"2024-11-{day:02} 08:30")
        heard += [(day, message.text) for chat, message in told() if chat == "chang"]
    first = [day for day, text in heard if "พ.ย. 2567 · " not in text]
    assert first[:4] == [13, 18, 19, 20]  # D-7, D-3 (a Sunday), D-1, D0 of the 20th
    assert "ส่งภายใน 20 พ.ย. 2567" in heard[0][1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("/extend", "พิมพ์เดือน"),
        ("/extend ต.ค. 2567 ถึง 20 พ.ย.", "พิมพ์เดือน"),  # no reason
        ("/extend ต.ค. 2567 น้ำท่วม", "พิมพ์เดือน"),
        ("/extend ต.ค. 2567 ถึง 20 พ.ย. .", "พิมพ์เดือน"),  # no letter is no reason
        ("/extend ต.ค. 2567 ถึง 20 พ.ย. เหตุผล: 🌊", "พิมพ์เดือน"),
        ("/extend ต.ค. 2567 ถึง 1 พ.ย. 2567 น้ำท่วม", "วันทำการหลัง 11 พ.ย. 2567"),
        ("/extend ต.ค. 2567 ถึง 11 พ.ย. น้ำท่วม", "วันทำการหลัง 11 พ.ย. 2567 และไม่เกิน 11 ก.พ. 2568 เช่น ถึง 18 พ.ย. 2567"),
        ("/extend ต.ค. 2567 ถึง 17 พ.ย. 2667 น้ำท่วม", "17 พ.ย. 2667 ไม่ได้"),
        ("/extend ต.ค. 2567 ถึง 17 พ.ย. 2567 น้ำท่วม", "17 พ.ย. 2567 เป็นวันหยุด"),  # a Sunday
        ("/extend ต.ค. 2567 ถึง 5 ธ.ค. 2567 น้ำท่วม", "เช่น ถึง 6 ธ.ค. 2567"),  # a holiday
        ("ปิดรับ ต.ค. 2567 👍", "พิมพ์เดือน"),
        ("/extend ธ.ค. 2567 ถึง 20 ม.ค. น้ำท่วม", "ไม่พบรอบ"),
        ("/extend อะไร ถึง 20 ม.ค. น้ำท่วม", "ไม่พบรอบ"),
        ("/lock 2568-10 ส่งเล่มแล้ว", "ไม่พบรอบ"),  # October 2568, which is a year ahead
        ("/lock ต.ค. 2567", "พิมพ์เดือน"),
        ("/reopen ต.ค. 2567 แก้ตัวเลข", "ไม่ได้ปิดรับ"),
    ],
)
def test_what_is_not_clear_changes_nothing(store: OfficeStore, say: Say, words: str, sentence: str) -> None:
    assert sentence in say("นิติกร", words)
    assert store.connection.execute(select(period_change)).all() == []
    assert {duty.due_on for duty in of_october(store)} == {date(2024, 11, 11)}


@pytest.mark.parametrize("period", ["ต.ค. 2567", "ตุลาคม 2567", "ต.ค. 67", "๒๕๖๗-๑๐", "2567-10", "2024-10", "ต.ค."])
def test_how_a_month_may_be_named(store: OfficeStore, say: Say, period: str) -> None:
    assert "ปิดรับรายงานประจำเดือน ต.ค. 2567 แล้ว" in say("นิติกร", f"/lock {period} ส่งเล่มแล้ว")


def test_a_locked_period_takes_nothing_and_keeps_the_draft(
    store: OfficeStore, say: Say, tick: Tick, told: Told
) -> None:
    say("chang", "เริ่ม")
    say("chang", "1")
    (before,) = drafts.of_person(store, number(store, "chang"))
    assert "🔒" in say("นิติกร", "/lock ต.ค. 2567 ส่งเล่มแล้ว")
    for words in ("5", Tap(f"{before.id}.2.zero"), "ส่งเลย"):
        answer = say("chang", words)
        assert "ปิดรับแล้วเมื่อ 5 พ.ย. 2567" in answer and "เหตุผล: ส่งเล่มแล้ว" in answer and "จนท. palad" in answer
    assert "ปิดรับแล้วเมื่อ" in say("chang", "เริ่ม")
    assert drafts.of_person(store, number(store, "chang")) == [before]
    told()
    for day in range(5, 27):
        tick(f"2024-11-{day:02} 08:30")
    assert [chat for chat, _ in told() if chat == "chang"] == []
    assert "🔒" in say("นิติกร", "สถานะ")
    assert "ปิดรับอยู่แล้ว" in say("นิติกร", "/lock ต.ค. 2567 อีกครั้ง")
    assert "ปิดรับอยู่แล้ว" in say("นิติกร", "/extend ต.ค. 2567 ถึง 30 พ.ย. น้ำท่วม")


def test_reopening_expects_again_and_the_draft_goes_on(store: OfficeStore, say: Say, tick: Tick, told: Told) -> None:
    say("chang", "เริ่ม")
    say("chang", "1")
    say("นิติกร", "/lock ต.ค. 2567 ส่งเล่มแล้ว")
    told()
    answer = say("นิติกร", "/reopen ต.ค. 2567 ถึง 22 พ.ย. แก้ตัวเลข", "2024-11-15 10:00")
    assert "เปิดรับรายงานประจำเดือน ต.ค. 2567 อีกครั้งแล้ว" in answer and "ครบกำหนด 22 พ.ย. 2567" in answer
    tick("2024-11-15 10:01")
    assert [chat for chat, _ in told() if chat == "chang"] == ["chang"]  # D-7 of the new day
    assert say("chang", "เริ่ม", "2024-11-15 10:02").endswith("กี่เรื่องคะ (ไม่มีพิมพ์ 0)")
    assert [c.action for c in period_changes.changes(store, OCTOBER)] == ["lock", "reopen"]
    assert period_changes.locked_by(period_changes.changes(store, OCTOBER)) is None


def test_rows_that_a_new_plan_adds_to_a_closed_or_extended_period_are_like_its_others(
    store: OfficeStore, say: Say, tick: Tick, plan_text: str
) -> None:
    say("นิติกร", "/extend ต.ค. 2567 ถึง 20 พ.ย. น้ำท่วม")
    say("นิติกร", "/lock ต.ค. 2567 ส่งเล่มแล้ว")
    gone = of_october(store)[0]
    store.connection.execute(delete(duty_table).where(duty_table.c.measure == gone.measure))
    plans.save_plan(store, 2568, plan_text + "\n", datetime(2024, 11, 6, 9, tzinfo=BANGKOK))
    tick("2024-11-06 09:01")
    again = [duty for duty in of_october(store) if duty.measure == gone.measure]
    assert again and {(duty.state, duty.due_on) for duty in again} == {("locked", date(2024, 11, 20))}


@pytest.mark.parametrize(
    "words", ["/lock สิ้นปี 0001 ส่งเล่มแล้ว", "/reopen สิ้นปี ๐๐๐๐ ส่งเล่มแล้ว", "/revise สิ้นปี 0543", "/lock สิ้นปี ส่งเล่มแล้ว"]
)
def test_a_year_s_end_that_cannot_be_is_answered_kindly(say: Say, words: str) -> None:
    assert "ค่ะ" in say("นิติกร", words) or "คะ" in say("นิติกร", words)
