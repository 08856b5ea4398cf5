"""The few words that mean something in every question: back, skip, the same again, done, send, edit."""

import re

ACTIONS = {
    "back": ("ย้อนกลับ", "กลับ", "ย้อน", "ข้อก่อน", "back"),
    "skip": ("ข้าม", "ข้ามไปก่อน", "ข้ามข้อนี้", "skip"),
    "same": ("เหมือนเดิม", "เหมือนเดือนก่อน", "เท่าเดิม", "same"),
    "not_applicable": ("ไม่เกี่ยวกับกองเรา", "ไม่เกี่ยวกับกอง", "ไม่เกี่ยวข้อง", "not applicable", "n/a"),
    "done": ("เสร็จ", "เสร็จแล้ว", "ครบแล้ว", "หมดแล้ว", "done"),
    "send": ("ส่งเลย", "ส่ง", "ส่งได้เลย", "ยืนยันส่ง", "send"),
    "cancel": ("ยกเลิก", "พัก", "พักไว้ก่อน", "หยุด", "cancel", "stop"),
}
"""Action → the words that ask for it. They are taken before the question reads the text, except where a choice of the
question has the same words."""

_POLITE = re.compile(r"\s*(นะ|ค่ะ|คะ|ครับ|จ้า|จ้ะ|จ๊ะ|ฮะ)+$")
_EDIT = re.compile(r"(?:แก้ไข|แก้|edit)\s*(?:ข้อ(?:ที่)?)?\s*([0-9๐-๙]{1,3})")
_NAMED = {word: action for action, words in ACTIONS.items() for word in words}


def action_heard(text: str) -> str | None:
    """The action that `text` asks for, or None: "ข้ามค่ะ" → "skip", "แก้ข้อ 2" → "e2"."""
    words = _POLITE.sub("", text.strip().lower().lstrip("/")).strip()
    if edit := _EDIT.fullmatch(words):
        return f"e{int(edit.group(1))}"
    return _NAMED.get(words)
