"""Guided conversations, one message at a time: what is asked, kept and said."""

from dataclasses import replace

import pytest

from dialogue.conversation import Conversation
from dialogue.engine import LEAVE, SUBMIT
from dialogue.question import NOT_APPLICABLE, Form, Question
from dialogue.said import File
from tests.dialogue.talking import Talk, ask

STATES = ("ยังไม่เริ่ม", "กำลังทำ", "เสร็จแล้ว")
PLACES = ("เว็บไซต์", "Facebook", "LINE OA", "อื่น ๆ")
STATUS = ask("status", "choice", choices=STATES, carry=True)
ADDED = ask("added", "number", unit="เรื่อง", min=0, integer=True)
NAMES = ask("names", "text_list", show_if=lambda a: (a.get("added") or 0) > 0, carry=True)
NOTE = ask("note", "text", required=False)
WHERE = ask("where", "multi_choice", choices=PLACES, other="อื่น ๆ", allow_none=True)
PROOF = ask("proof", "evidence", required=False, accept=("image", "pdf"), max_files=3)
DAY = ask("day", "date")
LINK = ask("link", "url")
MONTH = (STATUS, ADDED, NAMES, NOTE)


def test_a_month_from_the_first_question_to_the_receipt() -> None:
    talk = Talk(*MONTH)
    assert talk.text == "1/3 ถาม status คะ"
    assert talk.labels == ["1 ยังไม่เริ่ม", "2 กำลังทำ", "3 เสร็จแล้ว"]
    assert talk.say("3").text == "2/3 ถาม added คะ"
    assert talk.labels == ["ไม่มี (0)", "ย้อนกลับ"]
    assert talk.say("สอง").text == "3/4 ถาม names คะ"
    assert talk.say("คู่มือ ก\nคู่มือ ข").text == "4/4 ถาม note คะ"
    assert talk.labels == ["ข้าม", "ย้อนกลับ"]
    talk.tap("ข้าม")
    assert talk.text.splitlines()[1:] == [
        "1 status: เสร็จแล้ว",
        "2 added: 2 เรื่อง",
        "3 names: คู่มือ ก, คู่มือ ข",
        "4 note: ข้ามไว้",
    ]
    assert talk.labels == ["ส่งเลย", "แก้ 1 status", "แก้ 2 added", "แก้ 3 names", "แก้ 4 note"]
    assert talk.tap("ส่งเลย").turn.outcome == SUBMIT
    assert talk.answers == {"status": "เสร็จแล้ว", "added": 2, "names": ["คู่มือ ก", "คู่มือ ข"]}


def test_every_kind_is_asked_read_and_shown() -> None:
    talk = Talk(STATUS, ADDED, WHERE, NOTE, ask("list", "text_list"), DAY, LINK, PROOF)
    talk.say("กำลังทำ", "๑๒๐ เรื่อง", "1,2", "เรียบร้อยดี", "ก\nข", "24 ต.ค. 68", "www.takbai.go.th")
    talk.send("บอร์ด.jpg").say("เสร็จ")
    assert talk.text.splitlines()[1:] == [
        "1 status: กำลังทำ", "2 added: 120 เรื่อง", "3 where: เว็บไซต์, Facebook", "4 note: เรียบร้อยดี", "5 list: ก, ข",
        "6 day: 24 ต.ค. 2568", "7 link: https://www.takbai.go.th", "8 proof: บอร์ด.jpg",
    ]  # fmt: skip
    assert talk.say("ส่ง").turn.outcome == SUBMIT


@pytest.mark.parametrize("language", ["th", "en"])
def test_whatever_is_tapped_may_be_typed(language: str) -> None:
    """LINE for PC shows no quick replies: the words of a button mean what its tap means, at every place of a run."""
    needs_all = replace(STATUS, not_applicable=True)
    form = (
        needs_all,
        ADDED,
        NAMES,
        WHERE,
        replace(NOTE, allow_none=True),
        replace(DAY, required=False, allow_none=True),
    )
    route = ("3", "2", "ก", "1", "เสร็จแล้ว", "พบปัญหา", "ข้าม", "แก้ 1")
    previous = {"m.status": STATES[0], "m.names": ["ก"]}
    for steps in range(len(route) + 1):
        here = Talk(*form, language=language, previous=previous).say(*route[:steps])
        if steps == 4:
            here = Talk(*form, language=language, previous=previous).say(*route[:3]).tap("1")
        for message in here.turn.messages:
            for button in message.buttons:
                tapped, typed = here.copy().press(button.data), here.copy().say(button.say)
                if button.data.endswith(tuple(f".c{n}" for n in (1, 2, 3, 4))) and here.conversation.at == "m.where":
                    continue  # a tap adds one of several, typed numbers are the whole answer
                assert typed.conversation == tapped.conversation, (button, here.text)


