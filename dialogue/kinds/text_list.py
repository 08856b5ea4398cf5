"""รายการ: one a line; on a single line, commas part them."""

import re
from datetime import date

from dialogue.kinds.text import LONGEST, NONE
from dialogue.question import Question, Value
from dialogue.reading import Reading, Unclear, Understood
from dialogue.thai.polite import without_polite_ending

_BULLET = re.compile(r"^\s*(?:[0-9๐-๙]{1,3}\s*[.)]\s*|[-•*–·]\s+)")


def read(question: Question, text: str, today: date) -> Reading:
    words = text.strip()
    if question.allow_none and NONE.fullmatch(without_polite_ending(words).lower()):
        return Understood([])
    if len(words) > LONGEST:
        return Unclear("text_long", (("length", f"{len(words):,}"), ("longest", f"{LONGEST:,}")))
    lines = words.split("\n")
    if len(lines) == 1:
        lines = re.split(r"[,;](?!\d{3})", words)
    items = [_BULLET.sub("", line).strip() for line in lines]
    if items:
        items[-1] = without_polite_ending(items[-1])
    found = list(dict.fromkeys(item for item in items if item))
    return Understood(found) if found else Unclear("list_empty")


def show(question: Question, value: Value, language: str) -> str:
    return ", ".join(value)
