"""ตัวเลือก: taken by its number, by its words, or by a part of them that fits only one."""

import re
from collections.abc import Callable
from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.digits import arabic_digits
from dialogue.thai.numbers import number_in_words
from dialogue.thai.polite import NO, YES, without_polite_ending

_LEAD = r"(?:(?:ขอ)?เลือก|ตอบ|เอา|ข้อ(?:ที่)?|ตัวเลือก(?:ที่)?|อันที่|เบอร์|no\.?|#|\.|\s)*"
_NUMBER = re.compile(rf"{_LEAD}[(\[]?([0-9]{{1,3}})\s*[.)\]]*")
_NUMBERED = re.compile(r"([0-9]{1,3})(?:\s*[.)]\s*(?=[^\W\d])|\s+)(.+)", re.DOTALL)
_SPELT = re.compile(rf"{_LEAD}(\D+)")
_TONES = re.compile("[\u0e47-\u0e4c\\s]")
_DENIED = re.compile("(?:ยัง)?ไม่(?:ได้|เคย|มี(?:การ)?)?(.+)")
"""ยังไม่ลง, ไม่ได้ลง and ยังไม่ได้ลง say the same of ลง."""
_DENIES = re.compile("ไม่?|ยัง")
_DENIAL = re.compile("ไม่|ยัง|เกือบ|ใกล้|หรือ|อาจ|ไหม|มั้ย|ไร")
_ALSO_CALLED = {
    "facebook": ("เฟซบุ๊ก", "เฟสบุ๊ก", "เฟซบุ๊ค", "เฟสบุ๊ค", "เฟสบุค", "เฟซ", "เฟส", "fb"),
    "line": ("ไลน์โอเอ", "ไลน์ oa", "ไลน์", "ไลน"),
    "เว็บไซต์": ("เวบไซต์", "เว็ปไซต์", "เวปไซต์", "เว็ป", "เวป", "เวบ", "website"),
}


def read(question: Question, text: str, today: date) -> Reading:
    choices = question.choices
    meant = choices_meant(choices, text)
    if meant is None:
        return Unclear("choice_number", (("count", str(len(choices))),))
    if len(meant) == 1:
        return Understood(meant[0])
    if meant:
        return Unclear("choice_several", (("choices", " / ".join(meant)),))
    if within := _said_within(tuple(c for c in choices if c != question.other), text):
        return Confirm(within)
    return Unclear("choice_unclear", (("choices", _numbered(choices)),))


def choices_meant(choices: tuple[str, ...], text: str) -> list[str] | None:
    """The choices that `text` can mean, by number or by words; None for a number that no choice has."""
    if exact := [c for c in choices if c == text.strip()]:
        return exact
    words = without_polite_ending(text)
    numbered = arabic_digits(words).lower()
    if number := _NUMBER.fullmatch(numbered):
        place = int(number.group(1))
        return [choices[place - 1]] if 1 <= place <= len(choices) else None
    if (both := _NUMBERED.fullmatch(numbered)) and 1 <= int(both.group(1)) <= len(choices):
        choice = choices[int(both.group(1)) - 1]
        if choice in fitting_choices(choices, both.group(2)):
            return [choice]
    if fitting := fitting_choices(choices, text.strip()) or fitting_choices(choices, words):
        return fitting
    if (lead := _SPELT.fullmatch(numbered)) and (spelt := number_in_words(lead.group(1).strip())):
        return [choices[int(spelt[0]) - 1]] if 1 <= spelt[0] <= len(choices) else None
    return []


def fitting_choices(choices: tuple[str, ...], words: str) -> list[str]:
    """The choices that `words` can mean: the very words first, then their beginning, a part, a part without tone marks."""
    said = words.casefold().strip()
    exact = [c for c in choices if c.casefold() == said] or [c for c in choices if _bare(c) == _bare(said)]
    if exact or len(said) < 2:
        return exact
    if said in YES or said in NO:
        return _agreeing(choices, said)
    begun = [c for c in choices if c.casefold().startswith(said)]
    if len(begun) == 1 and said not in ("มี", "ไม่"):
        return begun
    if denied := [c for c in choices if _denied(said) and _denied(said) == _denied(c.casefold())]:
        return denied
    containing = _containing(choices, said, lambda words: words.casefold())
    if not containing and len(_bare(said)) > 2:
        containing = _containing(choices, said, _bare)
    if not containing and (agreeing := _agreeing(choices, said)):
        return agreeing
    if not containing:
        for name, others in _ALSO_CALLED.items():
            if said in others:
                return [c for c in choices if name in c.casefold()]
    return containing


def _denied(words: str) -> str:
    """What `words` deny: ยังไม่ได้ลง → ลง; empty where they deny nothing."""
    found = _DENIED.fullmatch(words)
    return found.group(1) if found else ""


def _containing(choices: tuple[str, ...], said: str, plain: Callable[[str], str]) -> list[str]:
    """The choices that `said` is a part of. มีประชุม is a part of ไม่มีประชุม and means the opposite: such are left out,
    unless that leaves a doubt, which is asked back."""
    part = plain(said)
    containing = [c for c in choices if part in plain(c)]
    if _DENIES.match(said):
        return containing
    meant = [c for c in containing if not _DENIES.search(plain(c).partition(part)[0])]
    return containing if meant and len(meant) < len(containing) and not plain(meant[0]).startswith(part) else meant


def _agreeing(choices: tuple[str, ...], said: str) -> list[str]:
    """Yes or no, where the choices are a pair of one that begins with a denial and one that does not. มี is a yes to
    ไม่มี, and มีประชุม to ไม่มีประชุม."""
    denials = [c for c in choices if c.startswith(("ไม่", "ยัง"))]
    others = [c for c in choices if c not in denials]
    if len(denials) == 1 and len(others) == 1:
        if said in NO:
            return denials
        opposite = denials[0].casefold().removeprefix("ยัง").removeprefix("ไม่")
        return others if said in YES or (said.startswith("มี") and opposite.startswith(said)) else []
    return []


def _said_within(choices: tuple[str, ...], text: str) -> str | None:
    """The one choice whose words (or those beside its /) stand in a longer sentence that neither denies nor doubts them."""
    words = text.casefold()
    parts = {part.strip(): choice for choice in choices for part in (choice, *choice.casefold().split("/"))}
    said = [part for part in parts if len(part) > 2 and part.casefold() in words]
    widest = [part for part in said if not any(part != other and part in other for other in said)]
    if len(widest) != 1 or _DENIAL.search(words.replace(widest[0].casefold(), "", 1)):
        return None
    return parts[widest[0]]


def _bare(words: str) -> str:
    return _TONES.sub("", words.casefold())


def _numbered(choices: tuple[str, ...]) -> str:
    return "  ".join(f"{place} {choice}" for place, choice in enumerate(choices, 1))


def show(question: Question, value: Value, language: str) -> str:
    return str(value)
