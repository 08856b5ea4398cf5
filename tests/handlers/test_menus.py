"""Whatever is asked besides the form is answered by a tap, a number or words, and never becomes an answer of the form."""

from datetime import timedelta

import pytest

from bot import sample_office
from dialogue.messages import Button, Message
from dialogue.said import Said, Tap, Text
from handlers import progress
from handlers.context import Context
from handlers.router import route
from handlers.update import SAID, Update
from scheduler.timetable import tick_office
from storage import absences, drafts, people, submissions
from storage.office_store import OfficeStore
from tests.bot.scripted import NOW


class Town:
    """The sample office in October, each of whose people writes from a chat of their own."""

    def __init__(self, store: OfficeStore) -> None:
        self.store = store
        self.now = NOW
        self.shown: list[Button] = []
        """What can be tapped of the last reply."""
        sample_office.add_cast(store, "web", NOW)
        tick_office(store.connection, store.office_id, NOW - timedelta(hours=1))

    def join(self, chat: str, division: str, language: str = "th") -> int:
        person = people.add_person(self.store, chat, division, "", frozenset({"reporter"}), language, NOW)
        people.link_address(self.store, person, "web", chat, NOW)
        return person

    def say(self, chat: str, *words: Said | str, late: timedelta = timedelta()) -> str:
        """What is answered to the last of them; they were said so much earlier than they arrive."""
        messages: list[Message] = []
        for said in words:
            self.now += timedelta(seconds=20)
            told = Text(said) if isinstance(said, str) else said
            update = Update("web", f"{self.now}", chat, self.now - late, SAID, told)
            messages = list(route(self.store, update, self.now).messages)
        self.shown = [button for message in messages for button in message.buttons]
        return "\n".join(message.text for message in messages)

    def button(self, label: str) -> Tap:
        return Tap(next(button.data for button in self.shown if button.label == label))

    def answers(self, chat: str) -> dict[str, object]:
        """Of the run that is open."""
        person = people.at_address(self.store, "web", chat)
        assert person is not None
        draft = progress.open_run(Context(self.store, self.now, "web", chat, person))
        return dict(progress.loaded(self.store, draft)[1].answers) if draft else {}

    def holder(self, division: str = "chang") -> int:
        draft = next(d for d in drafts.open_drafts(self.store) if d.division == division)
        return draft.person_id


@pytest.fixture
def town(store: OfficeStore) -> Town:
    return Town(store)


@pytest.mark.parametrize("words", ["2", "๒", "ข้อ 2", "สอง", "somying", "สมหญิง", "สมหญิงค่ะ"])
def test_a_colleague_is_chosen_by_number_or_by_name(town: Town, words: str) -> None:
    town.join("สมชาย", "chang")
    second = town.join("somying สมหญิง", "chang")
    town.say("chang", "เริ่ม", "3", "ไม่ใช่งานของฉัน")
    assert "ส่งต่อรายงาน" in town.say("chang", words)
    assert town.holder() == second


@pytest.mark.parametrize("words", ["7", "สมปอง", "120 เรื่อง", "ไม่มี", "0"])
def test_what_chooses_nobody_is_no_answer_either(town: Town, words: str) -> None:
    town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "3")
    before = town.answers("chang")
    town.say("chang", "ไม่ใช่งานของฉัน")
    assert "1 สมชาย" in town.say("chang", words), "asked again, with its numbers"
    assert town.answers("chang") == before
    assert town.say("chang", "ยกเลิก").startswith("2/4"), "back at the question"
    assert town.say("chang", "7").startswith("3/4")


def test_whoever_chooses_nothing_three_times_is_told_whom_to_call(town: Town) -> None:
    town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "ไม่ใช่งานของฉัน")
    assert "ช่วยเหลือ" not in town.say("chang", "7", "8")
    third = town.say("chang", "9")
    assert "ช่วยเหลือ" in third and "นิติกร" in third and "1 สมชาย" in third
    assert "ส่งต่อรายงาน" in town.say("chang", "1")


def test_two_of_one_name_are_told_apart(town: Town) -> None:
    town.join("สมชาย", "chang")
    second = people.add_person(town.store, "สมชาย", "chang", "", frozenset({"reporter"}), "th", NOW)
    town.say("chang", "เริ่ม", "ไม่ใช่งานของฉัน")
    assert [button.label for button in town.shown] == ["สมชาย (1)", "สมชาย (2)"]
    for button in town.shown:
        assert button.data.isascii() and len(button.data) <= 64 and not {str(second), "passon"} & {*button.data.split()}
    assert "หมายถึงข้อไหน" in town.say("chang", "สมชาย")
    town.say("chang", "2")
    assert town.holder() == second


@pytest.mark.parametrize("words", ["2", "English", "english", "อังกฤษ"])
def test_a_language_is_chosen_in_the_middle_of_a_question(town: Town, words: str) -> None:
    town.say("chang", "เริ่ม", "3")
    before = town.answers("chang")
    town.say("chang", "ภาษา")
    assert town.say("chang", words).startswith("Very well")
    assert town.answers("chang") == before