def test_a_condition_shows_hides_and_demands() -> None:
    reason = ask("reason", "text", required=False, required_if=lambda a: a.get("status") == STATES[0])
    talk = Talk(STATUS, reason, ADDED, NAMES).say("1")
    assert "ข้าม" not in talk.labels
    assert talk.say("ข้าม").text.startswith("ข้อนี้ข้ามไม่ได้นะคะ")
    talk.say("ยังไม่มีคน", "0")
    assert [line[0] for line in talk.text.splitlines()[1:]] == ["1", "2", "3"]
    relaxed = Talk(STATUS, reason, ADDED, NAMES).say("2")
    assert "ข้าม" in relaxed.labels


def test_a_changed_branch_drops_answers_and_says_so() -> None:
    talk = Talk(*MONTH).say("3", "2", "คู่มือ ก", "ข้าม", "แก้ข้อ 2", "ไม่มี")
    assert talk.text.startswith("ตัดคำตอบ “names: คู่มือ ก” ออกให้แล้ว")
    assert "names" not in talk.answers
    assert talk.labels[0] == "ส่งเลย"


def test_a_later_answer_can_demand_what_was_skipped() -> None:
    reason = ask("reason", "text", required=False, required_if=lambda a: a.get("added") == 0)
    talk = Talk(reason, ADDED).say("ข้าม", "0")
    assert talk.text == "1/2 ถาม reason คะ"


def test_back_goes_back_and_keeps_the_answer() -> None:
    talk = Talk(*MONTH).say("3", "ย้อนกลับ")
    assert talk.text == "1/3 ถาม status คะ\nตอบไว้แล้ว: เสร็จแล้ว"
    assert talk.answers == {"status": "เสร็จแล้ว"}
    assert talk.tap("เหมือนเดิม").text == "2/3 ถาม added คะ"
    assert talk.say("ย้อน", "กลับ").text.startswith("1/3")
    assert talk.say("2").answers == {"status": "กำลังทำ"}


def test_back_from_the_card_opens_the_last_question() -> None:
    talk = Talk(STATUS, ADDED).say("3", "5", "ย้อนกลับ")
    assert talk.text == "2/2 ถาม added คะ\nตอบไว้แล้ว: 5 เรื่อง"


def test_an_edit_returns_to_the_card_also_by_back() -> None:
    talk = Talk(*MONTH).say("3", "0", "ข้าม").tap("แก้ 1")
    assert talk.text.startswith("1/3")
    card = talk.tap("ย้อนกลับ").text
    assert card.startswith("ตรวจทาน")
    assert talk.say("๑", "1").text.splitlines()[1] == "1 status: ยังไม่เริ่ม"
    assert talk.say("แก้ข้อ 3 ค่ะ", "เพิ่งเริ่ม").text.splitlines()[3] == "3 note: เพิ่งเริ่ม"
    assert talk.say("9").text.startswith("กด “ส่งเลย” หรือพิมพ์เลขข้อ")


def test_an_edit_asks_what_it_opens_then_returns() -> None:
    talk = Talk(*MONTH).say("3", "0", "ข้าม").tap("แก้ 2").say("1")
    assert talk.text == "3/4 ถาม names คะ"
    assert talk.tap("ย้อนกลับ").text.startswith("2/4 ถาม added")
    assert talk.tap("เหมือนเดิม").say("คู่มือ ก").text.startswith("ตรวจทาน")


def test_cancel_leaves_and_keeps_the_draft() -> None:
    talk = Talk(*MONTH).say("3").say("ยกเลิกค่ะ")
    assert talk.turn.outcome == LEAVE
    assert talk.answers == {"status": "เสร็จแล้ว"}
    assert talk.labels == []
    assert talk.say("5").answers == {"status": "เสร็จแล้ว", "added": 5}


