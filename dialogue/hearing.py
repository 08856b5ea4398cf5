"""The few words that mean something in every question: back, skip, the same again, done, send, cancel, edit."""

import re

from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending
from dialogue.words import CATALOGUES

ACTIONS = {
    "back": (
        "ย้อนกลับ", "กลับ", "ย้อน", "ข้อก่อน", "ข้อก่อนหน้า", "ข้อที่แล้ว", "กลับไปข้อก่อน", "กลับข้อก่อน", "พิมพ์ผิด", "ตอบผิด", "back",
    ),
    "skip": ("ข้าม", "ข้ามไปก่อน", "ข้ามข้อนี้", "ขอข้าม", "ขอข้ามก่อน", "skip"),
    "same": (
        "เหมือนเดิม", "เหมือนเดือนก่อน", "เหมือนเดือนที่แล้ว", "เหมือนครั้งก่อน", "เหมือนครั้งที่แล้ว", "เหมือนไตรมาสก่อน", "เหมือนปีก่อน",
        "เหมือนปีที่แล้ว", "เท่าเดิม", "คงเดิม", "ไม่เปลี่ยน", "ไม่เปลี่ยนแปลง", "same",
    ),
    "not_applicable": (
        "ไม่เกี่ยวกับกองเรา", "ไม่เกี่ยวกับกอง", "ไม่เกี่ยวกับกองนี้", "ไม่เกี่ยวกับเรา", "กองเราไม่เกี่ยว", "ไม่เกี่ยวข้อง", "not applicable", "n/a",
    ),
    "unchanged": (
        "0 ทุกข้อ", "0ทุกข้อ", "ศูนย์ทุกข้อ", "ไม่มีทุกข้อ", "เหมือนเดิมทุกข้อ", "ทุกข้อเหมือนเดิม", "เหมือนเดิมหมด", "ไม่มีอะไรเปลี่ยน",
        "ไม่มีอะไรเปลี่ยนแปลง", "ไม่มีการเปลี่ยนแปลง", "ไม่มีอะไรใหม่", "all 0", "all zero", "nothing new", "no change",
    ),
    "done": (
        "เสร็จ", "เสร็จแล้ว", "เสร็จละ", "เสร็จล่ะ", "เสร็จแล้วล่ะ", "เสดแล้ว", "ครบแล้ว", "หมดแล้ว", "แค่นี้", "แค่นี้ก่อน", "พอแล้ว", "จบ", "done",
    ),
    "anew": ("ส่งใหม่", "ส่งใหม่หมด", "เริ่มส่งใหม่", "เอาออก", "เอาออกทั้งหมด", "ลบรูป", "ส่งผิด", "ผิดรูป", "ผิดไฟล์", "remove", "anew"),
    "send": ("ส่งเลย", "ส่ง", "ส่งได้", "ส่งได้เลย", "ยืนยันส่ง", "ส่งรายงาน", "send"),
    "cancel": (
        "ยกเลิก", "พัก", "พักก่อน", "พักไว้ก่อน", "หยุด", "หยุดก่อน", "ไว้ก่อน", "รอก่อน", "เดี๋ยวก่อน", "เดี๋ยวมาตอบ", "เดี๋ยวมาทำต่อ",
        "เดี๋ยวทำต่อ", "ยังไม่ว่าง", "cancel", "stop",
    ),
}  # fmt: skip
"""Action → the words that ask for it, besides the words on its button. Where the action can be taken they are taken
before the question reads the text, except where a choice of the question has the same words."""

_EDIT = re.compile(
    r"(?:ขอ)?(?:(?:แก้ไข|แก้|เปลี่ยน|แนบ|edit|attach)\s*)?(?:ข้อ(?:ที่)?\s*)?([0-9]{1,3})(?:\s*(?:เป็น|ผิด)?|[\s.)].*)",
    re.DOTALL,
)
_CHANGE = re.compile(r"(?:ขอ)?(?:กลับไป)?(?:แก้ไข|แก้|เปลี่ยน|edit|change)\s*(?:ข้อ(?:ที่)?|question)\s*([0-9]{1,3})")
_NAMED = {word: action for action, words in ACTIONS.items() for word in words} | {
    catalogue[action].lower(): action for action in ACTIONS for catalogue in CATALOGUES.values() if action in catalogue
}


def action_heard(text: str) -> str | None:
    """The action that `text` asks for, or None: "ข้ามค่ะ" → "skip"."""
    words = arabic_digits(text).strip().lower().lstrip("/")
    return _NAMED.get(words) or _NAMED.get(without_polite_ending(words))


def line_heard(text: str) -> int | None:
    """The line of the review card that `text` wants to change, from 1: "แก้ข้อ ๒" and "2" → 2."""
    found = _EDIT.fullmatch(arabic_digits(without_polite_ending(text)).lower())
    return int(found.group(1)) if found else None


def change_heard(text: str) -> int | None:
    """The number of the question that `text`, said at another one, wants to change: "ขอแก้ข้อ 2 ค่ะ" → 2. These words must
    be all of it: "แก้ข้อ 2 ให้ชัดขึ้น" may be an answer."""
    found = _CHANGE.fullmatch(arabic_digits(without_polite_ending(text)).lower())
    return int(found.group(1)) if found else None