@pytest.mark.parametrize("words", ["1", "ไทย", "Thai", "thai", "ภาษาไทย", "/language Thai"])
def test_thai_is_chosen_in_english_too(town: Town, words: str) -> None:
    town.join("jane", "chang", "en")
    town.say("jane", "start", "3", "language")
    assert town.say("jane", words).startswith("ได้เลยค่ะ")
    assert len(town.answers("jane")) == 1


@pytest.mark.parametrize("words", ["1", "โทรศัพท์", "โทร", "โทรศัพท์ค่ะ"])
def test_how_a_report_came_is_no_answer_of_the_officer_s_own(town: Town, words: str) -> None:
    town.say("officer", "เริ่ม")
    before = town.answers("officer")
    town.say("officer", "บันทึกแทน กองคลัง ต.ค. 2567")
    assert "กองคลัง" in town.say("officer", words)
    assert town.answers("officer") == {}
    drafted = {draft.division: draft.source for draft in drafts.open_drafts(town.store)}
    assert drafted["khlang"] == "phone"
    assert before == {} and not submissions.latest(town.store, sample_office.FISCAL_YEAR)


@pytest.mark.parametrize("words", ["1", "รับช่วงต่อ", "take over", "ได้ค่ะ", "ค่ะ", "ใช่"])
def test_a_draft_that_somebody_else_has_is_taken_over_in_words(town: Town, words: str) -> None:
    second = town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "3")
    assert "กำลังตอบรายงาน" in town.say("สมชาย", "เริ่ม")
    assert town.say("สมชาย", words).startswith("2/4")
    assert town.holder() == second


@pytest.mark.parametrize("words", ["ไม่", "ยกเลิก", "2", "5"])
def test_it_is_left_with_whoever_has_it_else(town: Town, words: str) -> None:
    second = town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "3")
    town.say("สมชาย", "เริ่ม", words)
    assert town.holder() != second


def test_the_officer_takes_over_what_was_offered_and_answers_nothing_of_their_own(town: Town) -> None:
    town.say("chang", "เริ่ม", "3")
    town.say("officer", "เริ่ม", "บันทึกแทน กองช่าง ต.ค. 2567", "2")
    assert town.say("officer", "รับช่วงต่อ").startswith("2/4"), "that of กองช่าง, not the oldest that is owed"
    drafted = {draft.division: draft.source for draft in drafts.open_drafts(town.store)}
    assert drafted["chang"] == "paper"


@pytest.mark.parametrize("words", ["2", "ใจงาม", "สมชาย ใจงาม"])
def test_who_stands_in_is_chosen_by_number_or_by_name(town: Town, words: str) -> None:
    _, second = (town.join(name, "chang") for name in ("สมชาย ใจดี", "สมชาย ใจงาม"))
    town.say("chang", "เริ่ม", "3", "ลา ถึง 12 พ.ย. ให้ สมชาย")
    assert town.say("chang", words).startswith("รับทราบค่ะ")
    assert second in absences.stand_ins(town.store, town.now.date()).values()
    assert len(town.answers("chang")) == 1


def test_a_command_puts_a_menu_down(town: Town) -> None:
    town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "3", "ไม่ใช่งานของฉัน", "อยู่ไหน")
    assert town.say("chang", "1").startswith("3/4"), "the question was shown last: it is what 1 answers"


def test_a_button_of_a_menu_that_is_over_changes_nothing(town: Town) -> None:
    town.join("สมชาย", "chang")
    owner = town.say("chang", "เริ่ม", "3") and town.holder()
    town.say("chang", "ไม่ใช่งานของฉัน")
    old = town.button("สมชาย")
    town.say("chang", "อยู่ไหน")
    told = town.say("chang", old)
    assert "ไม่มีอะไรเปลี่ยน" in told and "2/4" in told
    assert town.holder() == owner
    town.say("chang", "ไม่ใช่งานของฉัน")
    assert "ไม่มีอะไรเปลี่ยน" in town.say("chang", old), "nor does it answer a newer one"
    assert town.holder() == owner


@pytest.mark.parametrize("place", ["0", "2", "9999", "x", "", "-1", "1 "])
def test_a_forged_place_of_a_menu_chooses_nothing(town: Town, place: str) -> None:
    town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "ไม่ใช่งานของฉัน")
    owner = town.holder()
    step = town.button("สมชาย").data.partition(".")[0]
    assert "ไม่มีอะไรเปลี่ยน" in town.say("chang", Tap(f"{step}.{place}"))
    assert town.holder() == owner


def test_a_menu_of_somebody_else_is_nobody_s(town: Town) -> None:
    town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "ไม่ใช่งานของฉัน")
    of_another = town.button("สมชาย")
    owner = town.holder()
    assert "ไม่มีอะไรเปลี่ยน" in town.say("สมชาย", of_another)
    assert town.holder() == owner


