"""รายการ: one a line; on a single line, numbers or commas part them, but not the name of a law: พ.ศ. 2522, ฉบับที่ 2."""

import re
from datetime import date

from dialogue.kinds.text import LONGEST, no_answer
from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.listing import parted
from dialogue.thai.polite import says_none, without_courtesy

_BULLET = re.compile(r"^\s*(?:[0-9๐-๙]{1,3}\s*[.)](?![0-9๐-๙])\s*|[-•*–·]\s*(?=\D))")
_NEXT_NUMBER = re.compile(r"\s+(?=[0-9๐-๙]{1,2}[.)](?![0-9๐-๙]))")


def read(question: Question, text: str, today: date) -> Reading:
    words = text.strip()
    if question.allow_none and says_none(words):
        return Understood([])
    if len(words) > LONGEST:
        return Unclear("text_long", (("length", f"{len(words):,}"), ("longest", f"{LONGEST:,}")))
    lines, certain = words.split("\n"), True
    if len(lines) == 1 and _BULLET.match(words):
        lines = _NEXT_NUMBER.split(words)
    elif len(lines) == 1:
        lines, certain = parted(words)
    items = [without_courtesy(_BULLET.sub("", line)) for line in lines]
    found = list(dict.fromkeys(item for item in items if any(c.isalnum() for c in item)))
    if not found:
        return Unclear("list_empty")
    return Understood(found) if certain and not (len(found) == 1 and no_answer(found[0])) else Confirm(found)


def show(question: Question, value: Value, language: str) -> str:
    return ", ".join(value)