def test_the_same_again_is_carried_and_marked() -> None:
    talk = Talk(*MONTH, previous={"m.status": "กำลังทำ", "m.added": 7, "m.names": ["ก"]})
    assert talk.text.endswith("ครั้งก่อน: กำลังทำ")
    talk.tap("เหมือนเดิม")
    assert talk.conversation.carried == ("m.status",)
    assert "เหมือนเดิม" not in talk.labels, "a month's quantity is never carried"
    assert talk.say("เหมือนเดิม").text.startswith("อ่านจำนวนไม่ออกค่ะ")
    talk.say("1", "เหมือนเดิม", "ข้าม")
    assert "1 status: กำลังทำ (เหมือนเดิม)" in talk.text
    assert talk.tap("แก้ 1").say("3").conversation.carried == ("m.names",)


def test_a_choice_the_plan_has_lost_is_not_carried() -> None:
    talk = Talk(*MONTH, previous={"m.status": "เลิกทำ"})
    assert talk.text.endswith("ครั้งก่อน: เลิกทำ")
    assert "เหมือนเดิม" not in talk.labels
    assert talk.say("เหมือนเดิม").answers == {}


def test_what_was_asked_otherwise_last_year_is_not_shown() -> None:
    assert Talk(DAY, previous={"m.day": 12}).text == "1/1 ถาม day คะ"
    assert Talk(ADDED, previous={"m.added": "สิบ"}).text == "1/1 ถาม added คะ"


def test_zero_and_none_in_one_tap() -> None:
    talk = Talk(ADDED, WHERE, replace(NOTE, allow_none=True)).tap("ไม่มี (0)").tap("ไม่มี").tap("ไม่มี")
    assert talk.answers == {"added": 0, "where": [], "note": ""}
    assert talk.text.splitlines()[1:] == ["1 added: 0 เรื่อง", "2 where: ไม่มี", "3 note: ไม่มี"]


def test_not_applicable_drops_its_measure_only() -> None:
    mine = (ask("a.one", "number"), ask("a.two", "number", not_applicable=True), ask("a.three", "text"))
    talk = Talk(*mine, ask("b.one", "number")).say("1").tap("ไม่เกี่ยวกับกองเรา")
    assert talk.text == "ตัดคำตอบ “one: 1” ออกให้แล้ว เพราะไม่ต้องตอบข้อนี้แล้วค่ะ\n\n2/2 ถาม one คะ"
    talk.say("4")
    assert talk.conversation.answers == {"a.two": NOT_APPLICABLE, "b.one": 4}
    assert talk.text.splitlines()[1] == "1 two: ไม่เกี่ยวกับกองเรา"
    assert talk.tap("แก้ 1").say("5").text == "1/4 ถาม one คะ", "taken back, the measure is asked again"


def test_the_choice_for_other_asks_for_its_words() -> None:
    one = ask("how", "choice", choices=("ประชุม", "อื่น ๆ"), other="อื่น ๆ")
    talk = Talk(one).tap("2")
    assert talk.text == "“อื่น ๆ” คืออะไรคะ พิมพ์มาได้เลยค่ะ"
    assert talk.say("3").text.startswith("ขอเป็นคำสั้น ๆ")
    assert talk.say("ย้อนกลับ").text == "1/1 ถาม how คะ"
    assert talk.say("อื่น ๆ", "หนังสือเวียนค่ะ").answers == {"how": "หนังสือเวียน"}
    assert Talk(one).say("2", "ประชุม").answers == {"how": "ประชุม"}


def test_several_choices_are_gathered_by_taps() -> None:
    talk = Talk(WHERE).tap("2", "1")
    assert talk.text.endswith("เลือกแล้ว: เว็บไซต์, Facebook\nเพิ่มได้อีก หรือกด “เสร็จแล้ว” ได้เลยค่ะ")
    assert talk.answers == {}
    assert "เลือกแล้ว: เว็บไซต์\n" in talk.tap("2").text, "a second tap takes it back"
    assert talk.tap("เสร็จแล้ว").answers == {"where": ["เว็บไซต์"]}
    assert Talk(WHERE).tap("1", "4").say("วิทยุชุมชน").answers == {"where": ["เว็บไซต์", "วิทยุชุมชน"]}
    assert Talk(WHERE).say("1, อื่น ๆ").say("วิทยุชุมชนครับ").answers == {"where": ["เว็บไซต์", "วิทยุชุมชน"]}


