# ruff: noqa: E501 — a table is read by its rows
"""How Thai staff answer, and what the bot makes of it. What is uncertain is asked back (?), what is not an answer is
refused with the sentence named (!key); nothing is guessed."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogue.cleaning import clean
from dialogue.kinds import KINDS
from dialogue.question import Question, Value
from dialogue.reading import Confirm, Unclear, Understood
from dialogue.words import CATALOGUES

TODAY = date(2025, 11, 5)
"""A Wednesday: วันพุธที่ 5 พ.ย. 2568."""


class Maybe:
    """Understood, but to be confirmed."""

    def __init__(self, value: Value) -> None:
        self.value = value


def ask(kind: str, **properties: object) -> Question:
    return Question(key="m.q", group="m", name="q", text="?", kind=kind, label="q", **properties)  # type: ignore[arg-type]


COUNT = ask("number", unit="ครั้ง", min=0, integer=True)
BAHT = ask("number", unit="บาท", min=0)
PERCENT = ask("number", unit="ร้อยละ", min=0, max=100)
ANY_NUMBER = ask("number")
STAFF = ask("number", unit="คน", min=1, max=500, integer=True)
STATUS = ask("choice", choices=("ยังไม่เริ่ม", "กำลังทำ/ปรับปรุง", "เสร็จแล้ว", "เสร็จและเผยแพร่แล้ว"))
HAS = ask("choice", choices=("มีแล้ว", "กำลังทำ", "ยังไม่มี"))
FOUND = ask("choice", choices=("ไม่พบ", "พบ"))
FULL = ask("choice", choices=("ครบ", "เกือบครบ", "ยังไม่มีทะเบียน"))
OBJECTION = ask("choice", choices=("ไม่มี", "มี แก้แล้ว", "มี กำลังแก้"))
MEETING = ask("choice", choices=("ประชุมแล้ว", "ไม่มีประชุม"))
POSTED = ask("choice", choices=("ลงแล้ว", "ยังไม่ได้ลง"))
RULES = ask("choice", choices=("ระเบียบ", "ข้อบังคับ", "มูลค่า"))
_PLACES = ("เว็บไซต์เทศบาล", "Facebook", "LINE OA", "ศูนย์รวมข้อมูลเพื่อติดต่อราชการ", "อื่น ๆ")
PLACES = ask("multi_choice", choices=_PLACES, other="อื่น ๆ", allow_none=True)
DOCS = ask("multi_choice", choices=("แผนใช้จ่ายงบประมาณ", "แผนจัดซื้อจัดจ้าง", "รายรับ-รายจ่าย/งบการเงิน"))
NAMES = ask("text_list", allow_none=True)
ONLY_NAMES = ask("text_list")
WORDS = ask("text")
PERHAPS = ask("text", allow_none=True)
DAY = ask("date")
LINK = ask("url")
PROOF = ask("evidence")

NUMBERS: dict[str, object] = {
    "100": 100, "๑๐๐": 100, "๑,๐๐๐": 1000, "1,000": 1000, "12,345,678": 12_345_678, "１２": 12, "1๒": 12, " 7 ": 7, "0": 0,
    "100 ครั้ง": 100, "๑๒๐ ครั้ง": 120, "120ครั้ง": 120, "120 ครั้งค่ะ": 120, "5 ครับ": 5, "5ค่ะ": 5, "3 ครั้งนะคะ": 3,
    "5 ครั้งค่ะ ขอบคุณค่ะ": 5, "5.": 5, "10.0": 10, "มี 5 ครั้ง": 5, "รวม 20 ครั้ง": 20, "เดือนนี้ 4 ครั้ง": 4,
    "จำนวน ๓ ครั้ง": 3, "ทั้งหมด 8": 8, "= 9": 9, "5 ครั้งถ้วน": 5, "ครั้งเดียว": 1, "ครั้งเดียวค่ะ": 1, "มีแค่ 2 ครั้ง": 2,
    "สอง": 2, "สิบเอ็ด": 11, "ยี่สิบเอ็ด": 21, "หนึ่งร้อย": 100, "ร้อยยี่สิบ": 120, "สองร้อยเอ็ด": 201, "สองครั้ง": 2,
    "สองหมื่นห้าพัน": 25_000, "แสนหนึ่งหมื่น": 110_000, "สามล้าน": 3_000_000, "ล้านสองแสน": 1_200_000, "ศูนย์": 0,
    "แสนล้าน": 100_000_000_000, "สองล้านล้าน": "!number_large", "หนึ่งร้อยครั้งค่ะ": 100, "2 พัน": 2000, "3 หมื่น 5 พัน": 35_000, "สิบครั้งครับผม": 10,
    "ไม่มี": 0, "ไม่มีค่ะ": 0, "ไม่มีเลย": 0, "ไม่มีเลยค่ะ": 0, "ยังไม่มี": 0, "ไม่มีครับ ขอบคุณครับ": 0, "ไม่พบ": 0, "ไม่มีใคร": 0,
    "ไม่มี (0)": 0, "None (0)": 0, "none": 0, "เดือนนี้ไม่มี": 0, "ไม่เคยมี": 0, "ไม่มีครั้ง": 0,
    "ประมาณ 20": Maybe(20), "ประมาน 20": Maybe(20), "ประมาน 20 ครั้งค้ะ": Maybe(20), "หนึงร้อย": 100, "เจดครั้ง": 7, "ราว ๆ 20 ครั้ง": Maybe(20), "ราวๆ 20": Maybe(20), "20 กว่า": Maybe(20),
    "20 กว่าครั้ง": Maybe(20), "20กว่าๆ": Maybe(20), "เกือบ 100": Maybe(100), "ร้อยกว่าครั้ง": Maybe(100), "~15": Maybe(15),
    "น่าจะ 3": Maybe(3), "5+": Maybe(5), "20 คน": Maybe(20), "1,20": Maybe(120), "พันห้า": Maybe(1500), "ร้อยนึง": Maybe(100),
    "สองพันห้า": Maybe(2500), "สองล้านห้า": Maybe(2_500_000), "-": Maybe(0), "ไม่มีการยืม": Maybe(0), "0812345678": Maybe(812345678),
    "1.200": "!number_whole", "50%": Maybe(50), "ร้อยละ 50": Maybe(50), "100 ขึ้นไป": Maybe(100),
    "ครึ่งหนึ่ง": "!number_unclear", "ครึ่ง": "!number_unclear", "หลายครั้ง": "!number_unclear", "10-20": "!number_unclear",
    "5 หรือ 6": "!number_unclear", "10 ถึง 20": "!number_unclear", "สามสี่ครั้ง": "!number_unclear", "1 2": "!number_unclear",
    "ไม่ทราบ": "!number_unclear", "ไม่แน่ใจค่ะ": "!number_unclear", "ไม่มีข้อมูล": "!number_unclear", "": "!number_unclear",
    "มากกว่า 20": "!number_unclear", "ไม่เกิน 20": "!number_unclear", "24/10/2568": "!number_unclear", "?": "!number_unclear",
    "2 ครั้งครึ่ง": "!number_unclear", "12345678901234": "!number_large", "9" * 30 + " ครั้ง": "!number_large", "1e5": "!number_unclear", "ครั้ง": "!number_unclear",
    "เยอะมาก": "!number_unclear", "หนึ่งสอง": "!number_unclear", "5 ล้านกับ 3": "!number_unclear", "ไม่มีหรือมี": "!number_unclear",
    # as they chat
    "5 ค่ะพี่": 5, "ไม่มีค่ะพี่": 0, "ไม่มีนะคะพี่": 0, "ไม่มีจร้า": 0, "ไม่มีค๊ะ": 0, "5ครั้งจ้าา": 5, "5 งับ": 5, "5 คร่า": 5,
    "5 ครั้งค่ะ 🙏": 5, "5 ครั้ง 👍": 5, "ไม่มีค่ะ 🙏🙏": 0, "5 ครั้ง ^^": 5, "๐": 0, "0️⃣": 0, "1️⃣2️⃣": 12, "⑤": 5, "👌": "!number_unclear",
    "ตอบ 5": 5, "ตอบว่า 5 ครั้ง": 5, "ข้อนี้ 0": 0, "ทั้งเดือน 20": 20, "มี5": 5, "5 มั้งคะ": Maybe(5), "5?": Maybe(5), "5 ใช่ไหม": Maybe(5),
    "ไม่แน่ใจ น่าจะ 5": Maybe(5), "ถ้าจำไม่ผิด 5 ครั้ง": Maybe(5), "รวม ๆ แล้ว 20": Maybe(20), "รวมๆ 20": Maybe(20), "สองรอบ": Maybe(2),
    "2 หน": Maybe(2), "สามเรื่องค่ะ": Maybe(3), "2O": Maybe(20), "1oo": Maybe(100), "1 โหล": "!number_unclear", "3 คู่": "!number_unclear",
    "20 (ยี่สิบ)": 20, "๒๐ (ยี่สิบ) ครั้ง": 20, "20 ครั้ง (ยี่สิบครั้ง)": 20, "20 (สิบสอง)": "!number_unclear", "20 (เดือนก่อน 5)": "!number_unclear",
    "ไม่มีข้อร้องเรียน": Maybe(0), "ไม่มีผู้ใช้บริการ": Maybe(0), "ไม่ได้จัดซื้อค่ะ": Maybe(0), "ไม่ได้ยืม": Maybe(0), "ไม่ได้นับ": "!number_unclear",
    "ไม่ได้จัดให้ครบ": "!number_unclear", "เดี๋ยวถามหัวหน้าก่อน": "!number_unclear", "เท่าเดิม": "!number_unclear", "3-4 ครั้ง": "!number_unclear",
    "ไม่ถึง 10": "!number_unclear", "หลักร้อย": "!number_unclear", "1 0": "!number_unclear", "ต.ค. 20": "!number_unclear",
    "2.5": "!number_whole", "1.5 ครั้ง": "!number_whole", "-5": "!number_small", "ลบ 5": "!number_small", "ติดลบ 3": "!number_small",
}  # fmt: skip

OTHER_NUMBERS: list[tuple[Question, str, object]] = [
    (BAHT, "12.50", 12.5), (BAHT, "๙๑๒,๓๔๐.๕๐ บาท", 912340.5), (BAHT, "1.5 ล้าน", 1_500_000), (BAHT, "1.5 ล้านบาท", 1_500_000),
    (BAHT, "500.-", 500), (BAHT, "500.- บาท", 500), (BAHT, "2,000 บาทถ้วน", 2000), (BAHT, "รวมเป็นเงิน 350 บาท", 350),
    (BAHT, "2 แสนกว่าบาท", Maybe(200_000)), (BAHT, "2 แสนครึ่ง", "!number_unclear"), (BAHT, "1.200", Maybe(1.2)),
    (BAHT, "2 ล้านต้นๆ", Maybe(2_000_000)), (BAHT, "12 บาท 50 สตางค์", "!number_unclear"), (BAHT, "ห้าพันบาทถ้วน", 5000),
    (BAHT, "฿500", 500), (BAHT, "500 ฿", 500), (BAHT, "500บ.", 500), (BAHT, "500 บ", 500), (BAHT, "12k", Maybe(12_000)),
    (BAHT, "1.2m", Maybe(1_200_000)), (BAHT, "1 ล้าน 2 แสน 5 หมื่นบาท", 1_250_000), (BAHT, "5.5 แสน", 550_000),
    (BAHT, "1,250,000 บาท (หนึ่งล้านสองแสนห้าหมื่นบาทถ้วน)", 1_250_000), (BAHT, "1,250,000.- (หนึ่งล้านบาท)", "!number_unclear"),
    (BAHT, "ไม่ได้ใช้งบประมาณ", Maybe(0)), (BAHT, "1.250.000", "!number_unclear"), (BAHT, "1 250 000", "!number_unclear"),
    (PERCENT, "91จุด8", 91.8), (PERCENT, "ร้อยละ 91 จุด 8", 91.8), (PERCENT, "ร้อยเปอร์เซ็นต์", 100), (PERCENT, "เกินครึ่ง", "!number_unclear"),
    (PERCENT, "91.8", 91.8), (PERCENT, "ร้อยละ 91.80", 91.8), (PERCENT, "๙๑.๘%", 91.8), (PERCENT, "ร้อยละห้าสิบ", 50),
    (PERCENT, "50 เปอร์เซ็นต์", 50), (PERCENT, "100", 100), (PERCENT, "101", "!number_large"), (PERCENT, "-1", "!number_small"),
    (STAFF, "0", "!number_small"), (STAFF, "ไม่มี", "!number_small"), (STAFF, "501", "!number_large"), (STAFF, "500 คน", 500),
    (ANY_NUMBER, "-5", Maybe(-5)), (ANY_NUMBER, "12 เล่ม", Maybe(12)), (ANY_NUMBER, "12", 12),
]  # fmt: skip

CHOICES: list[tuple[Question, str, object]] = [
    (STATUS, "3", "เสร็จแล้ว"), (STATUS, "๓", "เสร็จแล้ว"), (STATUS, "ข้อ 3", "เสร็จแล้ว"), (STATUS, "ข้อที่ ๓ ค่ะ", "เสร็จแล้ว"),
    (STATUS, "3.", "เสร็จแล้ว"), (STATUS, "3)", "เสร็จแล้ว"), (STATUS, "3 ค่ะ", "เสร็จแล้ว"), (STATUS, "เลือกข้อ 1", "ยังไม่เริ่ม"),
    (STATUS, "ตอบ 2", "กำลังทำ/ปรับปรุง"), (STATUS, "สาม", "เสร็จแล้ว"), (STATUS, "ข้อสอง", "กำลังทำ/ปรับปรุง"),
    (STATUS, "3 เสร็จแล้ว", "เสร็จแล้ว"), (STATUS, "4. เสร็จและเผยแพร่แล้ว", "เสร็จและเผยแพร่แล้ว"),
    (STATUS, "เสร็จแล้ว", "เสร็จแล้ว"), (STATUS, "เสร็จแล้วค่ะ", "เสร็จแล้ว"), (STATUS, "เสรจแล้ว", "เสร็จแล้ว"),
    (STATUS, "เสร็จแลว", "เสร็จแล้ว"), (STATUS, "เสร็จ แล้ว", "เสร็จแล้ว"), (STATUS, "กำลังทำ", "กำลังทำ/ปรับปรุง"),
    (STATUS, "กำลังทำอยู่ค่ะ", Maybe("กำลังทำ/ปรับปรุง")), (STATUS, "ปรับปรุง", "กำลังทำ/ปรับปรุง"), (STATUS, "ยัง", "ยังไม่เริ่ม"),
    (STATUS, "ยังค่ะ", "ยังไม่เริ่ม"), (STATUS, "ไม่เริ่ม", "ยังไม่เริ่ม"), (STATUS, "เผยแพร่แล้ว", "เสร็จและเผยแพร่แล้ว"),
    (STATUS, "เผยแพร", "เสร็จและเผยแพร่แล้ว"), (STATUS, "เสร็จ", "!choice_several"), (STATUS, "แล้ว", "!choice_several"),
    (STATUS, "5", "!choice_number"), (STATUS, "0", "!choice_number"), (STATUS, "ห้า", "!choice_number"),
    (STATUS, "1 2", "!choice_unclear"), (STATUS, "ไม่ทราบ", "!choice_unclear"), (STATUS, "", "!choice_unclear"),
    (STATUS, "ยังไม่เสร็จแล้ว", "!choice_unclear"), (STATUS, "ตอนนี้เสร็จแล้ว เมื่อวาน", Maybe("เสร็จแล้ว")),
    (STATUS, "ใกล้จะเสร็จแล้ว", "!choice_unclear"), (STATUS, "ใช่", "!choice_unclear"), (STATUS, "2 เสร็จแล้ว", Maybe("เสร็จแล้ว")),
    (STATUS, "3 ค่ะพี่", "เสร็จแล้ว"), (STATUS, "ข้อ 3 ค่ะ 🙏", "เสร็จแล้ว"), (STATUS, "3️⃣", "เสร็จแล้ว"), (STATUS, "③", "เสร็จแล้ว"),
    (STATUS, "[3]", "เสร็จแล้ว"), (STATUS, "(3)", "เสร็จแล้ว"), (STATUS, "ข้อ.3", "เสร็จแล้ว"), (STATUS, "อันที่ 3", "เสร็จแล้ว"),
    (STATUS, "3/4", "!choice_unclear"), (STATUS, "33", "!choice_number"), (STATUS, "เสร็จแล้ว 👍", "เสร็จแล้ว"),
    (STATUS, "ยังไม่ได้เริ่ม", "ยังไม่เริ่ม"), (STATUS, "ยังเลยค่ะ", "ยังไม่เริ่ม"), (STATUS, "เริ่ม", "!choice_unclear"),
    (STATUS, "เริ่มแล้ว", "!choice_unclear"), (STATUS, "เรียบร้อยแล้ว", "!choice_unclear"), (STATUS, "ยังไม่เสร็จ", "!choice_unclear"),
    (STATUS, "กำลังปรับปรุงค่ะ", Maybe("กำลังทำ/ปรับปรุง")), (STATUS, "เสร็จและเผยแพร่", "เสร็จและเผยแพร่แล้ว"),
    # มีประชุม is a part of ไม่มีประชุม and means the opposite
    (MEETING, "มีประชุม", "ประชุมแล้ว"), (MEETING, "มี", "ประชุมแล้ว"), (MEETING, "มีค่ะ", "ประชุมแล้ว"), (MEETING, "ไม่มี", "ไม่มีประชุม"),
    (MEETING, "ไม่ได้ประชุม", "ไม่มีประชุม"), (MEETING, "ไม่ประชุมค่ะ", "ไม่มีประชุม"), (MEETING, "ยังไม่ได้ประชุม", "ไม่มีประชุม"),
    (MEETING, "ประชุม", "ประชุมแล้ว"), (MEETING, "ประชุมแล้ว 1 ครั้ง", Maybe("ประชุมแล้ว")), (MEETING, "ใช่ค่ะ", "ประชุมแล้ว"),
    (POSTED, "ลง", "ลงแล้ว"), (POSTED, "ได้ลง", "!choice_unclear"), (POSTED, "ยังไม่ลง", "ยังไม่ได้ลง"), (POSTED, "ไม่ลง", "ยังไม่ได้ลง"),
    (POSTED, "ยัง", "ยังไม่ได้ลง"), (POSTED, "ใช่ค่ะลงแล้ว", Maybe("ลงแล้ว")), (POSTED, "มี", "!choice_unclear"), (POSTED, "กำลังลง", "!choice_unclear"),
    (FULL, "มีทะเบียน", "!choice_unclear"), (FULL, "ทะเบียน", "!choice_unclear"), (FULL, "ไม่มีทะเบียน", "ยังไม่มีทะเบียน"),
    (HAS, "ทำ", "กำลังทำ"), (HAS, "มี", "มีแล้ว"), (HAS, "มีแล้ว", "มีแล้ว"), (HAS, "ไม่มี", "ยังไม่มี"), (HAS, "ยังไม่มีค่ะ", "ยังไม่มี"),
    (HAS, "มีแล้วครับ", "มีแล้ว"), (FOUND, "ไม่พบ", "ไม่พบ"), (FOUND, "พบ", "พบ"), (FOUND, "ไม่", "ไม่พบ"), (FOUND, "ใช่ค่ะ", "พบ"),
    (FOUND, "ไม่พบค่ะ", "ไม่พบ"), (FOUND, "ไม่ใช่", "ไม่พบ"), (FULL, "ครบ", "ครบ"), (FULL, "ครบค่ะ", "ครบ"),
    (FULL, "ครบแล้วค่ะ", Maybe("ครบ")), (FULL, "ยังไม่ครบ", "!choice_unclear"), (FULL, "เกือบครบแล้ว", Maybe("เกือบครบ")),
    (FULL, "ใช่", "!choice_unclear"), (OBJECTION, "ไม่มี", "ไม่มี"), (OBJECTION, "ไม่มีค่ะ", "ไม่มี"), (OBJECTION, "มี", "!choice_several"),
    (OBJECTION, "มีแก้แล้ว", "มี แก้แล้ว"), (OBJECTION, "กำลังแก้", "มี กำลังแก้"), (RULES, "ข้อบังคับ", "ข้อบังคับ"),
    (RULES, "ข้อบังคับค่ะ", "ข้อบังคับ"), (RULES, "มูลค่า", "มูลค่า"),
]  # fmt: skip

SEVERAL: list[tuple[Question, str, object]] = [
    (PLACES, "1,3", [_PLACES[0], _PLACES[2]]), (PLACES, "1 3", [_PLACES[0], _PLACES[2]]), (PLACES, "3,1", [_PLACES[0], _PLACES[2]]),
    (PLACES, "๑ และ ๓", [_PLACES[0], _PLACES[2]]), (PLACES, "๑และ๓", [_PLACES[0], _PLACES[2]]), (PLACES, "1-3", [*_PLACES[:3]]),
    (PLACES, "ข้อ 1, 2 ค่ะ", [*_PLACES[:2]]), (PLACES, "1 กับ 2", [*_PLACES[:2]]), (PLACES, "2", [_PLACES[1]]),
    (PLACES, "เลือกข้อ 1 ข้อ 2", [*_PLACES[:2]]), (PLACES, "1.2", [*_PLACES[:2]]), (PLACES, "1/2", [*_PLACES[:2]]),
    (PLACES, "เว็บไซต์ และ Facebook", [*_PLACES[:2]]), (PLACES, "เว็บไซต์และ facebook", [*_PLACES[:2]]),
    (PLACES, "เว็บไซต์, เฟซบุ๊ก, ไลน์", [*_PLACES[:3]]), (PLACES, "เว็บ เฟส ไลน์", [*_PLACES[:3]]), (PLACES, "LINE OA", ["LINE OA"]),
    (PLACES, "facebook line", [*_PLACES[1:3]]), (PLACES, "เว็บไซต์\nFacebook", [*_PLACES[:2]]), (PLACES, "เฟสบุ๊คค่ะ", ["Facebook"]),
    (PLACES, "1 เว็บไซต์, 2 Facebook", [*_PLACES[:2]]), (PLACES, "ทั้งหมด", [*_PLACES[:4]]), (PLACES, "ทุกช่องทางค่ะ", [*_PLACES[:4]]),
    (PLACES, "ไม่มี", []), (PLACES, "ไม่มีค่ะ", []), (PLACES, "-", []), (PLACES, "6", "!choice_number"), (PLACES, "1,9", "!choice_number"),
    (PLACES, "3-1", "!choice_number"), (PLACES, "13", "!choice_number"), (PLACES, "0", "!choice_number"), (PLACES, "", "!choices_unclear"),
    (PLACES, "เว็บไซต์, วิทยุชุมชน", Maybe([_PLACES[0], "วิทยุชุมชน"])), (PLACES, "วิทยุชุมชนค่ะ", Maybe(["วิทยุชุมชน"])),
    (PLACES, "ไม่ทราบ", "!choices_unclear"), (PLACES, "?", "!choices_unclear"), (PLACES, "1, 1, 2", [*_PLACES[:2]]),
    (PLACES, "1 ถึง 3", [*_PLACES[:3]]), (PLACES, "1~3", [*_PLACES[:3]]), (PLACES, "ข้อ 1 ถึงข้อ 3 ค่ะพี่", [*_PLACES[:3]]),
    (PLACES, "1.เว็บไซต์ 2.Facebook", [*_PLACES[:2]]), (PLACES, "1. เว็บไซต์ 2. Facebook", [*_PLACES[:2]]), (PLACES, "๑)เว็บไซต์ ๒)ไลน์", [_PLACES[0], _PLACES[2]]),
    (PLACES, "1&2", [*_PLACES[:2]]), (PLACES, "1️⃣ 2️⃣", [*_PLACES[:2]]), (PLACES, "ทุกอันค่ะ", [*_PLACES[:4]]), (PLACES, "ครบทุกข้อ", [*_PLACES[:4]]),
    (PLACES, "เว็บกับเฟส", [*_PLACES[:2]]), (PLACES, "เว็บไซต์เทศบาล/Facebook", [*_PLACES[:2]]), (PLACES, "ยกเว้น 3", "!choices_unclear"),
    (PLACES, "facebook เทศบาล", Maybe(["facebook เทศบาล"])), (PLACES, "ประกาศกับชาวบ้าน", Maybe(["ประกาศกับชาวบ้าน"])),
    (PLACES, "เสียงตามสาย", Maybe(["เสียงตามสาย"])), (PLACES, "123", "!choices_unclear"), (PLACES, "ยังไม่ได้เผยแพร่", "!choices_unclear"),
    (DOCS, "แผน", "!choice_several"), (DOCS, "แผนจัดซื้อ", ["แผนจัดซื้อจัดจ้าง"]), (DOCS, "งบการเงิน", ["รายรับ-รายจ่าย/งบการเงิน"]),
    (DOCS, "ไม่มี", "!choices_unclear"), (DOCS, "งบทดลอง", "!choices_unclear"), (DOCS, "แผนใช้จ่าย กับ งบการเงิน", [DOCS.choices[0], DOCS.choices[2]]),
]  # fmt: skip

LISTS: list[tuple[Question, str, object]] = [
    (NAMES, "คู่มือ ก\nคู่มือ ข", ["คู่มือ ก", "คู่มือ ข"]), (NAMES, "คู่มือ ก, คู่มือ ข", ["คู่มือ ก", "คู่มือ ข"]),
    (NAMES, "1. คู่มือ ก\n2. คู่มือ ข", ["คู่มือ ก", "คู่มือ ข"]), (NAMES, "๑) คู่มือ ก\n๒) คู่มือ ข", ["คู่มือ ก", "คู่มือ ข"]),
    (NAMES, "1. คู่มือ ก 2. คู่มือ ข", ["คู่มือ ก", "คู่มือ ข"]), (NAMES, "- ก\n- ข", ["ก", "ข"]), (NAMES, "-ก\n-ข", ["ก", "ข"]),
    (NAMES, "คู่มือ ก ค่ะ\nคู่มือ ข ค่ะ", ["คู่มือ ก", "คู่มือ ข"]), (NAMES, "ก\n\nก\nข", ["ก", "ข"]), (NAMES, "ข้อบังคับ", ["ข้อบังคับ"]),
    (NAMES, "ตรวจมูลค่า\nสถานะ", ["ตรวจมูลค่า", "สถานะ"]), (NAMES, "เทศบาลเมืองเลย", ["เทศบาลเมืองเลย"]),
    (NAMES, "งบ 1,200 บาท, งบ 500 บาท", ["งบ 1,200 บาท", "งบ 500 บาท"]), (NAMES, "1.5 ล้าน", ["1.5 ล้าน"]),
    (NAMES, "พ.ร.บ. 2558", ["พ.ร.บ. 2558"]), (NAMES, "ไม่มีค่ะพี่", []), (NAMES, "ยังไม่มีค่ะ", []), (NAMES, "• ก\n• ข", ["ก", "ข"]), (NAMES, "ไม่มี", []), (NAMES, "ไม่มีค่ะ", []), (NAMES, "-", []),
    (NAMES, "", "!list_empty"), (NAMES, ",,", "!list_empty"), (NAMES, "ก" * 4001, "!text_long"),
    (WORDS, "ประชุมแล้ว เมื่อวาน", "ประชุมแล้ว เมื่อวาน"), (WORDS, " ก\nข ", "ก\nข"), (WORDS, "ก" * 4000, "ก" * 4000),
    (WORDS, "ก" * 4001, "!text_long"), (WORDS, " ", "!text_empty"), (WORDS, "ไม่มี", Maybe("ไม่มี")), (WORDS, "-", Maybe("-")), (WORDS, "ไม่ทราบค่ะ", Maybe("ไม่ทราบ")), (PERHAPS, "ไม่มีค่ะ", ""),
    (WORDS, "ยังไม่ทราบ", Maybe("ยังไม่ทราบ")), (WORDS, "จำไม่ได้ครับ", Maybe("จำไม่ได้")), (PERHAPS, "ไม่ทราบค่ะ", Maybe("ไม่ทราบ")),
    (WORDS, "ไม่ทราบผู้ส่ง", "ไม่ทราบผู้ส่ง"), (WORDS, "บริษัท ก จำกัดค่ะ", "บริษัท ก จำกัด"), (WORDS, "ขนมค่ะ ขอบคุณค่ะ", "ขนม"),
    (WORDS, "ค่ะ", "ค่ะ"), (WORDS, "ตรวจมูลค่า", "ตรวจมูลค่า"), (WORDS, "ก" * 130 + "ค่ะ", "ก" * 130 + "ค่ะ"), (WORDS, "ก\nขค่ะ", "ก\nขค่ะ"),
    (ONLY_NAMES, "ยังไม่ทราบค่ะ", Maybe(["ยังไม่ทราบ"])), (ONLY_NAMES, "ไม่มีค่ะ", Maybe(["ไม่มี"])), (NAMES, "ไม่แน่ใจ", Maybe(["ไม่แน่ใจ"])),
    (NAMES, "พ.ร.บ.ควบคุมอาคาร พ.ศ. 2522, ฉบับที่ 2", ["พ.ร.บ.ควบคุมอาคาร พ.ศ. 2522, ฉบับที่ 2"]),
    (NAMES, "พ.ร.บ. ก, พ.ศ. 2522, (ฉบับที่ ๒) พ.ศ. 2535, ประกาศ ข", ["พ.ร.บ. ก, พ.ศ. 2522, (ฉบับที่ ๒) พ.ศ. 2535", "ประกาศ ข"]),
    (NAMES, "ประกาศ ก, ลงวันที่ 5 ต.ค. 68", ["ประกาศ ก, ลงวันที่ 5 ต.ค. 68"]), (NAMES, "ระเบียบ ก, ข้อ 3", Maybe(["ระเบียบ ก, ข้อ 3"])),
    (NAMES, "คู่มือ เล่ม 1, เล่ม 2", Maybe(["คู่มือ เล่ม 1", "เล่ม 2"])), (NAMES, "พ.ร.บ. ก ฉบับที่ 1, ฉบับที่ 2", Maybe(["พ.ร.บ. ก ฉบับที่ 1", "ฉบับที่ 2"])),
    (NAMES, "ข้อบังคับ ก, ข้อบังคับ ข", ["ข้อบังคับ ก", "ข้อบังคับ ข"]), (NAMES, "ก\nฉบับที่ 2", ["ก", "ฉบับที่ 2"]),
    (PERHAPS, "-", ""), (PERHAPS, "ไม่มีปัญหาเรื่องงบ", "ไม่มีปัญหาเรื่องงบ"),
]  # fmt: skip

DAYS: dict[str, object] = {
    "24 ต.ค. 68": "2025-10-24", "24 ต.ค. 2568": "2025-10-24", "๒๔/๑๐/๒๕๖๘": "2025-10-24", "24 ตุลาคม 2568": "2025-10-24",
    "2025-10-24": "2025-10-24", "2568-10-24": "2025-10-24", "24/10/68": "2025-10-24", "24/10/2025": "2025-10-24",
    "24-10-2568": "2025-10-24", "24.10.2568": "2025-10-24", "24 10 2568": "2025-10-24", "24ต.ค.68": "2025-10-24",
    "24 ต. ค. 68": "2025-10-24", "24 ตค 68": "2025-10-24", "24 ต.ค 68": "2025-10-24", "๒๔ ตุลาคม ๒๕๖๘ ค่ะ": "2025-10-24",
    "วันที่ 24 ตุลาคม 2568": "2025-10-24", "เมื่อวันที่ 24 ต.ค. 68": "2025-10-24", "24 เดือนตุลาคม พ.ศ. 2568": "2025-10-24",
    "24 ตุลาคม พ.ศ. 2568": "2025-10-24", "24 ตุลาคม ค.ศ. 2025": "2025-10-24", "24 ตุลา 68": "2025-10-24", "24 Oct 2025": "2025-10-24",
    "24 October 2568": "2025-10-24", "ลงวันที่ 1 มกราคม 2567": "2024-01-01", "วันศุกร์ที่ 24 ตุลาคม 2568": "2025-10-24",
    "29 ก.พ. 2567": "2024-02-29", "5 ก.ย. 68": "2025-09-05", "9 พฤศจิกา 67": "2024-11-09", "1/1/67": Maybe("2024-01-01"), "1 ต.ค. 67": "2024-10-01", "30 ก.ย. 67": Maybe("2024-09-30"), "24/10/40": Maybe("1997-10-24"),
    "24/10/69": Maybe("2026-10-24"), "6 พ.ย. 68": Maybe("2025-11-06"), "5 พ.ย. 68": "2025-11-05", "5 พฤษจิกายน 2568": "2025-11-05",
    "วันนี้": "2025-11-05", "วันนี้ค่ะ": "2025-11-05", "เมื่อวาน": "2025-11-04", "เมื่อวานนี้ครับ": "2025-11-04", "today": "2025-11-05",
    "เมื่อวานซืน": "2025-11-03", "พรุ่งนี้": Maybe("2025-11-06"), "วานซืน": "2025-11-03", "วานซืนค่ะ": "2025-11-03",
    "24-ต.ค.-68": "2025-10-24", "ศุกร์ที่ 24 ต.ค. 68": "2025-10-24", "24 ต.ค. 68 เวลา 09.00 น.": "2025-10-24", "24 ต.ค. 68 09:00": "2025-10-24",
    "เมือวาน": "2025-11-04", "24 ต.ค. 68 ค่ะพี่ 🙏": "2025-10-24", "เมื่อเช้านี้": Maybe("2025-11-05"), "สองวันก่อน": Maybe("2025-11-03"),
    "241068": Maybe("2025-10-24"), "24102568": Maybe("2025-10-24"), "321068": "!date_unreadable", "สิ้นเดือน": "!date_unreadable",
    "เดือนที่แล้ว": "!date_unreadable", "1-3 พ.ย. 68": "!date_unreadable", "24 นี้": "!date_unreadable", "ยังไม่ได้ประกาศ": "!date_unreadable",
    "24 ตุลาคม": Maybe("2025-10-24"), "24/10": Maybe("2025-10-24"), "24 ธันวาคม": Maybe("2024-12-24"), "24/10/25": Maybe("2025-10-24"),
    "วันจันทร์ที่ 24 ตุลาคม 2568": Maybe("2025-10-24"), "จันทร์ที่แล้ว": Maybe("2025-11-03"), "วันพุธที่แล้ว": Maybe("2025-10-29"),
    "3 วันก่อน": Maybe("2025-11-02"), "24/10/2538": Maybe("1995-10-24"), "24 ต.ค. 2580": Maybe("2037-10-24"),
    "24 ตุลาคม ค.ศ. 2568": Maybe("2025-10-24"), "24/10/5268": Maybe("4725-10-24"),
    "31/2/2568": "!date_impossible", "29 ก.พ. 2568": "!date_impossible", "10/24/2025": "!date_impossible", "0/1/2568": "!date_impossible",
    "32 ต.ค. 2568": "!date_impossible", "24/13/2568": "!date_impossible", "ขึ้น 15 ค่ำ เดือน 12": "!date_moon", "แรม 8 ค่ำ": "!date_moon",
    "ข้างขึ้น": "!date_moon", "24": "!date_unreadable", "ต.ค. 2568": "!date_unreadable", "เร็ว ๆ นี้": "!date_unreadable",
    "จำไม่ได้": "!date_unreadable", "อาทิตย์ที่แล้ว": "!date_unreadable", "": "!date_unreadable", "24 ตุลาคน 2568": "!date_unreadable",
    "24/10/256": "!date_unreadable", "วันที่ 32": "!date_unreadable",
}  # fmt: skip

LINKS: dict[str, object] = {
    "https://www.takbai.go.th/manual": "https://www.takbai.go.th/manual", "www.takbai.go.th": "https://www.takbai.go.th",
    "takbai.go.th/manual?id=5": "https://takbai.go.th/manual?id=5", "HTTP://Takbai.go.th/A": "http://takbai.go.th/A",
    "https://takbai.go.th/คู่มือ": "https://takbai.go.th/คู่มือ", "https://เทศบาล.ไทย": "https://เทศบาล.ไทย",
    "https://takbai.go.th/สถานะ": "https://takbai.go.th/สถานะ", "https://takbai.go.th:8443/x": "https://takbai.go.th:8443/x",
    "https://takbai.go.th/a.pdf": "https://takbai.go.th/a.pdf", "https://takbai.go.th ค่ะ": "https://takbai.go.th",
    "https://drive.google.com/file/d/1a/view?usp=sharing": "https://drive.google.com/file/d/1a/view?usp=sharing",
    "เว็บ www.takbai.go.th": Maybe("https://www.takbai.go.th"), "ลิงก์: https://a.go.th/1": Maybe("https://a.go.th/1"),
    "https://a.go.th https://b.go.th": "!url_unclear", "test@takbai.go.th": "!url_unclear", "ftp://takbai.go.th": "!url_unclear",
    "javascript:alert(1)": "!url_unclear", "http://localhost/x": "!url_unclear", "http://10.0.0.1/x": "!url_unclear",
    "https://user:pass@takbai.go.th": "!url_unclear", "mailto:a@b.co": "!url_unclear", "ยังไม่มี": "!url_unclear", "": "!url_unclear",
    "คู่มือ.pdf": "!url_unclear", "2.5": "!url_unclear", "เว็บเทศบาล": "!url_unclear", "https://": "!url_unclear",
    "javascript:a.go.th": "!url_unclear", "https://a.go.th/" + "x" * 1000: "!url_unclear",
}  # fmt: skip


def _cases() -> Iterator[tuple[Question, str, object]]:
    yield from ((COUNT, text, meant) for text, meant in NUMBERS.items())
    yield from (*OTHER_NUMBERS, *CHOICES, *SEVERAL, *LISTS)
    yield from ((DAY, text, meant) for text, meant in DAYS.items())
    yield from ((LINK, text, meant) for text, meant in LINKS.items())
    yield PROOF, "https://a.go.th/x", {"url": "https://a.go.th/x"}
    yield PROOF, "ดูที่ www.a.go.th/x นะคะ", {"url": "https://www.a.go.th/x"}
    yield PROOF, "ส่งแล้วทางเมล", "!evidence_unclear"


CASES = list(_cases())


@pytest.mark.parametrize(("question", "text", "meant"), CASES, ids=[f"{q.kind}: {t[:40]!r}" for q, t, _ in CASES])
def test_an_answer_is_read_the_thai_way(question: Question, text: str, meant: object) -> None:
    reading = KINDS[question.kind].read(question, clean(text), TODAY)
    match reading:
        case Unclear(sentence, values):
            assert f"!{sentence}" == meant
            assert CATALOGUES["th"][sentence].format_map(dict(values))
        case Confirm(value):
            assert isinstance(meant, Maybe), f"asked back as {value!r}"
            assert value == meant.value
        case _:
            assert reading.value == meant
            assert type(reading.value) is type(meant)
            shown = [reading.value] if question.kind == "evidence" else reading.value
            assert KINDS[question.kind].show(question, shown, "th") != "" or meant in ("", [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("เเผนงาน", "แผนงาน"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("ท่ี", "ที่"),
        ("1\u200b20\ufeff", "120"),
        ("ก\x00ข\u202eค", "กขค"),
        ("ก\r\nข", "ก\nข"),
        ("\ud800", "\ufffd"),
        ("ทำ", "ทำ"),
        ("👍🏽", "👍🏽"),
    ],
)
def test_text_is_cleaned_on_the_way_in(typed: str, kept: str) -> None:
    assert clean(typed) == kept
    assert clean(kept) == kept


@pytest.mark.parametrize("question", [COUNT, STATUS, PLACES, NAMES, WORDS, DAY, LINK, PROOF], ids=lambda q: q.kind)
@pytest.mark.parametrize(
    "text",
    ["ก" * 5000, "1" * 5000, "a." * 2500, "1 " * 2500, "ค่ะ" * 1700, "ก" + " " * 4998 + "ข", "สิบ" * 1600, "ล้าน" * 1250],
)
@pytest.mark.timeout(20)
def test_no_text_keeps_the_bot_busy_for_ever(question: Question, text: str) -> None:
    """A pattern that tries every way to part a text would hang here."""
    assert isinstance(KINDS[question.kind].read(question, text, TODAY), Understood | Confirm | Unclear)


TYPED = st.lists(
    st.one_of(
        st.sampled_from(
            "ครั้ง เรื่อง ประมาณ กว่า ไม่มี ไม่ ยัง และ กับ ข้อ สิบ ร้อย ล้าน หนึ่ง เอ็ด ครึ่ง ต.ค. ตุลาคม วันที่ พ.ศ. เมื่อวาน ค่ะ ๆ".split()
        ),
        st.sampled_from(
            [
                " ",
                ",",
                ".",
                "/",
                "-",
                "%",
                "\n",
                "(",
                "1",
                "0",
                "๑",
                "24",
                "10",
                "2568",
                "68",
                "www.",
                "a.go.th",
                "https://",
            ]
        ),
        st.text(max_size=3),
    ),
    max_size=8,
).map("".join)


@given(TYPED, st.sampled_from([COUNT, BAHT, PERCENT, STATUS, FOUND, PLACES, DOCS, NAMES, WORDS, DAY, LINK, PROOF]))
@example("๑" * 400, BAHT)
@example("ล้านล้าน", COUNT)
@example("9999-12-31", DAY)
@example("31/12/9999", DAY)
def test_whatever_is_typed_is_read_without_a_fault_and_as_it_is_shown(text: str, question: Question) -> None:
    kind, cleaned = KINDS[question.kind], clean(text)
    reading = kind.read(question, cleaned, TODAY)
    if isinstance(reading, Unclear):
        assert CATALOGUES["th"][reading.sentence].format_map(dict(reading.values))
        return
    if question.kind == "number":
        assert reading.value >= 0
    if question.kind in ("number", "choice", "date", "url"):
        again = kind.read(question, kind.show(question, reading.value, "th"), TODAY)
        assert isinstance(again, Understood | Confirm)
        assert again.value == reading.value


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(CASES) >= 200
    assert {question.kind for question, _, _ in CASES} == set(KINDS)
