"""เลขไทย: ๐-๙ and 0-9."""

from decimal import Decimal

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９①②③④⑤⑥⑦⑧⑨", "01234567890123456789123456789", "\ufe0f\u20e3")


def thai_digits(value: object) -> str:
    """`value` with every digit Thai: 2568 → "๒๕๖๘"."""
    return str(value).translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """`text` with Thai, full-width and circled digits and keycaps as 0-9: "๑๒ ครั้ง" → "12 ครั้ง"."""
    return text.translate(_TO_ARABIC)


def grouped(number: int | float | Decimal) -> str:
    """Thousands parted from 1,000 on, and no idle zeros: 912340.5 → "912,340.5"."""
    exact = Decimal(str(number))
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