def test_a_likely_reading_is_confirmed() -> None:
    talk = Talk(ADDED).say("ประมาณ 20")
    assert talk.text == "หมายถึง 20 เรื่อง ใช่ไหมคะ"
    assert (talk.labels, talk.answers) == (["ใช่", "ไม่ใช่"], {})
    assert Talk(ADDED).say("ประมาณ 20").tap("ใช่").answers == {"added": 20}
    assert Talk(ADDED).say("ประมาณ 20", "ถูกต้องค่ะ").answers == {"added": 20}
    assert Talk(ADDED).say("ประมาณ 20", "21").answers == {"added": 21}
    assert Talk(ADDED).say("ประมาณ 20", "ไม่ใช่").text == "1/1 ถาม added คะ"
    assert Talk(ADDED).say("ประมาณ 20", "กลับ").text == "1/1 ถาม added คะ"
    assert talk.say("ไม่แน่ใจ").text.endswith("หมายถึง 20 เรื่อง ใช่ไหมคะ")


def test_of_a_list_that_is_asked_back_every_item_is_seen() -> None:
    talk = Talk(ask("names", "text_list")).say("คู่มือ เล่ม 1, เล่ม 2")
    assert "หมายถึง \n1. คู่มือ เล่ม 1\n2. เล่ม 2\n ใช่ไหมคะ" in talk.text


def test_an_earlier_answer_may_be_changed_from_any_question() -> None:
    talk = Talk(ask("one", "number"), ask("files", "evidence"), ask("two", "text")).say("1").send("a.jpg")
    talk.say("ขอแก้ข้อ 1 ค่ะ")
    assert talk.text.startswith("1/3") and "ตอบไว้แล้ว: 1" in talk.text
    talk.say("5")
    assert talk.text.startswith("3/3")
    assert talk.answers["one"] == 5 and len(talk.answers["files"]) == 1
    before = talk.answers
    assert "ข้อ 9 ยังไม่มีคำตอบให้แก้ค่ะ" in talk.say("แก้ข้อ 9").text
    assert talk.say("ขอแก้ข้อ 3").text.startswith("ข้อ 3 ยังไม่มีคำตอบ")
    assert talk.answers == before
    assert talk.say("แก้ข้อ 2 ให้ชัดขึ้น").answers["two"] == "แก้ข้อ 2 ให้ชัดขึ้น"


def test_words_of_an_action_that_is_not_offered_may_be_an_answer() -> None:
    talk = Talk(NOTE).say("ครบแล้ว")
    assert talk.text == "หมายถึง ครบแล้ว ใช่ไหมคะ"
    assert talk.say("ใช่").answers == {"note": "ครบแล้ว"}
    assert Talk(STATUS).say("เสร็จแล้วค่ะ").answers == {"status": "เสร็จแล้ว"}


def test_an_answer_that_breaks_its_check_is_refused_and_checked_again_before_sending() -> None:
    staff = ask("staff", "number")
    known = ask(
        "ack", "number", check=lambda a: None if "staff" not in a else a["ack"] <= a["staff"], check_hint="เกินจำนวนคนค่ะ"
    )
    talk = Talk(staff, known).say("10", "12")
    assert talk.text == "เกินจำนวนคนค่ะ\n\n2/2 ถาม ack คะ"
    talk.say("9", "แก้ 1", "5").tap("ส่งเลย")
    assert talk.turn.outcome == ""
    assert talk.text.startswith("เกินจำนวนคนค่ะ\n\n2/2 ถาม ack คะ\nตอบไว้แล้ว: 9")
    assert talk.say("5", "ส่งเลย").turn.outcome == SUBMIT
    doubtful = Talk(staff, known).say("10", "ประมาณ 12")
    assert doubtful.tap("ใช่").press(f"7.{doubtful.conversation.step}.yes").answers == {"staff": 10}


