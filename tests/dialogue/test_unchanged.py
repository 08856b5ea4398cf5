"""A month with nothing to tell, in one tap: quantities become 0, states stay as they were, and nothing is invented."""

from typing import Any

import pytest

from dialogue.conversation import REVIEWING
from dialogue.engine import SUBMIT
from dialogue.question import SAME, ZERO
from tests.dialogue.talking import Talk, ask

STATES = ("ยังไม่เริ่ม", "กำลังทำ", "เสร็จแล้ว")
STATUS = ask("status", "choice", choices=STATES, carry=True, unchanged=SAME)
COUNT = ask("count", "number", unit="ครั้ง", min=0, integer=True, unchanged=ZERO)
BAHT = ask("baht", "number", min=0, unchanged=ZERO, show_if=lambda a: (a.get("count") or 0) > 0)
GIFTS = ask("gifts", "number", unit="ครั้ง", min=0, unchanged=ZERO)
SPENT = ask("spent", "number", unit="ร้อยละ", min=0, max=100)
LIST = ask("list", "text_list", carry=True, unchanged=SAME)
NOTE = ask("note", "text", required=False)
BUTTON = "0 ทุกข้อ/เหมือนเดิม"
BEFORE = {"m.status": "กำลังทำ", "m.count": 7, "m.spent": 30, "m.list": ["ก"]}


def test_one_tap_answers_the_month_and_marks_what_it_answered() -> None:
    talk = Talk(STATUS, COUNT, BAHT, GIFTS, LIST, NOTE, previous=BEFORE)
    assert talk.labels[-1] == BUTTON
    talk.tap(BUTTON)
    assert talk.text.splitlines() == [
        "ใส่ 0 หรือคำตอบครั้งก่อนให้แล้ว 4 ข้อค่ะ",
        "",
        "ตรวจทานก่อนส่งค่ะ · ต.ค. 2568 · กองช่าง",
        "1 status: กำลังทำ (เหมือนเดิม)",
        "2 count: 0 ครั้ง (0 ทุกข้อ)",
        "3 gifts: 0 ครั้ง (0 ทุกข้อ)",
        "4 list: ก (เหมือนเดิม)",
        "5 note: ข้ามไว้",
    ]
    assert talk.conversation.marks == {
        "m.status": "carried",
        "m.list": "carried",
        "m.count": "zeroed",
        "m.gifts": "zeroed",
    }
    assert talk.tap("ส่งเลย").turn.outcome == SUBMIT
    assert talk.answers == {"status": "กำลังทำ", "count": 0, "gifts": 0, "list": ["ก"]}


def test_what_0_or_last_time_cannot_truly_answer_is_asked() -> None:
    """A total so far, and a state nobody has told yet."""
    talk = Talk(STATUS, COUNT, SPENT, GIFTS, previous={"m.spent": 30}).tap(BUTTON)
    assert talk.answers == {"count": 0, "gifts": 0}
    assert talk.text == "ใส่ 0 หรือคำตอบครั้งก่อนให้แล้ว 2 ข้อค่ะ ข้อนี้ต้องตอบเองนะคะ\n\n1/4 ถาม status คะ"
    assert talk.say("2").text == "3/4 ถาม spent คะ\nครั้งก่อน: ร้อยละ 30"
    assert talk.say("31").conversation.stage == REVIEWING


@pytest.mark.parametrize(
    "words", ["0 ทุกข้อ", "๐ ทุกข้อค่ะ", "เหมือนเดิมทุกข้อ", "ไม่มีอะไรเปลี่ยน", "ไม่มีอะไรเปลี่ยนแปลงค่ะ", BUTTON, "nothing new"]
)
def test_it_may_be_typed_at_any_question(words: str) -> None:
    talk = Talk(STATUS, COUNT, GIFTS, previous=BEFORE).say("3", words)
    assert talk.answers == {"status": "เสร็จแล้ว", "count": 0, "gifts": 0}, "what was answered stays"
    assert talk.conversation.stage == REVIEWING


def test_an_answer_given_anew_loses_its_mark() -> None:
    talk = Talk(STATUS, COUNT, GIFTS, previous=BEFORE).tap(BUTTON).say("2", "5", "แก้ 1", "3")
    assert talk.conversation.marks == {"m.gifts": "zeroed"}
    assert talk.text.splitlines()[1:3] == ["1 status: เสร็จแล้ว", "2 count: 5 ครั้ง"]


