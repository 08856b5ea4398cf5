"""เลือกได้หลายข้อ: "1,3", "1-3", "เว็บไซต์ และ Facebook", ทั้งหมด."""

import re
from datetime import date

from dialogue.kinds.choice import fitting_choices
from dialogue.question import Question, Value
from dialogue.reading import Reading, Unclear, Understood
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending

_ALL = ("ทั้งหมด", "ทุกข้อ", "ทุกอย่าง", "ทุกช่องทาง", "all")
_NONE = re.compile(r"ไม่มี(?:เลย)?|ยังไม่มี|none|-")
_NUMBERS = re.compile(
    r"(?:ข้อ\s*)?[0-9]{1,2}(?:\s*-\s*[0-9]{1,2})?(?:(?:[\s,/+.]|และ|กับ|ข้อ)+[0-9]{1,2}(?:\s*-\s*[0-9]{1,2})?)*\.?"
)
_ITEM = re.compile(r"([0-9]{1,2})(?:\s*-\s*([0-9]{1,2}))?")
_PARTS = re.compile(r"[,\n;+]|(?:^|\s+)(?:และ|กับ)\s*|(?<=[^\s])และ(?=[^\s])")


def read(question: Question, text: str, today: date) -> Reading:
    words = arabic_digits(without_polite_ending(text)).strip()
    if question.allow_none and _NONE.fullmatch(words.lower()):
        return Understood([])
    if words.lower() in _ALL:
        return Understood([c for c in question.choices if c != question.other])
    if _NUMBERS.fullmatch(words):
        return _by_number(question, words)
    return _by_words(question, words)


def _by_number(question: Question, words: str) -> Reading:
    places: set[int] = set()
    for first, last in _ITEM.findall(words):
        places.update(range(int(first), int(last or first) + 1))
    if not places or min(places) < 1 or max(places) > len(question.choices):
        return Unclear("choice_number", (("count", str(len(question.choices))),))
    return Understood([c for place, c in enumerate(question.choices, 1) if place in places])


def _by_words(question: Question, words: str) -> Reading:
    whole = fitting_choices(question.choices, words)
    if len(whole) == 1:
        return Understood(whole)
    chosen: list[str] = []
    own: list[str] = []
    for part in (found.strip() for found in _PARTS.split(words) if found.strip()):
        fitting = fitting_choices(question.choices, part)
        if len(fitting) == 1:
            chosen.extend(fitting)
        elif fitting:
            return Unclear("choice_several", (("choices", " / ".join(fitting)),))
        elif question.other and len(part) <= 200:
            own.append(part)
        else:
            return Unclear("choices_unclear")
    if not chosen:
        return Unclear("choices_unclear")
    return Understood([c for c in question.choices if c in chosen] + list(dict.fromkeys(own)))


def show(question: Question, value: Value, language: str) -> str:
    return ", ".join(value)