def test_stale_and_forged_buttons_change_nothing_and_say_so() -> None:
    talk = Talk(*MONTH)
    first = talk.button("3").data
    talk.say("1", "5")
    before = talk.conversation
    step = before.step
    closed_here = ("c1", "zero", "none", "done", "yes", "send", "e1", "not_applicable", "same", "ไม่รู้", "")
    for data in (first, f"8.{step}.skip", *(f"7.{step}.{a}" for a in closed_here), "", ".", "7", "x" * 64, "7.๓.skip"):
        talk.press(data)
        assert talk.conversation == before, data
        assert talk.text.startswith("ปุ่มนี้เป็นของข้อก่อน ไม่มีอะไรเปลี่ยนค่ะ")
        assert "ถาม names คะ" in talk.text
    card = Talk(ADDED).say("5")
    for data in (
        f"7.{card.conversation.step}.skip",
        f"7.{card.conversation.step}.c1",
        f"7.{card.conversation.step}.e9",
        "7.1.zero",
    ):
        assert card.press(data).answers == {"added": 5}
        assert card.labels[0] == "ส่งเลย"


def test_three_failed_tries_name_whom_to_ask() -> None:
    talk = Talk(ADDED, contact="คุณอรอมล 073-581-000").say("เยอะ", "เยอะมาก")
    assert "ติดขัด" not in talk.text
    assert "ถ้าติดขัด ติดต่อคุณอรอมล 073-581-000 หรือพิมพ์ “ช่วยเหลือ” ได้เลยค่ะ" in talk.say("มากจริง ๆ").text
    assert "ติดขัด" not in talk.say("5", "แก้ 1", "ไม่รู้").text
    assert "นิติกร" in Talk(ADDED).say("ก", "ข", "ค").text


def test_evidence_is_gathered_until_done() -> None:
    talk = Talk(PROOF)
    assert talk.send("1.jpg").text.endswith("ได้รับแล้ว: 1.jpg\nส่งเพิ่มได้อีก หรือกด “เสร็จแล้ว” ได้เลยค่ะ")
    assert talk.labels == ["เสร็จแล้ว", "ส่งใหม่ทั้งหมด"]
    talk.send("2.jpg").send("2.jpg").say("ดูที่ www.a.go.th/x")
    assert [item.get("name") or item["url"] for item in talk.conversation.pending] == [
        "1.jpg",
        "2.jpg",
        "https://www.a.go.th/x",
    ]
    assert talk.send("4.jpg").text.startswith("รับได้ไม่เกิน 3 รายการ จึงยังไม่ได้เก็บ 4.jpg ค่ะ")
    assert talk.send("ก.docx", "application/msword").text.startswith("ข้อนี้รับเฉพาะ รูปภาพ, PDF ค่ะ")
    assert talk.say("ครบแล้วค่ะ").text.endswith("1 proof: 1.jpg, 2.jpg, https://www.a.go.th/x")
    assert len(talk.answers["proof"]) == 3


@pytest.mark.parametrize("leaving", ["ย้อนกลับ", "ข้าม"])
def test_files_that_were_sent_are_not_lost_by_leaving_the_question(leaving: str) -> None:
    talk = Talk(ADDED, PROOF).say("1").send("1.jpg").say(leaving)
    assert [item["name"] for item in talk.answers["proof"]] == ["1.jpg"]


def test_evidence_is_added_to_what_was_given_before() -> None:
    talk = Talk(PROOF).send("1.jpg").say("เสร็จ").tap("แก้ 1").send("2.jpg").tap("เสร็จแล้ว")
    assert [item["name"] for item in talk.answers["proof"]] == ["1.jpg", "2.jpg"]


def test_evidence_that_was_wrong_is_sent_anew() -> None:
    talk = Talk(PROOF).send("1.jpg").say("เสร็จ").tap("แก้ 1")
    assert talk.labels == ["เสร็จแล้ว", "ส่งใหม่ทั้งหมด", "ย้อนกลับ"]
    assert talk.tap("ส่งใหม่ทั้งหมด").text.startswith("เอาของเดิมออกแล้วค่ะ")
    assert "proof" not in talk.answers and talk.labels == ["ข้าม", "ย้อนกลับ"]
    talk.send("2.jpg").say("ส่งผิดค่ะ").send("3.jpg").say("เสร็จ")
    assert [item["name"] for item in talk.answers["proof"]] == ["3.jpg"]


def album(talk: Talk, *names: str) -> list[str]:
    """What is said to each of them."""
    said = []
    for name in names:
        talk.hear(File(f"digest of {name}", name, "image/jpeg", 1000, more=name != names[-1]))
        said.append(talk.text)
    return said


