"""ข้อความ: kept as it was said, up to 4,000 characters."""

from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Reading, Unclear, Understood
from dialogue.thai.polite import says_none

LONGEST = 4_000
"""Characters; a LINE message holds 5,000."""


def read(question: Question, text: str, today: date) -> Reading:
    words = text.strip()
    if question.allow_none and says_none(words):
        return Understood("")
    if not words:
        return Unclear("text_empty")
    if len(words) > LONGEST:
        return Unclear("text_long", (("length", f"{len(words):,}"), ("longest", f"{LONGEST:,}")))
    return Understood(words)


def show(question: Question, value: Value, language: str) -> str:
    return str(value)