def test_what_was_said_before_a_menu_and_comes_after_it_is_not_its_answer(town: Town) -> None:
    town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "3", "ไม่ใช่งานของฉัน")
    owner = town.holder()
    assert town.say("chang", "1", late=timedelta(seconds=30)).startswith("3/4")
    assert town.holder() == owner


@pytest.mark.parametrize(
    ("words", "told"),
    [("1", "แนบหลักฐาน"), ("ส่งค่ะ", "แนบหลักฐาน"), ("ได้ค่ะ", "แนบหลักฐาน"), ("2", "พร้อมเมื่อไร"), ("ไม่ค่ะ", "พร้อมเมื่อไร")],
)
def test_evidence_that_is_offered_is_answered_by_number_and_yes(town: Town, words: str, told: str) -> None:
    assert "ส่งหลักฐานตอนนี้ไหมคะ" in town.say("chang", "เริ่ม", "3", "2", "120", "0", "ส่งเลย")
    assert told in town.say("chang", words)


@pytest.mark.parametrize("words", ["ขอบคุณค่ะ", "7", "สวัสดี"])
def test_what_is_only_offered_waits_for_nothing(town: Town, words: str) -> None:
    town.say("chang", "เริ่ม", "3", "2", "120", "0", "ส่งเลย")
    assert "หมายถึงข้อไหน" not in town.say("chang", words)
    town.now += timedelta(days=20)
    assert "ตอนนี้ไม่มีข้อที่กำลังตอบอยู่" in town.say("chang", "1"), "nor is a number taken for it long afterwards"
    assert "แนบหลักฐาน" in town.say("chang", Tap("attach")), "but its button works at any time"


@pytest.mark.parametrize(
    ("words", "division"),
    [
        ("ช่าง พย 67", "กองช่าง"),
        ("กองช่างต.ค. 2567", "กองช่าง"),
        ("คลัง ต.ค. ๒๕๖๗", "กองคลัง"),
        ("กองศึกษา ต.ค. 2567", "กองการศึกษา"),
        ("สำนักปลัด ต.ค. 2567", "สำนักปลัดเทศบาล"),
        ("นิติการ สิ้นปี 2568", "งานนิติการ"),
        ("กองช่าง ต.ค. 2567 กระดาษ", "กองช่าง"),
    ],
)
def test_a_division_is_known_by_a_part_of_its_name(town: Town, words: str, division: str) -> None:
    assert division in town.say("officer", f"บันทึกแทน {words}")


def test_how_it_came_may_be_said_at_once(town: Town) -> None:
    town.say("officer", "บันทึกแทน ช่าง ต.ค. 2567 กระดาษ")
    assert [draft.source for draft in drafts.open_drafts(town.store)] == ["paper"]


def test_a_name_that_may_be_several_is_asked_back(town: Town) -> None:
    assert "แทนกองไหน" in town.say("officer", "บันทึกแทน กองส ต.ค. 2567")
    assert "กองสวัสดิการสังคมแจ้ง" in town.say("officer", "สวัสดิการ")


@pytest.mark.parametrize("name", ["กองประปา", "กองลม", "ก"])
def test_a_division_that_is_not_there_is_named(town: Town, name: str) -> None:
    told = town.say("officer", f"บันทึกแทน {name} ต.ค. 2567")
    assert f"ไม่พบกอง “{name}”" in told and "กองช่าง" in told


@pytest.mark.parametrize("words", ["1", "สมชาย"])
def test_what_is_owed_is_passed_on_before_it_is_begun(town: Town, words: str) -> None:
    second = town.join("สมชาย", "chang")
    assert "ต.ค. 2567 ให้ใคร" in town.say("chang", "ไม่ใช่งานของฉัน")
    assert not drafts.open_drafts(town.store), "asking begins nothing"
    assert "ให้สมชายแล้ว" in town.say("chang", words)
    assert town.holder() == second
    assert "สมชายกำลังตอบ" in town.say("chang", "เริ่ม")
    assert town.say("สมชาย", "เริ่ม").endswith("ไปถึงไหนแล้วคะ")


def test_what_a_colleague_answers_already_is_nobody_else_s_to_pass_on(town: Town) -> None:
    town.join("สมชาย", "chang")
    town.say("สมชาย", "เริ่ม", "3")
    assert "ไม่มีรายงานที่เปิดอยู่" in town.say("chang", "ไม่ใช่งานของฉัน")


def test_a_paused_draft_is_passed_on_with_its_answers(town: Town) -> None:
    town.join("สมชาย", "chang")
    town.say("chang", "เริ่ม", "3", "ยกเลิก", "ไม่ใช่งานของฉัน", "1")
    assert "2/4" in town.say("สมชาย", "เริ่ม")