def test_it_is_offered_only_where_it_saves_something() -> None:
    assert BUTTON not in Talk(SPENT, COUNT, previous=BEFORE).labels, "0 has a button of its own"
    assert BUTTON not in Talk(STATUS, COUNT, GIFTS, previous=BEFORE).say("3").labels, "only at the beginning"
    nothing = Talk(SPENT, STATUS).say("0 ทุกข้อ")
    assert nothing.text.startswith("ข้อที่เหลือใช้ 0 หรือคำตอบเดิมแทนไม่ได้ค่ะ")
    assert nothing.answers == {}


def test_zero_is_not_taken_where_the_question_s_check_forbids_it() -> None:
    some = ask("some", "number", min=0, unchanged=ZERO, check=lambda a: a["some"] > 0)
    assert Talk(some, COUNT, GIFTS).tap(BUTTON).answers == {"count": 0, "gifts": 0}


def test_a_text_keeps_its_words_and_files_are_not_lost() -> None:
    told = ask("told", "text")
    assert Talk(told, COUNT, GIFTS).say("ไม่มีอะไรเปลี่ยนแปลง", "ใช่").answers == {"told": "ไม่มีอะไรเปลี่ยนแปลง"}
    proof = ask("proof", "evidence", accept=("image",))
    talk = Talk(proof, COUNT, GIFTS).send("บอร์ด.jpg").say("0 ทุกข้อ")
    assert talk.conversation.pending, "the photo is there still"


def test_the_same_for_the_third_time_asks_for_a_sentence_and_no_action_more() -> None:
    talk = Talk(STATUS, COUNT, GIFTS, previous=BEFORE, repeated={"m.status": 2}).tap(BUTTON)
    assert talk.text.endswith("“status” เหมือนเดิม 3 ครั้งติดกันแล้ว พิมพ์เหตุผลสั้น ๆ สักประโยคก่อนส่งได้นะคะ")
    fifth = Talk(STATUS, COUNT, LIST, previous=BEFORE, repeated={"m.status": 4, "m.list": 5}).tap(BUTTON)
    assert "“status, list” เหมือนเดิม 5 ครั้งติดกันแล้ว" in fifth.text
    assert talk.copy().tap("ส่งเลย").turn.outcome == SUBMIT
    talk.say("รอผู้บริหารลงนามค่ะ")
    assert talk.text.endswith("เหตุผลที่เหมือนเดิม: รอผู้บริหารลงนามค่ะ")
    assert talk.say("ส่งเลย").turn.outcome == SUBMIT
    assert talk.conversation.remark == "รอผู้บริหารลงนามค่ะ"


def test_no_sentence_is_asked_for_a_second_time_or_what_has_changed() -> None:
    twice = Talk(STATUS, COUNT, GIFTS, previous=BEFORE, repeated={"m.status": 1}).tap(BUTTON)
    assert "ติดกัน" not in twice.text
    assert twice.say("รอผู้บริหารลงนาม").conversation.remark == ""
    changed = Talk(STATUS, COUNT, GIFTS, previous=BEFORE, repeated={"m.status": 5}).tap(BUTTON).say("1", "3")
    assert "ติดกัน" not in changed.text


@pytest.mark.parametrize("words", ["ไม่", "9", "👍", "ก" * 501, "ข้าม"])
def test_what_is_no_sentence_is_not_kept_as_one(words: str) -> None:
    talk = Talk(STATUS, COUNT, GIFTS, previous=BEFORE, repeated={"m.status": 2}).tap(BUTTON).say(words)
    assert talk.conversation.remark == ""
    assert talk.text.startswith("กด “ส่งเลย” หรือพิมพ์เลขข้อ")


def test_what_was_sent_is_revised_with_its_marks() -> None:
    sent = {"m.status": "กำลังทำ", "m.count": 0, "m.gifts": 0}
    marks = {"m.status": "carried", "m.count": "zeroed", "m.gifts": "zeroed", "m.gone": "carried"}
    begun: dict[str, Any] = {
        "answers": sent,
        "marks": marks,
        "remark": "รอลงนาม",
        "repeated": {"m.status": 2},
        "review": True,
    }
    talk = Talk(STATUS, COUNT, GIFTS, **begun)
    assert talk.text.splitlines()[1:] == [
        "1 status: กำลังทำ (เหมือนเดิม)",
        "2 count: 0 ครั้ง (0 ทุกข้อ)",
        "3 gifts: 0 ครั้ง (0 ทุกข้อ)",
        "เหตุผลที่เหมือนเดิม: รอลงนาม",
    ]
    assert talk.say("2", "5").conversation.marks == {"m.status": "carried", "m.gifts": "zeroed"}
