"""Endings that are manners and no content, and the many ways to say yes and no."""

import re

_ENDING = r"(?:น่ะ|นะ|น่า|ค่ะ|คะ|ค่า|คับ|ครับ|ครับผม|คร้าบ|จ้า|จ้ะ|จ๊ะ|จ้าา|ฮะ|ฮับ|เลย|แหละ|please)"
_THANKS = r"(?:ขอบคุณ(?:มาก)?|ขอบใจ|thanks?|thank you)"
_POLITE = re.compile(rf"(?:[\s.!~ๆ]*(?:{_ENDING}|{_THANKS}))+[\s.!~]*$", re.IGNORECASE)

YES = frozenset(["ใช่", "ใช่แล้ว", "ถูก", "ถูกต้อง", "ถูกแล้ว", "ตกลง", "โอเค", "โอเช", "ok", "okay", "yes", "y", "yep", "อือ", "อืม", "อื้อ", "ได้", "เอา", "ยืนยัน", "จริง", "ใช้"])
NO = frozenset(["ไม่", "ไม่ใช่", "ไม่ถูก", "ผิด", "ผิดแล้ว", "ไม่เอา", "ไม่ตกลง", "no", "n", "nope", "ไม่จริง", "เปล่า"])


def without_polite_ending(text: str) -> str:
    """`text` without its polite endings and thanks: "5 เรื่องค่ะ ขอบคุณค่ะ" → "5 เรื่อง". Never leaves nothing."""
    stripped = text.strip()
    short = _POLITE.sub("", stripped).strip()
    return short or stripped


def yes_or_no(text: str) -> bool | None:
    """True for yes, False for no, None for anything else."""
    word = without_polite_ending(text).lower()
    return True if word in YES else False if word in NO else None
