"""An answer as the person should see it."""

import unicodedata

from dialogue.kinds import KINDS
from dialogue.question import NOT_APPLICABLE, Question, Value
from dialogue.words import say

LONGEST_SHOWN = 200
"""Characters of one answer on the screen; the answer itself is kept whole."""


def shown(question: Question, value: Value, language: str) -> str:
    """`value` in words, a long one by its beginning."""
    if value == NOT_APPLICABLE:
        return say(language, "not_applicable")
    if value in ([], ""):
        return say(language, "none")
    return beginning(KINDS[question.kind].show(question, value, language))


def beginning(text: str) -> str:
    """At most `LONGEST_SHOWN` characters of `text`, and no vowel or tone mark parted from its letter."""
    if len(text) <= LONGEST_SHOWN:
        return text
    end = LONGEST_SHOWN
    while end > LONGEST_SHOWN - 10 and (unicodedata.category(text[end]) == "Mn" or text[end] in "ะาำๆ"):
        end -= 1
    return f"{text[:end]}…"
