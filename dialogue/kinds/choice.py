"""ตัวเลือก: taken by its number, by its words, or by a part of them that fits only one."""

import re
from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Reading, Unclear, Understood
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import NO, YES, without_polite_ending

_NUMBER = re.compile(r"(?:ข้อ(?:ที่)?|เลือก|ตอบ|ตัวเลือก(?:ที่)?|no\.?|#)*\s*([0-9]{1,3})\s*[.)]?")
_TONES = re.compile("[\u0e47-\u0e4c\\s]")


def read(question: Question, text: str, today: date) -> Reading:
    words = without_polite_ending(text).strip()
    if number := _NUMBER.fullmatch(arabic_digits(words).lower()):
        place = int(number.group(1))
        if 1 <= place <= len(question.choices):
            return Understood(question.choices[place - 1])
        return Unclear("choice_number", (("count", str(len(question.choices))),))
    fitting = fitting_choices(question.choices, words)
    if len(fitting) == 1:
        return Understood(fitting[0])
    if fitting:
        return Unclear("choice_several", (("choices", " / ".join(fitting)),))
    return Unclear("choice_unclear", (("choices", _numbered(question.choices)),))


def fitting_choices(choices: tuple[str, ...], words: str) -> list[str]:
    """The choices that `words` can mean: the very words first, then their beginning, a part, a part without tone marks."""
    said = words.casefold().strip()
    if not said:
        return []
    exact = [c for c in choices if c.casefold() == said]
    if exact:
        return exact
    without = [c for c in choices if _bare(c) == _bare(said)]
    if without:
        return without
    if said in YES or said in NO:
        return _agreeing(choices, said)
    if len(said) < 2:
        return []
    begun = [c for c in choices if c.casefold().startswith(said)]
    if len(begun) == 1 and said not in ("มี", "ไม่"):
        return begun
    return [c for c in choices if said in c.casefold()] or [
        c for c in choices if len(_bare(said)) > 2 and _bare(said) in _bare(c)
    ]


def _agreeing(choices: tuple[str, ...], said: str) -> list[str]:
    """Yes or no, where the choices are a pair of one that begins with a denial and one that does not."""
    denials = [c for c in choices if c.startswith(("ไม่", "ยัง"))]
    others = [c for c in choices if c not in denials]
    if len(denials) == 1 and len(others) == 1:
        return others if said in YES else denials
    return []


def _bare(words: str) -> str:
    return _TONES.sub("", words.casefold())


def _numbered(choices: tuple[str, ...]) -> str:
    return "  ".join(f"{place} {choice}" for place, choice in enumerate(choices, 1))


def show(question: Question, value: Value, language: str) -> str:
    return str(value)
