"""ข้อความ: kept as it was said, up to 4,000 characters; of a short one without the manners at its end."""

from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.polite import says_none, says_unknown, without_courtesy

LONGEST = 4_000
"""Characters; a LINE message holds 5,000."""
SHORT = 120
"""Characters of one line: what is said in passing, and ends with ค่ะ out of politeness alone."""


def read(question: Question, text: str, today: date) -> Reading:
    words = text.strip()
    if question.allow_none and says_none(words):
        return Understood("")
    if not words:
        return Unclear("text_empty")
    if len(words) > LONGEST:
        return Unclear("text_long", (("length", f"{len(words):,}"), ("longest", f"{LONGEST:,}")))
    if len(words) <= SHORT and "\n" not in words:
        words = without_courtesy(words)
    return Confirm(words) if no_answer(words) else Understood(words)


def no_answer(words: str) -> bool:
    """Whether `words` say that there is nothing to say, or that it is not known: perhaps an answer, so it is asked back."""
    return says_none(words) or says_unknown(words)


def show(question: Question, value: Value, language: str) -> str:
    return str(value)
