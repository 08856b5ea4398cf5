"""วันที่: months by name, and days as people and documents write them."""

from datetime import date

from dialogue.thai.digits import thai_digits

BUDDHIST_ERA = 543
"""พ.ศ. = ค.ศ. + 543."""

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
"""Monday first."""


def short_date(day: date, language: str = "th") -> str:
    """As the chat writes it: "24 ต.ค. 2568"; in English "24 Oct 2025"."""
    return f"{day.day} {short_month(day, language)}"


def short_month(day: date, language: str = "th") -> str:
    """ "ต.ค. 2568"; in English "Oct 2025"."""
    if language == "th":
        return f"{SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"
    return f"{ENGLISH_MONTHS[day.month - 1][:3].capitalize()} {day.year}"


def long_date_thai(day: date) -> str:
    """As a memo writes it: "๒๔ ตุลาคม ๒๕๖๘"."""
    return thai_digits(f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}")
