"""จำนวน: ๑๒๐, "120 ครั้ง", สองหมื่นห้าพัน, ไม่มี."""

import re
from datetime import date
from decimal import Decimal

from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.digits import arabic_digits, grouped
from dialogue.thai.numbers import number_in_words
from dialogue.thai.polite import without_polite_ending

PERCENT = "ร้อยละ"
BAHT = "บาท"
_NONE = re.compile(
    r"(?:ยัง)?ไม่(?:มี|เคยมี|พบ|ได้รับ)(?:เลย|ซักครั้ง|สักครั้ง|ใคร|อะไร)*(?:\s*\(\s*0\s*\))?|none(?:\s*\(0\))?|no|nil|zero"
)
_NO_SUCH = re.compile(
    r"(?:ยัง)?ไม่(?:มี|ได้(?=ทำ|จัด|ยืม|ใช้|รับ|ซื้อ|เพิ่ม|ปรับปรุง|ประชุม)|เคย|ใช้)"
    r"(?!.*(?:ข้อมูล|เวลา|แน่|หรือ|เกิน|ถึง|ครบ|[0-9?])).{1,40}"
)
"""ไม่มีการยืม, ไม่ได้จัดซื้อ: most likely 0, so it is asked back; ไม่มีข้อมูล is no number at all."""
_LEAD = re.compile(
    r"^(?:ตอบว่า|ตอบ|ข้อนี้|ตอนนี้|เดือนนี้|ปีนี้|ทั้งเดือน|ทั้งปี|ทั้งหมด|ทั้งสิ้น|รวมทั้งปี|รวมทั้งหมด|รวมเป็นเงิน|รวมเป็น|รวม(?!\s*ๆ)|มีอยู่|มี|ได้|จำนวน"
    r"|ยอด|คือ|แค่|เพียง|=|:)\s*"
)
_ABOUT = re.compile(
    r"^(?:(?:ถ้าจำไม่ผิด|ไม่แน่ใจ|คิดว่า|ประมา[ณน]|ปรมาณ|ราว\s*ๆ|ราว|รวม\s*ๆ(?:\s*แล้ว)?|สัก|ซัก|น่าจะ|เกือบ|กว่า|~|≈|about)\s*)+"
    r"|\s*(?:กว่า\s*ๆ|กว่า|นิด\s*ๆ|ต้น\s*ๆ|โดยประมาณ|มั้ง|\+|\?)(?=\D*$)"
)
_EXACTLY = re.compile(r"\s*(?:ถ้วน|พอดี|\.-+|\.(?=\s|$))(?=\D*$)")
_MINUS = re.compile(r"^(?:[-−–](?=[0-9])|(?:ติด)?ลบ\s*)")
_PER_CENT = re.compile(r"\s*(?:%|เปอร์เซ็นต์|เปอร์เซนต์|เปอร์เซ็น|percent)$")
_DIGITS = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_LOOSE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_FAIR_UNIT = re.compile(
    r"(?!.*(?:ครึ่ง|หรือ|ถึง))(?!e\b|[ol]|[km]\b|โหล|คู่|จุด|กับ|และ|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)[^\d\W][^\d?]{0,30}"
)
_COUNTED = re.compile(r"(.+?)\s*(?:ครั้ง|รอบ|หน|คน|ราย|รายการ|เรื่อง|ฉบับ|เล่ม|ชิ้น|อัน|ชุด|โครงการ|สัญญา|เครื่อง|คัน|แห่ง|ข้อ)")
_THOUSANDS = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([km])")
_LETTER_O = re.compile(r"[0-9][0-9o]*o[0-9o]*")
_POINT = re.compile(r"([0-9])\s?จุด\s?([0-9])")
_TWICE = re.compile(r"([^()]+)\(([^()]+)\)\s*([^()0-9]*)")
"""As documents write a number: ๒๐ (ยี่สิบ) ครั้ง."""
_LONGEST = 12
"""Digits; a longer number is a telephone or an account."""
_LARGEST = 10**_LONGEST - 1


