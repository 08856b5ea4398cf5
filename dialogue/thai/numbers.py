"""Thai number words: ยี่สิบเอ็ด, สองหมื่นห้าพัน, 1.5 ล้าน."""

import re
from decimal import Decimal, InvalidOperation

_UNITS = {
    "ศูนย์": 0, "หนึ่ง": 1, "นึง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7,
    "แปด": 8, "เก้า": 9,
}  # fmt: skip
_PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
_MILLION = "ล้าน"
_TOKEN = re.compile(
    "|".join(sorted((*_UNITS, *_PLACES, _MILLION), key=len, reverse=True)) + r"|[0-9][0-9,]*(?:\.[0-9]+)?|\s+"
)
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def number_in_words(text: str) -> tuple[Decimal, bool] | None:
    """(number, certain) for `text` made of nothing but number words and digits; None for anything else.

    "ร้อยยี่สิบ" → (120, True). "พันห้า" is 1,500 when spoken, 1,005 when written: (1500, False).
    """
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text or text.isspace():
        return None
    words = [token.replace(",", "") for token in tokens if not token.isspace()]
    if all(_DIGITS.fullmatch(word) for word in words):
        return None  # plain digits are read elsewhere; two numbers are no number
    millions, certain = Decimal(0), True
    while _MILLION in words:
        place = words.index(_MILLION)
        head = _below_million(words[:place]) if place else (Decimal(1), True)
        if head is None:
            return None
        millions = (millions + head[0]) * 1_000_000
        certain = certain and head[1]
        words = words[place + 1 :]
    if not words:
        return millions, certain
    rest = _below_million(words)
    return None if rest is None else (millions + rest[0], certain and rest[1])


def _below_million(words: list[str]) -> tuple[Decimal, bool] | None:
    total, ceiling, certain = Decimal(0), 1_000_000, True
    pending: Decimal | None = None
    for word in words:
        if word in _PLACES:
            size = _PLACES[word]
            if size >= ceiling:
                return None
            total += (Decimal(1) if pending is None else pending) * size
            pending, ceiling = None, size
        elif pending is not None:
            return None
        else:
            pending = _unit(word)
            if pending is None:
                return None
    if pending is not None:
        if ceiling == 1_000_000 and len(words) > 1:
            return None
        if ceiling > 10 and ceiling < 1_000_000 and words[-1] in _UNITS and words[-1] != "เอ็ด" and pending:
            return total + pending * ceiling / 10, False
        total += pending
    return total, certain


def _unit(word: str) -> Decimal | None:
    if word in _UNITS:
        return Decimal(_UNITS[word])
    try:
        return Decimal(word)
    except InvalidOperation:
        return None
