"""The few words that mean something everywhere, in the many ways in which people say them."""

import pytest

from dialogue.hearing import action_heard, change_heard, line_heard
from dialogue.thai.polite import yes_or_no

MEANT = {
    "back": "ย้อนกลับ|ย้อนค่ะ|กลับไปข้อก่อน|ข้อที่แล้วค่ะ|ข้อก่อนหน้า|พิมพ์ผิดค่ะ|Back",
    "skip": "ข้าม|ข้ามค่ะ|ข้ามข้อนี้นะคะ|ขอข้ามก่อนค่ะ|/skip",
    "same": "เหมือนเดิม|เหมือนเดิมค่ะ|เหมือนเดือนที่แล้วค่ะ|เหมือนครั้งก่อน|เหมือนปีที่แล้ว|เท่าเดิมจ้า|ไม่เปลี่ยนแปลงค่ะ|คงเดิม",
    "unchanged": "0 ทุกข้อ|๐ ทุกข้อค่ะ|ศูนย์ทุกข้อ|เหมือนเดิมทุกข้อค่ะ|ไม่มีอะไรเปลี่ยนค่ะ|ไม่มีอะไรเปลี่ยนแปลง|0 ทุกข้อ/เหมือนเดิม|All 0 / the same",
    "not_applicable": "ไม่เกี่ยวกับกองเรา|ไม่เกี่ยวกับเราค่ะ|กองเราไม่เกี่ยวค่ะ|ไม่เกี่ยวข้อง|N/A",
    "done": "เสร็จ|เสร็จแล้วค่ะ|หมดแล้วค่ะ|แค่นี้ค่ะ|พอแล้ว|ครบแล้วครับ|จบค่ะ|เสร็จละ|เสร็จละค่ะ|done",
    "send": "ส่ง|ส่งค่ะ|ส่งเลย|ส่งได้เลยค่ะ|ส่งรายงานค่ะ|send",
    "cancel": "ยกเลิก|พักก่อนค่ะ|ไว้ก่อนนะคะ|เดี๋ยวมาตอบค่ะ|เดี๋ยวก่อนนะคะ|รอก่อน|ยังไม่ว่างค่ะ|stop",
    None: "|ข้ามได้ไหม|ผ่าน|ไม่ตอบ|ครบ|ส่งอะไรคะ|เดิมพัน|เหมือน|กลับบ้าน|ยกเลิกประกาศฉบับเก่า|ไม่มี|0|ค่ะ",
}


@pytest.mark.parametrize(("action", "words"), [(a, w) for a, said in MEANT.items() for w in said.split("|")])
def test_what_people_want_to_do(action: str | None, words: str) -> None:
    assert action_heard(words) == action


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("2", 2), ("๒", 2), ("2️⃣", 2), ("ข้อ 2", 2), ("ข้อที่ ๒ ค่ะ", 2), ("แก้ข้อ 2", 2), ("ขอแก้ข้อ 2 ค่ะ", 2), ("เปลี่ยนข้อ 2", 2),
        ("ข้อ 2 ผิดค่ะ", 2), ("แก้ข้อ 2 เป็น 5", 2), ("แก้ 2 คู่มือปฏิบัติงาน", 2), ("Edit 2", 2), ("แก้", None), ("ส่งเลย", None), ("", None),
        ("1234", None), ("แก้ข้อ", None),
    ],
)  # fmt: skip
def test_which_line_of_the_card_is_to_be_changed(words: str, line: int | None) -> None:
    assert line_heard(words) == line


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("ขอแก้ข้อ 2", 2), ("แก้ข้อ ๒ ค่ะ", 2), ("ขอแก้ไขข้อที่ 3 นะคะ", 3), ("เปลี่ยนข้อ 1", 1), ("change question 2", 2), ("2", None),
        ("แก้ 2", None), ("ข้อ 2", None), ("แก้ข้อ 2 ให้ชัดขึ้น", None), ("แก้ข้อบังคับ 2 ฉบับ", None), ("", None),
    ],
)  # fmt: skip
def test_which_question_is_to_be_changed_while_another_stands_open(words: str, place: int | None) -> None:
    assert change_heard(words) == place


@pytest.mark.parametrize(
    "words",
    "ใช่ ใช่ค่ะ ใช่ๆ ใช่แล้วค่ะ ใช่เลย ช่าย ถูกค่ะ ถูกต้องแล้วค่ะ โอเคครับ OK! Ok. เคค่ะ ได้เลยค่ะ ตกลง ยืนยันค่ะ แน่นอน ชัวร์ yes Y อืม ไช่ค่ะพี่".split(),
)
def test_yes(words: str) -> None:
    assert yes_or_no(words) is True


@pytest.mark.parametrize("words", "ไม่ ไม่ค่ะ ไม่ใช่ ไม่ใช่ครับ ไม่ถูกต้องค่ะ ผิดค่ะ ไม่เอา No. nope เปล่าค่ะ ไม่ไช่ค่ะ".split())
def test_no(words: str) -> None:
    assert yes_or_no(words) is False


@pytest.mark.parametrize("words", ["", "ไม่แน่ใจ", "ใช่ไหมคะ", "ใช่มั้ง", "ยัง", "1", "20", "ใช่แต่แก้ข้อ 2", "ไม่ทราบค่ะ", "👍"])
def test_neither(words: str) -> None:
    assert yes_or_no(words) is None
    assert yes_or_no(words, asked=True) is None


@pytest.mark.parametrize("words", ["ค่ะ", "ครับ", "ครับผม", "จ้า", "คะ "])
def test_manners_alone_agree_only_to_what_was_just_asked(words: str) -> None:
    assert yes_or_no(words, asked=True) is True
    assert yes_or_no(words) is None
