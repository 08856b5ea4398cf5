"""จำนวน: ๑๒๐, "120 ครั้ง", สองหมื่นห้าพัน, ไม่มี."""

import re
from datetime import date
from decimal import Decimal

from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.digits import arabic_digits, grouped
from dialogue.thai.numbers import number_in_words
from dialogue.thai.polite import without_polite_ending

_NONE = re.compile(r"(?:ยัง)?ไม่(?:มี|เคยมี|พบ|ได้รับ)(?:เลย|ซักครั้ง|สักครั้ง|ใคร|อะไร)*|none|no|nil|zero")
_LEAD = re.compile(
    r"^(?:ตอนนี้|เดือนนี้|ปีนี้|ทั้งหมด|ทั้งสิ้น|รวมทั้งปี|รวมทั้งหมด|รวมเป็น|รวม|มีอยู่|มี|ได้|จำนวน|ยอด|คือ|แค่|เพียง|ร้อยละ(?=\s*[0-9])|=|:)\s*"
)
_ABOUT = re.compile(
    r"^(?:ประมาณ|ราว\s*ๆ|ราวๆ|ราว|สัก|ซัก|น่าจะ|เกือบ|กว่า|~|≈|about)\s*|\s*(?:กว่า\s*ๆ|กว่าๆ|กว่า|นิด\s*ๆ|โดยประมาณ|\+)(?=\D*$)"
)
_DIGITS = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_LOOSE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_FAIR_UNIT = re.compile(r"[^\d\W][^\d]{0,30}|%")
_LONGEST = 12
"""Digits; a longer number is a telephone or an account."""


def read(question: Question, text: str, today: date) -> Reading:
    words = arabic_digits(without_polite_ending(text)).strip().lower()
    if _NONE.fullmatch(words) or (question.unit and _NONE.fullmatch(words.removesuffix(question.unit).strip())):
        return _checked(question, Decimal(0), True)
    if words in ("-", "–", "o", "ว่าง"):
        return _checked(question, Decimal(0), False)
    while lead := _LEAD.match(words):
        words = words[lead.end() :]
    plain = _ABOUT.sub("", words).strip()
    about = plain != words
    found = _number(question, plain)
    if found is None:
        return Unclear("number_unclear", (("example", f"12 {question.unit}".strip()),))
    number, certain = found
    return _checked(question, number, certain and not about)


def _number(question: Question, words: str) -> tuple[Decimal, bool] | None:
    """(number, certain) where `words` is one number with at most a unit after it."""
    body, certain = words, True
    unit = question.unit.lower()
    if unit and body.startswith(unit) and unit == "ร้อยละ":
        body = body.removeprefix(unit).strip()
    if body.endswith("%"):
        body, certain = body.removesuffix("%").strip(), unit in ("ร้อยละ", "%")
    elif unit and body.endswith(unit):
        body = body.removesuffix(unit).strip()
    if (spelt := number_in_words(body)) is not None:
        return spelt[0], certain and spelt[1]
    if whole := _DIGITS.fullmatch(body):
        digits = whole.group(1).replace(",", "")
        return (Decimal(digits + (whole.group(2) or "")), certain) if len(digits) <= _LONGEST else None
    return _with_other_unit(body)


def _with_other_unit(body: str) -> tuple[Decimal, bool] | None:
    """A number and words that are not its unit: likely, so it is asked back."""
    loose = _LOOSE.match(body)
    if loose is None:
        return None
    digits = loose.group().replace(",", "")
    rest = body[loose.end() :].strip()
    if len(digits) > _LONGEST or not (rest == "" or _FAIR_UNIT.fullmatch(rest)) or re.match(r"e\b|ครึ่ง|กับ|และ|ถึง", rest):
        return None
    if rest and number_in_words(rest.split()[0]) is not None:
        return None
    return Decimal(digits), False


def _checked(question: Question, number: Decimal, certain: bool) -> Reading:
    """`number` inside what the question allows, or why not."""
    if question.integer and number != number.to_integral_value():
        return Unclear("number_whole", (("value", grouped(number)),))
    if question.min is not None and number < Decimal(str(question.min)):
        return Unclear("number_small", (("min", grouped(question.min)),))
    if question.max is not None and number > Decimal(str(question.max)):
        return Unclear("number_large", (("max", grouped(question.max)),))
    value = int(number) if number == number.to_integral_value() else float(number)
    return Understood(value) if certain else Confirm(value, show(question, value, "th"))


def show(question: Question, value: Value, language: str) -> str:
    """ "120 ครั้ง", "ร้อยละ 91.8"."""
    if question.unit == "ร้อยละ":
        return f"ร้อยละ {grouped(value)}"
    return f"{grouped(value)} {question.unit}".strip()