@pytest.mark.parametrize("at_the_card", [False, True])
def test_of_an_album_that_is_too_long_the_rest_is_named_once(at_the_card: bool) -> None:
    talk = Talk(PROOF, review=at_the_card)
    *before, last = album(talk, "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg")
    assert not any(before)
    assert last.startswith("รับได้ไม่เกิน 3 รายการ จึงยังไม่ได้เก็บ 4.jpg, 5.jpg ค่ะ")
    assert "ได้รับแล้ว: 1.jpg, 2.jpg, 3.jpg" in last
    assert "4.jpg" not in talk.say("ไม่ทราบ").text


def test_so_it_is_where_it_may_belong_to_several_questions_and_where_all_is_full() -> None:
    talk = Talk(PROOF, ask("other", "evidence", required=False, max_files=3), review=True)
    *before, last = album(talk, "1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg")
    assert not any(before)
    assert last.startswith("รับได้ข้อละไม่เกิน 3 รายการ จึงยังไม่ได้เก็บ 4.jpg, 5.jpg ค่ะ")
    assert "ได้รับ 1.jpg, 2.jpg, 3.jpg แล้วค่ะ" in last
    talk.say("1", "เสร็จ")
    assert len(talk.answers["proof"]) == 3
    (told,) = album(talk, "4.jpg")
    assert "ได้รับแล้ว: 4.jpg" in told, "the other question has room"
    talk.say("เสร็จ", "ส่งใหม่")
    full = Talk(PROOF, review=True)
    album(full, "1.jpg", "2.jpg", "3.jpg")
    full.say("เสร็จ")
    assert "จึงยังไม่ได้เก็บ 9.jpg ค่ะ" in album(full, "9.jpg")[0]
    assert len(full.answers["proof"]) == 3


def test_passing_on_loses_no_evidence() -> None:
    talk = Talk(PROOF, ask("why", "text", required=False), review=True).send("1.jpg").say("เสร็จ")
    talk.say("1", "ข้าม")
    assert [item["name"] for item in talk.answers["proof"]] == ["1.jpg"]
    talk.say("1", "ส่งใหม่", "ข้าม")
    assert "proof" not in talk.answers


@pytest.mark.parametrize("words", ["เสร็จ", "เสร็จแล้วค่ะ", "ส่งเลย"])
def test_a_card_of_evidence_is_a_list_to_attach_to(words: str) -> None:
    talk = Talk(PROOF, ask("page", "url", required=False), review=True)
    assert talk.text.startswith("แนบหลักฐานได้เลยค่ะ")
    assert talk.labels == ["เสร็จแล้ว", "แนบ 1 proof", "แนบ 2 page"]
    assert "ถ้ายังไม่แนบ กด “เสร็จแล้ว”" in talk.say("อะไรนะ").text
    assert talk.say("แนบ 1 proof").text.startswith("1/2")
    talk.send("1.jpg").say("เสร็จ")
    assert talk.text.startswith("ตรวจทานก่อนส่งค่ะ")
    assert talk.labels == ["ส่งเลย", "แก้ 1 proof", "แนบ 2 page"]
    assert talk.say(words).turn.outcome == SUBMIT


def test_a_report_is_not_sent_by_the_words_of_one_of_its_choices() -> None:
    talk = Talk(ask("how", "choice", choices=("กำลังทำ", "เสร็จแล้ว"))).say("2")
    assert talk.say("เสร็จแล้ว").turn.outcome == ""
    assert "กด “ส่งเลย”" in talk.text


def test_a_run_that_begins_at_the_card_asks_nothing_unasked() -> None:
    talk = Talk(PROOF, NOTE, review=True)
    assert talk.labels[0] == "ส่งเลย"
    assert talk.tap("แนบ 1").send("1.jpg").say("เสร็จ").labels[0] == "ส่งเลย"
    assert talk.say("ส่งเลย").turn.outcome == SUBMIT
    revised = Talk(*MONTH, answers={"m.status": STATES[1], "m.added": 0, "m.names": ["ก"], "old.q": 1}, review=True)
    assert revised.answers == {"status": STATES[1], "added": 0}
    assert Talk(*MONTH, review=True).tap("ส่งเลย").text.startswith("ยังเหลือข้อที่ยังไม่ได้ตอบค่ะ\n\n1/3")


