"""Away: nobody is reminded on leave, whoever stands in is, and it ends by itself (S7)."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeAlias

import pytest
from sqlalchemy import select

from dialogue.messages import Message
from dialogue.said import Said, Tap, Text
from handlers.days_ahead import day_ahead
from handlers.router import route
from handlers.update import SAID, Update
from measures.calendar import BANGKOK
from measures.seats import Seat, seats
from storage import absences, people
from storage.office_store import OfficeStore
from storage.outbox import DIGEST, NOTICE
from storage.owing import owed_runs
from storage.tables import outbox

Join: TypeAlias = Callable[..., int]
Tick: TypeAlias = Callable[[str], None]
Told: TypeAlias = Callable[[], list[tuple[str, Message]]]
Say: TypeAlias = Callable[[str, Said | str], Message]


@pytest.fixture
def say(store: OfficeStore) -> Say:
    """What is said in that chat at noon of 20 December 2024, and the first message of the answer."""

    def said(chat: str, words: Said | str) -> Message:
        heard = Text(words) if isinstance(words, str) else words
        now = datetime(2024, 12, 20, 12, tzinfo=BANGKOK)
        return route(store, Update("web", "e", chat, now, SAID, heard), now).messages[0]

    return said


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("12 ม.ค.", (date(2025, 1, 12), "")),  # the next there is
        ("๑๒ ม.ค. ให้ สมชาย", (date(2025, 1, 12), "ให้ สมชาย")),
        ("25 ธ.ค. เหตุผล 2 ข้อ", (date(2024, 12, 25), "เหตุผล 2 ข้อ")),
        ("12 มกราคม 2568 ประชุม", (date(2025, 1, 12), "ประชุม")),
        ("12/1/68", (date(2025, 1, 12), "")),
        ("2025-01-12 #7", (date(2025, 1, 12), "#7")),
        ("พรุ่งนี้", (date(2024, 12, 21), "")),
        ("12 ม.ค. 2567", (date(2024, 1, 12), "")),  # as they said, though it is past
        ("สมชาย", None),
        ("", None),
    ],
)
def test_a_day_to_come_and_the_rest(words: str, found: tuple[date, str] | None) -> None:
    assert day_ahead(words, date(2024, 12, 20)) == found


@pytest.mark.parametrize(
    ("words", "first", "last", "stand_in"),
    [
        ("ลา ถึง 12 ม.ค.", date(2024, 12, 20), date(2025, 1, 12), None),
        ("ลาถึง 12 ม.ค. ค่ะ", date(2024, 12, 20), date(2025, 1, 12), None),
        ("/leave until 12 Jan", date(2024, 12, 20), date(2025, 1, 12), None),
        ("ลา 2 ม.ค. ถึง 12 ม.ค.", date(2025, 1, 2), date(2025, 1, 12), None),
        ("ลา 16 ธ.ค. ถึง 27 ธ.ค.", date(2024, 12, 16), date(2024, 12, 27), None),  # away already
        ("ลา พรุ่งนี้", date(2024, 12, 21), date(2024, 12, 21), None),
        ("ลา ถึง 12 ม.ค. ให้ จนท. khlang", date(2024, 12, 20), date(2025, 1, 12), "khlang"),
        ("ลา ถึง 12 ม.ค. ให้กองคลัง", date(2024, 12, 20), date(2025, 1, 12), "khlang"),
    ],
)
def test_how_it_may_be_said(
    store: OfficeStore, join: Join, say: Say, words: str, first: date, last: date, stand_in: str | None
) -> None:
    who = {division: join(division) for division in ("chang", "khlang")}
    answer = say("chang", words)
    assert "รับทราบ" in answer.text
    for day, is_away in ((first, True), (last, True), (date.fromordinal(last.toordinal() + 1), False)):
        assert (who["chang"] in absences.away(store, day)) is is_away
    assert (who["chang"] in absences.away(store, date(2024, 12, 20))) is (first <= date(2024, 12, 20))
    noted = absences.away(store, last)[who["chang"]].stand_in
    assert noted == (who[stand_in] if stand_in else None)


@pytest.mark.parametrize(
    "words",
    [
        "ลา",
        "ลา ถึง วันหน้า",
        "ลา ถึง 31 ก.พ. 2568",
        "ลา ถึง 12 ม.ค. 2567",
        "ลา ถึง 1/1/2570",
        "ลา ถึง 18 ธ.ค.",
        "ลา 25 ธ.ค. ถึง 22 ธ.ค.",
    ],
)
def test_what_cannot_be_is_asked_back_and_keeps_nothing(store: OfficeStore, join: Join, say: Say, words: str) -> None:
    join("chang")
    assert "ลา" in say("chang", words).text
    assert not any(absences.away(store, date(2024, 12, 20) + timedelta(days=day)) for day in range(400))


def test_two_of_that_name_are_offered_and_a_tap_chooses(store: OfficeStore, join: Join, say: Say) -> None:
    who = [join("chang"), join("khlang"), join("sueksa")]
    answer = say("chang", "ลา ถึง 12 ม.ค. ให้ จนท.")
    assert [b.label for b in answer.buttons] == ["จนท. khlang · กองคลัง", "จนท. sueksa · กองการศึกษา"]
    say("chang", Tap(answer.buttons[1].data))
    assert absences.away(store, date(2025, 1, 1))[who[0]].stand_in == who[2]


def test_a_stand_in_is_reminded_and_can_start(store: OfficeStore, join: Join, tick: Tick, told: Told) -> None:
    chang, khlang = join("chang"), join("khlang")
    tick("2024-10-31 08:30")
    told()
    now = datetime(2024, 11, 1, 9, tzinfo=BANGKOK)
    absences.leave(store, chang, date(2024, 11, 1), date(2024, 11, 8), khlang, now)
    tick("2024-11-04 08:30")
    ((chat, message),) = told()
    assert chat == "khlang" and "กองช่าง" in message.text and "กองคลัง" in message.text
    person = people.person_named(store, khlang)
    assert person is not None
    assert {run.division for run in owed_runs(store, person, now)} == {"chang", "khlang"}
    tick("2024-11-08 08:30")
    assert [chat for chat, _ in told()] == ["khlang"]
    tick("2024-11-11 08:30")  # the absence has ended by itself
    assert sorted(chat for chat, _ in told()) == ["chang", "khlang"]


def test_without_a_stand_in_the_head_hears_and_gets_no_button(join: Join, tick: Tick, told: Told, say: Say) -> None:
    join("chang")
    join("chang", section="ผอ.", roles="head")
    say("chang", "ลา ถึง 12 ก.พ.")
    tick("2024-12-27 08:30")
    ((chat, message),) = told()
    assert chat == "ผอ." and message.buttons == () and "ลาอยู่" in message.text


def test_back_early_is_back(store: OfficeStore, join: Join, say: Say) -> None:
    join("chang")
    assert "ไม่ได้แจ้งลา" in say("chang", "กลับมาแล้ว").text
    say("chang", "ลา ถึง 12 ม.ค.")
    assert "ยินดีต้อนรับกลับ" in say("chang", "กลับมาแล้วค่ะ").text
    assert absences.away(store, date(2024, 12, 20)) == {}


def test_seats_follow_the_line_of_stand_ins_and_never_a_ring(store: OfficeStore, join: Join) -> None:
    one, two, three = join("chang"), join("khlang"), join("sueksa")
    everyone = people.people(store)
    assert Seat(three, "chang", "") in seats(everyone, {one: two, two: three})
    taken = seats(everyone, {one: two, two: one})
    assert {seat.person_id for seat in taken} == {three}


def unasked(store: OfficeStore, cause: str) -> list[tuple[str, str]]:
    """(chat, text) of everything owed for that cause."""
    rows = store.connection.execute(select(outbox).where(outbox.c.cause == cause).order_by(outbox.c.created_at))
    return [(row.chat_id, Message.from_json(found).text) for row in rows for found in json.loads(row.messages)]


def test_where_the_line_ends_nowhere_they_and_the_officer_are_told_at_once(
    store: OfficeStore, join: Join, say: Say
) -> None:
    for division in ("satharana", "khlang", "sueksa", "chang"):
        join(division)
    join("palad", section="นิติกร", roles="legal_officer")
    assert "จนท. khlang · กองคลัง จะได้รับการเตือนแทน" in say("satharana", "ลา ถึง 30 ธ.ค. ให้ จนท. khlang").text
    passed_on = say("khlang", "ลา ถึง 12 ม.ค. ให้ จนท. sueksa").text
    assert "จนท. sueksa" in passed_on and "⚠️" not in passed_on and unasked(store, NOTICE) == []
    circle = say("sueksa", "ลา 24 ธ.ค. ถึง 12 ม.ค. ให้ จนท. khlang").text
    assert "จนท. khlang · กองคลัง ก็ลาอยู่" in circle and "แจ้งนิติกรให้ทราบแล้ว" in circle
    assert "จะได้รับการเตือนแทน" not in circle and "เพื่อนร่วมกอง" not in circle
    ((chat, text),) = unasked(store, NOTICE)
    assert chat == "นิติกร" and "จนท. sueksa ลา 24 ธ.ค. 2567 ถึง 12 ม.ค. 2568" in text
    assert all(place in text for place in ("กองสาธารณสุข", "กองคลัง", "กองการศึกษา"))
    alone = say("chang", "ลา ถึง 12 ม.ค.").text
    assert "ไม่มีใครตอบรายงานของกองช่างแทน" in alone and "เพื่อนร่วมกอง" not in alone
    assert len(unasked(store, NOTICE)) == 2


def test_whoever_is_there_at_the_end_of_the_line_is_named(store: OfficeStore, join: Join, say: Say) -> None:
    for division in ("chang", "khlang", "sueksa"):
        join(division)
    say("khlang", "ลา ถึง 12 ม.ค. ให้ จนท. sueksa")
    answer = say("chang", "ลา ถึง 27 ธ.ค. ให้ จนท. khlang").text
    assert "จนท. khlang · กองคลัง ก็ลาอยู่" in answer and "จนท. sueksa · กองการศึกษา จะได้รับการเตือนแทน" in answer


def test_a_head_s_stand_in_hears_what_is_late(store: OfficeStore, join: Join, tick: Tick, told: Told) -> None:
    join("chang")
    head, other = join("chang", section="ผอ.", roles="head"), join("khlang", section="รอง", roles="head")
    now = datetime(2024, 11, 12, 9, tzinfo=BANGKOK)
    absences.leave(store, head, date(2024, 11, 12), date(2024, 11, 15), other, now)
    tick("2024-11-12 09:00")
    told()
    tick("2024-11-13 08:30")
    late = {chat: message.text for chat, message in told() if "ยังส่งรายงานไม่ครบ" in message.text}
    assert set(late) == {"รอง"}
    assert all(f"{division}ยังส่งรายงานไม่ครบ" in late["รอง"] for division in ("กองช่าง", "กองคลัง"))  # their own as well


def test_a_head_who_has_heard_of_their_own_hears_of_another_s(
    store: OfficeStore, join: Join, tick: Tick, told: Told
) -> None:
    join("chang")
    head, other = join("chang", section="ผอ.", roles="head"), join("khlang", section="รอง", roles="head")
    tick("2024-11-13 08:30")
    told()
    now = datetime(2024, 11, 14, 8, tzinfo=BANGKOK)
    absences.leave(store, head, date(2024, 11, 14), date(2024, 11, 15), other, now)
    tick("2024-11-14 08:30")
    assert [chat for chat, message in told() if "กองช่างยังส่งรายงานไม่ครบ" in message.text] == ["รอง"]


def test_an_officer_may_be_away_and_who_stands_in_has_the_digest(
    store: OfficeStore, join: Join, tick: Tick, say: Say
) -> None:
    chang, officer = join("chang"), join("palad", section="นิติกร", roles="legal_officer")
    assert "จะยังส่งถึงคุณ" in say("นิติกร", "ลา ถึง 27 ธ.ค.").text
    assert "จนท. chang · กองช่าง จะได้รับการเตือนแทน" in say("นิติกร", "ลา ถึง 27 ธ.ค. ให้ จนท. chang").text
    tick("2024-11-11 08:30")
    first, last = date(2024, 11, 12), date(2024, 11, 20)
    absences.leave(store, officer, first, last, None, datetime(2024, 11, 11, 9, tzinfo=BANGKOK))
    tick("2024-11-12 08:30")  # late from today on
    assert [chat for chat, _ in unasked(store, DIGEST)][-1:] == ["นิติกร"]
    absences.leave(store, officer, first, last, chang, datetime(2024, 11, 12, 9, tzinfo=BANGKOK))
    tick("2024-11-18 08:30")  # a week late
    assert [chat for chat, _ in unasked(store, DIGEST)][-2:] == ["นิติกร", "chang"]


def test_a_head_without_a_stand_in_is_told_where_it_goes(join: Join, say: Say) -> None:
    join("chang")
    join("chang", section="ผอ.", roles="head")
    answer = say("ผอ.", "ลา ถึง 27 ธ.ค.").text
    assert "แจ้งนิติกรแทน" in answer and "เพื่อนร่วมกอง" not in answer
