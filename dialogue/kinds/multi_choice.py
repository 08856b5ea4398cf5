"""เลือกได้หลายข้อ: "1,3", "1-3", "เว็บไซต์ และ Facebook", ทั้งหมด."""

import re
from datetime import date

from dialogue.kinds.choice import choices_meant
from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import says_none, without_courtesy, without_polite_ending

LONGEST_OWN = 200
"""Characters of a choice in the person's own words."""
_ALL = ("ทั้งหมด", "ทุกข้อ", "ทุกอัน", "ทุกอย่าง", "ทุกช่องทาง", "ทั้งหมดทุกข้อ", "ครบทุกข้อ", "all")
_RANGE = r"(?:\s*(?:[-–~]|ถึง(?:ข้อ)?)\s*([0-9]{1,2}))?"
_NUMBERS = re.compile(
    rf"(?:(?:เลือก|ข้อ)\s*)*[0-9]{{1,2}}{_RANGE}(?:(?:[\s,/+.&]|และ|กับ|ข้อ)+[0-9]{{1,2}}{_RANGE})*\s*\.?"
)
_ITEM = re.compile(rf"([0-9]{{1,2}}){_RANGE}")
_PARTS = re.compile(r"[,\n;+&]|\sกับ\s|และ")
_BULLETS = re.compile(r"(?:^|\s+)[0-9๐-๙]{1,2}[.)]\s*(?=[^\W\d])")
"""1.เว็บไซต์ 2.Facebook, as lists are numbered: the words count."""
_CLOSE_PARTS = re.compile("กับ|/")
"""Without spaces around them these may stand inside a name: they part it only where every part is a choice."""
_REFUSAL = re.compile("ไม่|ยัง|ทุก|ทั้ง|ยกเว้น|เว้น")


def read(question: Question, text: str, today: date) -> Reading:
    words = arabic_digits(without_polite_ending(text)).strip()
    if question.allow_none and says_none(words):
        return Understood([])
    if words.lower() in _ALL:
        return Understood([c for c in question.choices if c != question.other])
    if _NUMBERS.fullmatch(words):
        return _by_number(question, words)
    return _by_words(question, without_courtesy(text))


def _by_number(question: Question, words: str) -> Reading:
    places: set[int] = set()
    for first, last in _ITEM.findall(words):
        places.update(range(int(first), int(last or first) + 1))
    if not places or min(places) < 1 or max(places) > len(question.choices):
        return Unclear("choice_number", (("count", str(len(question.choices))),))
    return Understood([c for place, c in enumerate(question.choices, 1) if place in places])


def _by_words(question: Question, words: str) -> Reading:
    """Every part must be a choice; what is none may be the person's own words, which are asked back."""
    chosen: list[str] = []
    own: list[str] = []
    for part in _parts(question.choices, words):
        meant = choices_meant(question.choices, part)
        if meant and len(meant) > 1:
            return Unclear("choice_several", (("choices", " / ".join(meant)),))
        if meant:
            chosen.extend(meant)
        elif question.other and _may_be_own(part):
            own.append(part)
        else:
            return Unclear("choices_unclear")
    found = in_order(question, [c for c in chosen if not (own and c == question.other)] + own)
    if not found:
        return Unclear("choices_unclear")
    return Confirm(found) if own else Understood(found)


def in_order(question: Question, chosen: list[str]) -> list[str]:
    """`chosen` once each: the listed choices in their own order, then the person's own words."""
    return [c for c in question.choices if c in chosen] + [
        c for c in dict.fromkeys(chosen) if c not in question.choices
    ]


def _may_be_own(part: str) -> bool:
    """Some letters, and no refusal."""
    return 2 <= len(part) <= LONGEST_OWN and any(c.isalpha() for c in part) and not _REFUSAL.match(part)


def _parts(choices: tuple[str, ...], words: str) -> list[str]:
    """`words` as a whole where it means one choice, else cut at commas, "and", and at last at spaces."""
    if len(choices_meant(choices, words) or []) == 1:
        return [words]
    lines = _BULLETS.split(words) if len(_BULLETS.findall(words)) > 1 else [words]
    parts = [part.strip() for line in lines for part in _PARTS.split(line) if part.strip()]
    found: list[str] = []
    for part in parts:
        cuts = (part.split(), [word.strip() for word in _CLOSE_PARTS.split(part)])
        fitting = (words for words in cuts if not choices_meant(choices, part) and _all_fit(choices, words))
        found.extend(next(fitting, [part]))
    return found


def _all_fit(choices: tuple[str, ...], words: list[str]) -> bool:
    """Whether each of `words` is a choice of its own: the second of "Facebook เทศบาล" only stands inside one."""
    meant = [choices_meant(choices, word) or [] for word in words] if 1 < len(words) < 20 else [[]]
    return all(len(m) == 1 and m[0].casefold().find(w.casefold()) <= 0 for m, w in zip(meant, words, strict=False))


def show(question: Question, value: Value, language: str) -> str:
    return ", ".join(value)