def test_a_file_or_a_sticker_where_words_are_wanted() -> None:
    talk = Talk(ADDED)
    assert talk.send("1.jpg").text.startswith("ข้อนี้ยังไม่รับไฟล์ค่ะ")
    assert talk.sticker().text.startswith("ข้อนี้ขอเป็นข้อความนะคะ")
    assert Talk(PROOF).sticker().text.startswith("ส่งรูป ไฟล์ หรือวางลิงก์ได้เลยค่ะ")
    card = Talk(ADDED).say("5")
    assert card.send("1.jpg").sticker().text.startswith("กด “ส่งเลย”")


def test_a_very_long_text_is_refused_and_a_long_one_kept_whole() -> None:
    talk = Talk(NOTE).say("ก" * 5000)
    assert talk.text.startswith("ข้อความยาว 5,000 ตัวอักษร")
    talk.say("ที่" * 1300)
    assert talk.answers == {"note": "ที่" * 1300}
    assert len(talk.text) < 300
    assert talk.text.endswith("ที่…")
    assert len(Talk(NOTE).say("่" * 4000).text) < 300


@pytest.mark.parametrize("question", [STATUS, ADDED, WHERE, NOTE, NAMES, DAY, LINK, PROOF], ids=lambda q: q.kind)
def test_an_empty_text_is_answered_kindly(question: Question) -> None:
    talk = Talk(replace(question, show_if=None)).say("")
    assert talk.answers == {}
    assert "คะ" in talk.text


def test_a_question_removed_half_way_takes_nothing_with_it() -> None:
    talk = Talk(*MONTH).say("3")
    talk.form = Form(talk.form.title, (STATUS, NOTE))
    assert talk.say("5").text == "แบบรายงานปรับใหม่ ข้อเมื่อครู่ไม่ต้องตอบแล้วค่ะ ตอบข้อนี้ต่อได้เลยนะคะ\n\n2/2 ถาม note คะ"
    assert talk.answers == {"status": "เสร็จแล้ว"}
    talk.say("ข้าม")
    talk.form = Form(talk.form.title, (NOTE,))
    assert talk.say("ส่งเลย").turn.outcome == SUBMIT
    assert talk.answers == {}


def test_a_choice_removed_half_way_leaves_the_answer() -> None:
    talk = Talk(*MONTH).say("3", "1")
    fewer = replace(STATUS, choices=STATES[:2])
    talk.form = Form(talk.form.title, (fewer, ADDED, NAMES, NOTE))
    talk.say("ก", "ข้าม")
    assert talk.answers["status"] == "เสร็จแล้ว"
    assert talk.tap("แก้ 1").say("3").text.startswith("ข้อนี้มีให้เลือก 1 ถึง 2 ค่ะ")
    gathering = Talk(WHERE).tap("3")
    gathering.form = Form("", (replace(WHERE, choices=PLACES[:2], other=""),))
    assert gathering.tap("เสร็จแล้ว").answers == {"where": ["LINE OA"]}


def test_a_question_added_half_way_is_asked() -> None:
    talk = Talk(STATUS).say("3")
    talk.form = Form(talk.form.title, (STATUS, ADDED))
    assert talk.tap("ส่งเลย").text == "ยังเหลือข้อที่ยังไม่ได้ตอบค่ะ\n\n2/2 ถาม added คะ"
    assert talk.say("5", "ส่งเลย").answers == {"status": "เสร็จแล้ว", "added": 5}


def test_an_empty_form_can_be_sent() -> None:
    assert Talk().say("ส่ง").turn.outcome == SUBMIT


def test_a_draft_of_another_version_of_the_program_is_read() -> None:
    kept = {**Conversation(answers={"m.added": 5}, at="m.status").to_json(), "from_the_future": 1}
    assert Conversation.from_json(kept) == Conversation(answers={"m.added": 5}, at="m.status")
    assert Conversation.from_json({}) == Conversation()


def test_it_speaks_english() -> None:
    talk = Talk(*MONTH, language="en").say("3", "none", "skip")
    assert talk.text.startswith("Please check before sending")
    assert talk.say("back").labels == ["Skip", "Back"]
    assert talk.say("skip", "send").turn.outcome == SUBMIT
