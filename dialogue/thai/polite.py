"""Endings that are manners and no content, and the many ways to say yes, no and none."""

import re

_ENDING = (
    r"(?:น่ะ|นะ|น่า|ค่ะ+|คะ|ค๊ะ|ค้ะ|ค่า+|คร่า+|คับ|งับ|ครับ|ครับผม|คร[้๊]าบ+|จ้า+|จร้า+|จ้ะ|จ๊ะ|ฮะ|ฮับ|เลย|แหละ|please"
    r"|(?:ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ)\s*(?:พี่|น้อง))"
)
_THANKS = r"(?:ขอบคุณ(?:มาก)?|ขอบใจ|thanks?|thank you)"
_PICTURES = "[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]|\\^_*\\^"
"""🙏 👍 😊 ^^ after an answer."""
_POLITE = re.compile(rf"(?:[\s.!~ๆ]*(?:{_ENDING}|{_THANKS}|{_PICTURES}))+[\s.!~]*$", re.IGNORECASE)
_COURTESY = re.compile(r"(?:\s*(?:ขอบคุณ(?:มาก)?)?(?:นะ)?(?:ค่ะ+|ค๊ะ|ค้ะ|ครับผม|ครับ|(?<=นะ)คะ))+[\s.!~]*$")
_NONE = re.compile(r"(?:ยัง)?ไม่มี(?:เลย|อะไร)*|none|-")
_UNKNOWN = re.compile(
    r"(?:ยัง)?ไม่(?:ค่อย)?(?:ทราบ|รู้|แน่ใจ|มั่นใจ)(?:เลย|เหมือนกัน|เช่นกัน)*|จำไม่(?:ค่อย)?ได้|ไม่มีข้อมูล"
    r"|(?:i )?do(?:n't| not) know|unknown|not sure"
)
_LONGEST = 80
"""Characters: no ending is longer, and looking no further back keeps a long text quick."""

_IDLE = " .!~ๆ"
_COURTEOUS = frozenset("ค่ะ คะ ค่า ครับ คับ ครับผม จ้า จ้ะ".split())
YES = frozenset(
    "ใช่ ใช่แล้ว ถูก ถูกต้อง ถูกแล้ว ตกลง โอเค โอเช ok okay yes y yep อือ อืม อื้อ ได้ เอา ยืนยัน จริง ใช้ ช่าย แน่นอน ชัวร์ เค ถูกต้องแล้ว ไช่ ใช".split()
)
NO = frozenset("ไม่ ไม่ใช่ ไม่ถูก ไม่ถูกต้อง ผิด ผิดแล้ว ไม่เอา ไม่ตกลง no n nope ไม่จริง เปล่า ไม่ไช่ ไม่ใช ม่าย".split())


def without_polite_ending(text: str) -> str:
    """`text` without its polite endings and thanks: "5 เรื่องค่ะ ขอบคุณค่ะ" → "5 เรื่อง". Never leaves nothing.

    For words to be recognised, not for words to be kept: "ข้อบังคับ" and "มูลค่า" lose their ends as well.
    """
    return _without(_POLITE, text)


def without_courtesy(text: str) -> str:
    """`text` without ค่ะ, ครับ, นะคะ, which end no other word: for words that are kept and printed."""
    return _without(_COURTESY, text)


def _without(ending: re.Pattern[str], text: str) -> str:
    stripped = text.strip()
    body, end = stripped[:-_LONGEST], stripped[-_LONGEST:]
    return (body + ending.sub("", end)).strip() or stripped


def yes_or_no(text: str, *, asked: bool = False) -> bool | None:
    """True for yes, False for no, None for anything else. To a question that was just `asked`, ค่ะ alone is a yes."""
    if asked and text.strip(_IDLE) in _COURTEOUS:
        return True
    word = without_polite_ending(text).lower().strip(_IDLE)
    return True if word in YES else False if word in NO else None


def says_none(text: str) -> bool:
    """Whether `text` says that there is nothing: "ไม่มีค่ะ", "-"."""
    return _NONE.fullmatch(without_polite_ending(text).lower()) is not None


def says_unknown(text: str) -> bool:
    """Whether `text` says nothing but that its writer does not know: "ยังไม่ทราบค่ะ"."""
    return _UNKNOWN.fullmatch(without_polite_ending(text).lower()) is not None
