"""Months with nothing to tell, as they are kept; and buttons of another time or of somebody else, which change nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot import sample_office
from dialogue.messages import Button
from dialogue.said import Said, Tap, Text
from handlers.router import route
from handlers.update import SAID, Update
from measures.calendar import BANGKOK
from measures.fiscal_year import periods
from measures.reported import Reported
from scheduler.open_periods import open_periods
from storage import people, submissions
from storage.office_store import OfficeStore
from storage.tables import draft, submission

OPENS = [datetime(2024 + (month < 10), month, 28, 9, tzinfo=BANGKOK) + timedelta(days=4) for month in (10, 11, 12, 1)]
"""When October to January can be reported."""
OCTOBER, NOVEMBER, DECEMBER, JANUARY = periods(sample_office.FISCAL_YEAR)[:4]
QUIET = "0 ทุกข้อ/เหมือนเดิม"


class Phone:
    """Somebody of the cast; keeps every button that was ever offered to them."""

    def __init__(self, store: OfficeStore, chat_id: str) -> None:
        self.now = OPENS[0]
        self.offered: list[Button] = []
        self._store = store
        self._chat_id = chat_id

    def say(self, *said: str | Said) -> str:
        texts: list[str] = []
        for one in said:
            told = Text(one) if isinstance(one, str) else one
            reply = route(self._store, Update("web", "e", self._chat_id, self.now, SAID, told), self.now)
            texts = [message.text for message in reply.messages]
            self.offered += [button for message in reply.messages for button in message.buttons]
        return "\n".join(texts)

    def tap(self, label: str) -> str:
        return self.say(Tap(next(b.data for b in reversed(self.offered) if b.label == label)))

    def come(self, month: int) -> None:
        """The month's report is opened."""
        self.now = OPENS[month]
        open_periods(self._store, self.now)


@pytest.fixture
def phone(store: OfficeStore) -> Phone:
    sample_office.add_cast(store, "web", OPENS[0])
    open_periods(store, OPENS[0])
    found = Phone(store, "chang")
    found.say("เริ่ม", "2", "3", "120", "0", "ส่งเลย")
    return found


def reported(store: OfficeStore, month: object) -> dict[str, Reported]:
    return {r.measure: r for r in submissions.latest(store, sample_office.FISCAL_YEAR) if r.period == month}


def everything(store: OfficeStore) -> Sequence[object]:
    """All that a button could change, besides what is asked next."""
    drafts = store.connection.execute(select(draft.c.id, draft.c.person_id, draft.c.conversation).order_by(draft.c.id))
    sent = store.connection.execute(select(submission).order_by(submission.c.id))
    return [drafts.all(), sent.all(), [replace(person, awaiting="") for person in people.people(store)]]


def test_how_each_answer_was_given_is_kept_with_the_report(store: OfficeStore, phone: Phone) -> None:
    assert all(not r.marks and not r.remark for r in reported(store, OCTOBER).values())
    phone.come(1)
    phone.say("0 ทุกข้อ", "3", "45", "ส่งเลย")
    found = reported(store, NOVEMBER)
    assert {key: dict(r.marks) for key, r in found.items()} == {
        "staff_manual": {"status": "carried"},
        "citizen_manual": {"added": "zeroed"},
        "e_service": {},
        "no_gift_policy": {"gift": "zeroed"},
    }
    assert [dict(r.answers) for r in found.values()] == [
        {"status": "กำลังทำ/ปรับปรุง"},
        {"added": 0},
        {"usage": 45},
        {"gift": 0},
    ]


def test_the_reason_is_kept_with_what_it_is_the_reason_of(store: OfficeStore, phone: Phone) -> None:
    for month in (1, 2):
        phone.come(month)
        assert "ติดกัน" not in phone.say("0 ทุกข้อ")
        phone.say("รอลงนาม", "ส่งเลย")
    assert all(not r.remark for r in reported(store, DECEMBER).values())
    phone.come(3)
    assert "เหมือนเดิม 3 ครั้งติดกันแล้ว" in phone.say("0 ทุกข้อ")
    phone.say("รอผู้บริหารลงนาม", "ส่งเลย")
    remarks = {key: r.remark for key, r in reported(store, JANUARY).items()}
    assert remarks == {"staff_manual": "รอผู้บริหารลงนาม", "citizen_manual": "", "e_service": "", "no_gift_policy": ""}


def test_an_old_button_changes_nothing_and_says_so(store: OfficeStore, phone: Phone) -> None:
    """Every button of last month's run and of its reminder, before this month's is begun, in its midst, and at its card."""
    last_month = [*phone.offered, Button(QUIET, f"unchanged {OCTOBER.code}")]
    phone.come(1)
    for words in ("", "เริ่ม", "2", "0 ทุกข้อ"):
        phone.say(*filter(None, [words]))
        before = everything(store)
        for button in last_month:
            if "." in button.data or button.label == QUIET:
                assert "ไม่มีอะไรเปลี่ยน" in phone.say(Tap(button.data)), (words, button)
                assert everything(store) == before, (words, button)


def test_somebody_else_s_button_changes_nothing_of_either(store: OfficeStore, phone: Phone) -> None:
    other = Phone(store, "khlang")
    other.say("เริ่ม", "2")
    phone.come(1)
    phone.say("เริ่ม", "2")
    before = everything(store)
    for button in [b for b in other.offered if "." in b.data]:
        assert "ไม่มีอะไรเปลี่ยน" in phone.say(Tap(button.data))
        assert everything(store) == before


def test_a_button_is_small_and_says_nothing(phone: Phone) -> None:
    phone.come(1)
    phone.say("เริ่ม", "0 ทุกข้อ")
    assert len(phone.offered) > 30
    for button in phone.offered:
        assert button.data.isascii() and 1 <= len(button.data) <= 64


def test_nothing_is_owed_and_a_colleague_s_run_stays_theirs(store: OfficeStore, phone: Phone) -> None:
    assert phone.say("0 ทุกข้อ").startswith("ตอนนี้ไม่มีอะไรค้างค่ะ")
    person = people.add_person(store, "จนท. สอง", "chang", "", frozenset({"reporter"}), "th", OPENS[0])
    people.link_address(store, person, "web", "second", OPENS[0])
    phone.come(1)
    phone.say("เริ่ม", "2")
    second = Phone(store, "second")
    second.now = phone.now
    before = everything(store)
    assert "รับช่วงต่อ" in second.say("0 ทุกข้อ")
    assert everything(store) == before
    second.say(Tap("takeover"))
    assert "(0 ทุกข้อ)" in second.say("0 ทุกข้อ")


def test_evidence_that_lies_open_gives_way(store: OfficeStore, phone: Phone) -> None:
    phone.say("ส่งหลักฐาน")
    phone.come(1)
    assert "(0 ทุกข้อ)" in phone.say("0 ทุกข้อ")
    assert len(everything(store)[0]) == 2, "the evidence lies there still"  # type: ignore[arg-type]
