"""A day read the way Thai offices write it: ๒๔/๑๐/๒๕๖๘, 24 ต.ค. 68, เมื่อวาน."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dialogue.thai.dates import BUDDHIST_ERA, ENGLISH_MONTHS, MONTHS, SHORT_MONTHS, WEEKDAYS
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending

_RELATIVE = {
    "วันนี้": 0,
    "today": 0,
    "เมื่อวาน": -1,
    "เมื่อวานนี้": -1,
    "yesterday": -1,
    "เมื่อวานซืน": -2,
    "วานซืน": -2,
    "วานซืนนี้": -2,
    "เมื่อวานซืนนี้": -2,
    "เมือวานซืน": -2,
    "วานนี้": -1,
    "เมือวาน": -1,
    "เมือวานนี้": -1,
    "พรุ่งนี้": 1,
    "tomorrow": 1,
}
_MONTH_OF = {
    name.replace(".", "").lower(): number
    for names in (
        MONTHS,
        SHORT_MONTHS,
        ENGLISH_MONTHS,
        tuple(m[:3] for m in ENGLISH_MONTHS),
        tuple(m[:-2] if m.endswith("คม") else m for m in MONTHS),
    )
    for number, name in enumerate(names, 1)
} | {
    "sept": 9,
    "กุมภา": 2,
    "เมษา": 4,
    "มิถุนา": 6,
    "กันยา": 9,
    "พฤศจิกา": 11,
    "กุมภาพัน": 2,
    "กุมภาพันธุ์": 2,
    "พฤษจิกายน": 11,
    "พฤศจิกายล": 11,
}
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_SLASHED = re.compile(r"([0-9]{1,2})\s*[-/.\s]\s*([0-9]{1,2})(?:\s*[-/.\s]\s*([0-9]{4}|[0-9]{2}))?")
_ERA = r"(?:ปี\s*)?(?:(พ\.?ศ\.?|ค\.?ศ\.?)\s*)?"
_NAMED = re.compile(
    rf"([0-9]{{1,2}})\s*-?\s*(?:เดือน\s*)?([^\W\d_][^\d\s-]*?)[.,]?\s*-?\s*{_ERA}([0-9]{{4}}|[0-9]{{2}})?"
)
_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})(25[0-9]{2}|20[0-9]{2}|[0-9]{2})")
_HOUR = re.compile(r"\s?(?:เวลา\s?)?[0-9]{1,2}[:.][0-9]{2}\s?(?:น\.?|นาฬิกา)$|\s(?:เวลา\s?)?[0-9]{1,2}:[0-9]{2}$")
_WEEKDAY = re.compile(rf"(?:เมื่อ)?(?:วัน|(?!อาทิตย์))({'|'.join(WEEKDAYS)})\S*?ที่(?:แล้ว|ผ่านมา)")
"""Without วัน, อาทิตย์ที่แล้ว is last week."""
_DAYS_AGO = re.compile(r"(?:เมื่อ)?\s*([0-9]{1,2})\s*วัน(?:ก่อน|ที่แล้ว|ที่ผ่านมา)")
_LEAD = re.compile(rf"^(?:เมื่อ)?(?:ลง)?(?:วันที่|(?:วัน)?({'|'.join(WEEKDAYS)})(?:บดี)?\s*ที่(?=\s*[0-9]))\s*")


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    certain: bool
    short_year: bool = False
    """True where the year was written with two digits: then it is more easily another."""


@dataclass(frozen=True, slots=True)
class NoDay:
    reason: str
    """"impossible", "moon" or "unreadable"."""


def read_day(text: str, today: date) -> Day | NoDay:
    """The day that `text` names, and whether it can be read in no other way."""
    words = arabic_digits(without_polite_ending(text)).strip().lower()
    lead = _LEAD.match(words)
    words = re.sub(r"(?<=\.)\s+(?=[ก-ฮ]\.)", "", words[lead.end() :] if lead else words).strip()
    words = _HOUR.sub("", words)
    if "ค่ำ" in words or "ข้างขึ้น" in words or "ข้างแรม" in words:
        return NoDay("moon")
    try:
        found = _relative(words, today) or _absolute(words, today)
    except OverflowError:  # before the year 1 or after 9999
        return NoDay("impossible")
    named = lead.group(1) if lead else None
    if isinstance(found, Day) and named and WEEKDAYS.index(named) != found.day.weekday():
        return Day(found.day, False)  # the weekday and the day do not agree
    return found


def _relative(words: str, today: date) -> Day | None:
    if words in _RELATIVE:
        return Day(today + timedelta(days=_RELATIVE[words]), True)
    if words in ("เมื่อเช้า", "เมื่อเช้านี้", "เช้านี้", "เมื่อกี้", "บ่ายนี้"):
        return Day(today, False)
    if ago := _DAYS_AGO.fullmatch(words.replace("สอง", "2").replace("สาม", "3")):
        return Day(today - timedelta(days=int(ago.group(1))), False)
    if weekday := _WEEKDAY.fullmatch(words):
        back = (today.weekday() - WEEKDAYS.index(weekday.group(1)) - 1) % 7 + 1
        return Day(today - timedelta(days=back), False)
    return None


def _absolute(words: str, today: date) -> Day | NoDay:
    if found := _ISO.fullmatch(words):
        return _day(found.group(3), int(found.group(2)), found.group(1), "", today)
    if found := _SLASHED.fullmatch(words):
        return _day(found.group(1), int(found.group(2)), found.group(3), "", today)
    if found := _NAMED.fullmatch(words):
        month = _MONTH_OF.get(found.group(2).replace(".", ""))
        if month:
            return _day(found.group(1), month, found.group(4), found.group(3) or "", today)
    if (found := _RUN_TOGETHER.fullmatch(words)) and isinstance(
        day := _day(found.group(1), int(found.group(2)), found.group(3), "", today), Day
    ):
        return Day(day.day, False)  # 241068 may be some other number
    return NoDay("unreadable")


def _day(day: str, month: int, year: str | None, era: str, today: date) -> Day | NoDay:
    try:
        if year is None:
            found = date(today.year, month, int(day))
            return Day(found if found <= today else date(today.year - 1, month, int(day)), False)
        common, certain = _common_year(int(year), len(year), era)
        return Day(date(common, month, int(day)), certain, len(year) == 2)
    except ValueError:
        return NoDay("impossible")


def _common_year(year: int, digits: int, era: str) -> tuple[int, bool]:
    """(year C.E., certain): four digits tell the era themselves; of two, 40 and more are B.E."""
    christian = era.startswith("ค")
    if digits == 4:
        buddhist = year >= 2400
        return (year - BUDDHIST_ERA if buddhist else year), not era or buddhist != christian
    if era:
        return (year + 2000, True) if christian else (year + 2500 - BUDDHIST_ERA, True)
    return (year + 2500 - BUDDHIST_ERA, True) if year >= 40 else (year + 2000, False)
