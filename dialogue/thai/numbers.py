"""Thai number words: ยี่สิบเอ็ด, สองหมื่นห้าพัน, 1.5 ล้าน."""

import re
from decimal import Decimal

_UNITS = {
    "ศูนย์": 0, "หนึ่ง": 1, "หนึง": 1, "นึง": 1, "นึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7,
    "เจด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip
_PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
_MILLION = "ล้าน"
_TOKEN = re.compile(
    "|".join(sorted((*_UNITS, *_PLACES, _MILLION), key=len, reverse=True)) + r"|[0-9][0-9,]*(?:\.[0-9]+)?|\s+"
)
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MOST = 20
"""Words and digits together; nobody counts higher than they can say."""


def number_in_words(text: str) -> tuple[Decimal, bool] | None:
    """(number, certain) for `text` made of nothing but number words and digits; None for anything else.

    "ร้อยยี่สิบ" → (120, True). "พันห้า" is 1,500 when spoken, 1,005 when written: (1500, False).
    """
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text or text.isspace():
        return None
    words = [token.replace(",", "") for token in tokens if not token.isspace()]
    if all(_DIGITS.fullmatch(word) for word in words) or len(words) > _MOST or any(len(word) > 12 for word in words):
        return None  # plain digits are read elsewhere; two numbers are no number
    millions, certain = Decimal(0), True
    while _MILLION in words:
        place = words.index(_MILLION)
        head = _below_million(words[:place]) if place else (Decimal(0 if millions else 1), True)
        if head is None:
            return None
        millions = (millions + head[0]) * 1_000_000
        certain = certain and head[1]
        words = words[place + 1 :]
        if len(words) == 1 and words[0] in _UNITS:
            return _cut_short(millions, words[0], Decimal(1_000_000))
    if not words:
        return millions, certain
    rest = _below_million(words)
    return None if rest is None else (millions + rest[0], certain and rest[1])


def _below_million(words: list[str]) -> tuple[Decimal, bool] | None:
    total, ceiling = Decimal(0), 1_000_000
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
            pending = Decimal(_UNITS.get(word, word))
    if pending is None:
        return total, True
    if 10 < ceiling < 1_000_000 and words[-1] != "เอ็ด" and pending:
        return _cut_short(total, words[-1], Decimal(ceiling))
    spoken_alone = ceiling == 1_000_000 and words[-1] in ("เอ็ด", "ยี่")
    return None if spoken_alone else (total + pending, True)


def _cut_short(total: Decimal, last: str, place: Decimal) -> tuple[Decimal, bool] | None:
    """A bare digit after a high place: สองพันห้า is 2,500 in speech; ร้อยนึง is one hundred. Never certain."""
    if last in ("หนึ่ง", "นึง") and total == place:
        return total, False
    if last in ("ยี่", "เอ็ด") or (last not in _UNITS and len(last) > 1):
        return None
    return total + Decimal(_UNITS.get(last, last)) * place / 10, False
