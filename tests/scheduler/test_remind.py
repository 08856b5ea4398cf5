"""What people hear unasked, and above all what they do not (S2, S3, S4, S5, S7)."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeAlias

import pytest

from dialogue.messages import Message
from handlers.commands import called
from measures.calendar import BANGKOK, in_office_hours
from storage import duties, people
from storage.office_store import OfficeStore
from storage.working_days import WORKING_DAYS

Join: TypeAlias = Callable[..., int]
Tick: TypeAlias = Callable[[str], None]
Told: TypeAlias = Callable[[], list[tuple[str, Message]]]
Finish: TypeAlias = Callable[[str], None]


def each_day(first: date, last: date) -> list[str]:
    return [f"{first + timedelta(days=i)}" for i in range((last - first).days + 1)]


def test_the_month_s_reminder_says_how_much_and_by_when(join: Join, tick: Tick, told: Told) -> None:
    join("chang")
    tick("2024-10-31 08:30")
    ((chat, message),) = told()
    first, left, due = message.text.split("\n")
    assert chat == "chang"
    assert first == "📌 รายงานประจำเดือน ต.ค. 2567 · กองช่าง"
    assert left.startswith("เหลือ ") and left.endswith("ค่ะ")
    assert due == "ส่งภายใน 11 พ.ย. 2567"
    assert [(b.label, b.data) for b in message.buttons] == [
        ("เริ่มเลย", "start 2024-10"),
        ("0 ทุกข้อ/เหมือนเดิม", "unchanged 2024-10"),
        ("พรุ่งนี้ค่อยเตือน", "snooze 2024-10"),
    ]


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_a_button_says_can_be_typed_instead(join: Join, tick: Tick, told: Told, language: str) -> None:
    join("chang", language=language)
    tick("2024-10-31 08:30")
    for button in told()[0][1].buttons:
        found = called(button.say)
        assert found is not None and found[0].name == button.data.partition(" ")[0]


def test_who_never_reports_climbs_the_ladder(join: Join, tick: Tick, told: Told) -> None:
    join("chang")
    heard: list[tuple[str, str]] = []
    for day in each_day(date(2024, 10, 20), date(2024, 11, 28)):
        for hour in ("00:00", "08:29", "08:30", "08:31", "12:00", "16:29", "16:30", "23:59"):
            tick(f"{day} {hour}")
            heard.extend((day, hour) for _ in told())
    assert heard == [
        ("2024-10-31", "08:30"),  # opens
        ("2024-11-04", "08:30"),  # D-7
        ("2024-11-08", "08:30"),  # D-3
        ("2024-11-11", "08:30"),  # D-1 is a Sunday and gives way to D0
        ("2024-11-13", "08:30"),  # D+2
        ("2024-11-18", "08:30"),  # D+7
    ]


def test_submitted_at_08_29_and_nothing_comes_at_08_30(join: Join, tick: Tick, told: Told, finish: Finish) -> None:
    for division in ("chang", "khlang"):
        join(division)
    tick("2024-10-31 08:30")
    assert len(told()) == 2
    finish("chang")
    tick("2024-11-04 08:30")
    assert [chat for chat, _ in told()] == ["khlang"]


def test_one_message_for_all_that_is_owed(join: Join, tick: Tick, told: Told) -> None:
    join("chang")
    tick("2025-09-30 08:30")
    ((_, message),) = told()
    head, *lines = message.text.split("\n")
    assert "13 รอบ" in head
    assert "เลยกำหนด 11 พ.ย. 2567 แล้ว ยังส่งได้" in message.text
    assert "ส่งภายใน 15 ต.ค. 2568" in message.text
    assert sum(line.startswith("• ") for line in lines) == 13
    assert lines[-1].startswith("รวมแล้วเหลือ ")


def test_after_an_outage_only_the_newest_rung_once(join: Join, tick: Tick, told: Told) -> None:
    join("chang")
    tick("2024-10-31 08:30")
    told()
    tick("2024-11-14 13:07")  # down over D-7, D-3, D0 and D+2
    ((_, message),) = told()
    assert "เลยกำหนด 11 พ.ย. 2567" in message.text
    for day in each_day(date(2024, 11, 14), date(2024, 11, 17)):
        tick(f"{day} 14:00")
    assert told() == []


def test_put_off_over_songkran_and_never_dropped(join: Join, tick: Tick, told: Told, finish: Finish) -> None:
    """March 2025 is due on 10 April; D+2 falls into the festival, and D+7 is its first working day after."""
    join("chang")
    tick("2025-03-03 08:30")
    told()
    finish("chang")
    heard: list[str] = []
    for day in each_day(date(2025, 3, 31), date(2025, 4, 25)):
        tick(f"{day} 10:00")
        heard.extend(day for _ in told())
    assert heard == ["2025-03-31", "2025-04-03", "2025-04-08", "2025-04-09", "2025-04-10", "2025-04-17"]


def test_a_snooze_is_kept_until_the_next_working_day_and_then_honoured(
    store: OfficeStore, join: Join, tick: Tick, told: Told
) -> None:
    chang, khlang = join("chang"), join("khlang")
    tick("2024-10-31 08:30")
    told()
    people.set_quiet(store, chang, date(2024, 11, 9))  # snoozed on Friday the 8th, before the round of D-3
    tick("2024-11-08 09:00")
    assert [chat for chat, _ in told()] == ["khlang"]
    for weekend in ("2024-11-09", "2024-11-10"):
        tick(f"{weekend} 10:00")
    assert told() == []
    people.set_quiet(store, khlang, date(2024, 11, 12))  # a rung comes on the 11th, but they asked for quiet
    tick("2024-11-11 08:30")
    assert [chat for chat, _ in told()] == ["chang"]
    tick("2024-11-12 08:30")
    assert [chat for chat, _ in told()] == ["khlang"]  # no rung, but it was promised
    tick("2024-11-12 08:31")
    assert told() == []


def test_nobody_is_written_to_who_cannot_be_reached(store: OfficeStore, join: Join, tick: Tick, told: Told) -> None:
    join("chang")
    people.set_alive(store, "web", "chang", False)
    tick("2024-10-31 08:30")
    assert told() == []
    people.set_alive(store, "web", "chang", True)
    tick("2024-10-31 09:00")
    assert len(told()) == 1


def test_only_those_whose_duty_it_is(join: Join, tick: Tick, told: Told) -> None:
    join("palad")
    join("palad", section="งานนิติการ")
    join("khlang", roles="head")  # of a division where nobody reports
    join("chang", roles="legal_officer executive")
    tick("2024-10-31 08:30")
    heard = dict(told())
    assert sorted(heard) == sorted(["palad", "งานนิติการ", "khlang"])
    assert "ยังไม่มีผู้รายงานของกอง" in heard["khlang"].text and heard["khlang"].buttons == ()


def test_who_joins_in_the_afternoon_hears_that_afternoon(join: Join, tick: Tick, told: Told) -> None:
    join("chang")
    tick("2024-10-31 08:30")
    told()
    join("khlang")
    tick("2024-10-31 14:00")
    assert [chat for chat, _ in told()] == ["khlang"]


def test_at_most_one_reminder_a_day(store: OfficeStore, join: Join, tick: Tick, told: Told) -> None:
    """Even where there is a new reason for one by noon, here a snooze that is over: it comes the next working day."""
    chang = join("chang")
    tick("2024-10-31 08:30")
    told()
    people.set_quiet(store, chang, date(2024, 10, 31))
    tick("2024-10-31 12:00")
    assert told() == []
    tick("2024-11-01 08:30")
    assert len(told()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("shared", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True)
def test_a_whole_year_of_silence(store: OfficeStore, join: Join, tick: Tick, told: Told) -> None:
    """Two people who never report: never outside office hours, one a day at most, and never before a period opens."""
    for division in ("chang", "truat"):
        join(division)
    heard: Counter[tuple[str, str]] = Counter()
    for day in each_day(date(2024, 10, 1), date(2025, 11, 30)):
        for hour in ("07:00", "08:30", "16:30"):
            tick(f"{day} {hour}")
            for chat, message in told():
                moment = datetime.strptime(f"{day} {hour}", "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)
                assert in_office_hours(moment, WORKING_DAYS)
                assert duties.missing(store)
                assert message.buttons
                heard[chat, day] += 1
    assert max(heard.values()) == 1
    assert min(day for _, day in heard) == "2024-10-31"
    assert max(day for _, day in heard) == "2025-10-22"  # D+7 of the year's end: after that, silence
