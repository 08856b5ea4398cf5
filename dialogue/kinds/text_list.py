"""รายการ: one a line; on a single line, numbers or commas part them."""

import re
from datetime import date

from dialogue.kinds.text import LONGEST
from dialogue.question import Question, Value
from dialogue.reading import Reading, Unclear, Understood
from dialogue.thai.polite import says_none, without_courtesy

_BULLET = re.compile(r"^\s*(?:[0-9๐-๙]{1,3}\s*[.)](?![0-9๐-๙])\s*|[-•*–·]\s*(?=\D))")
_NEXT_NUMBER = re.compile(r"\s+(?=[0-9๐-๙]{1,2}[.)](?![0-9๐-๙]))")
_COMMA = re.compile(r"[,;](?!\d{3})")


def read(question: Question, text: str, today: date) -> Reading:
    words = text.strip()
    if question.allow_none and says_none(words):
        return Understood([])
    if len(words) > LONGEST:
        return Unclear("text_long", (("length", f"{len(words):,}"), ("longest", f"{LONGEST:,}")))
    lines = words.split("\n")
    if len(lines) == 1:
        lines = _NEXT_NUMBER.split(words) if _BULLET.match(words) else _COMMA.split(words)
    items = [without_courtesy(_BULLET.sub("", line)) for line in lines]
    found = list(dict.fromkeys(item for item in items if any(c.isalnum() for c in item)))
    return Understood(found) if found else Unclear("list_empty")


def show(question: Question, value: Value, language: str) -> str:
    return ", ".join(value)
