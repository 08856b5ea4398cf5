"""ข้อความ: kept as it was said, up to 4,000 characters."""

import re
from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Reading, Unclear, Understood
from dialogue.thai.polite import without_polite_ending

LONGEST = 4_000
"""Characters; a LINE message holds 5,000."""
NONE = re.compile(r"ไม่มี(?:เลย)?|ยังไม่มี|none|-")


def read(question: Question, text: str, today: date) -> Reading:
    words = text.strip()
    if question.allow_none and NONE.fullmatch(without_polite_ending(words).lower()):
        return Understood("")
    if not words:
        return Unclear("text_empty")
    if len(words) > LONGEST:
        return Unclear("text_long", (("length", f"{len(words):,}"), ("longest", f"{LONGEST:,}")))
    return Understood(words)


def show(question: Question, value: Value, language: str) -> str:
    return str(value)