def read(question: Question, text: str, today: date) -> Reading:
    words = " ".join(arabic_digits(without_polite_ending(text)).lower().split())
    while lead := _LEAD.match(words):
        words = words[lead.end() :]
    if _NONE.fullmatch(words) or (question.unit and _NONE.fullmatch(words.removesuffix(question.unit.lower()).strip())):
        return _checked(question, Decimal(0), True)
    if words in ("-", "–", "o", "ว่าง") or _NO_SUCH.fullmatch(words):
        return _checked(question, Decimal(0), False)
    if (twice := _TWICE.fullmatch(words)) and (both := _twice(question, *twice.groups())):
        return _checked(question, both, True)
    minus = _MINUS.match(words)
    words = words[minus.end() :] if minus else words
    plain = _ABOUT.sub("", words).strip()
    found = _number(question, _EXACTLY.sub("", plain).strip())
    if found is None:
        unit = "" if question.unit == PERCENT else question.unit  # it stands before its number
        return Unclear("number_unclear", (("example", f"12 {unit}".strip()),))
    number, certain = found
    return _checked(question, -number if minus else number, certain and plain == words and not minus)


def _twice(question: Question, first: str, second: str, unit: str) -> Decimal | None:
    """The number that is written in digits and, in brackets, in words; None where the two do not agree."""
    one, other = (_number(question, f"{_EXACTLY.sub('', words).strip()}{unit}") for words in (first, second))
    return one[0] if one and other and one == other and one[1] else None


def _number(question: Question, words: str) -> tuple[Decimal, bool] | None:
    """(number, certain) where `words` is one number with at most a unit after it."""
    words = _POINT.sub(r"\1.\2", words)
    body, certain, unit = words, True, question.unit.lower()
    if unit == BAHT:
        body = body.removeprefix("฿").removesuffix("฿").strip()
        body = body.removesuffix(".").removesuffix("บ").strip() if body.endswith(("บ", "บ.")) else body
    if body.startswith(PERCENT) or _PER_CENT.search(body):
        body = _PER_CENT.sub("", body.removeprefix(PERCENT)).strip()
        certain = unit in (PERCENT, "%")
    elif unit:
        body = body.removesuffix(unit).strip()
        if words in (f"{unit}เดียว", f"{unit}หนึ่ง", f"{unit}นึง"):
            return Decimal(1), True
    if (spelt := number_in_words(body)) is not None:
        return spelt[0], certain and spelt[1]
    whole = _DIGITS.fullmatch(body)
    if whole is None:
        return _with_other_unit(body)
    digits, fraction = whole.group(1).replace(",", ""), whole.group(2) or ""
    if len(fraction) > _LONGEST:
        return None
    # 0812345678 may be a telephone, and 1.200 twelve hundred: such are asked back.
    odd = (len(digits) > 1 and digits.startswith("0")) or (len(fraction) == 4 and digits != "0")
    return Decimal(digits + fraction), certain and not odd


def _with_other_unit(body: str) -> tuple[Decimal, bool] | None:
    """A number and words that are not its unit, or letters that stand for digits: likely, so it is asked back."""
    if (short := _THOUSANDS.fullmatch(body)) and len(short.group(1)) <= _LONGEST:
        return Decimal(short.group(1)) * (1_000 if short.group(2) == "k" else 1_000_000), False
    if _LETTER_O.fullmatch(body) and len(body) <= _LONGEST:
        return Decimal(body.replace("o", "0")), False
    if (counted := _COUNTED.fullmatch(body)) and (spelt := number_in_words(counted.group(1))):
        return spelt[0], False
    loose = _LOOSE.match(body)
    if loose is None:
        return None
    digits, rest = loose.group().replace(",", ""), body[loose.end() :].strip()
    if rest and not _FAIR_UNIT.fullmatch(rest):
        return None
    return Decimal(digits), False


def _checked(question: Question, number: Decimal, certain: bool) -> Reading:
    """`number` inside what the question allows, or why not."""
    if question.integer and number != number.to_integral_value():
        return Unclear("number_whole", (("value", grouped(number)),))
    if question.min is not None and number < Decimal(str(question.min)):
        return Unclear("number_small", (("min", grouped(question.min)),))
    most = _LARGEST if question.max is None else question.max
    if number > Decimal(str(most)):
        return Unclear("number_large", (("max", grouped(most)),))
    value = int(number) if number == number.to_integral_value() else float(number)
    return Understood(value) if certain else Confirm(value)


def show(question: Question, value: Value, language: str) -> str:
    """ "120 ครั้ง", "ร้อยละ 91.8"; in English "91.8%"."""
    if question.unit == PERCENT:
        return f"{PERCENT} {grouped(value)}" if language == "th" else f"{grouped(value)}%"
    return f"{grouped(value)} {question.unit}".strip()
