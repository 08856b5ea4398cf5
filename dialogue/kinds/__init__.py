"""The kinds of question: how each is read and shown. One file a kind, one line in `KINDS`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dialogue.kinds import choice, day, evidence, multi_choice, number, text, text_list, url
from dialogue.question import NOT_APPLICABLE, Question, Value
from dialogue.reading import Reading


@dataclass(frozen=True, slots=True)
class Kind:
    read: Callable[[Question, str, date], Reading]
    """(question, what was typed, today) → what became of it. Never raises."""
    show: Callable[[Question, Value, str], str]
    """(question, value, language) → the value as the person should see it."""


ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HELD = {"number": int | float, "multi_choice": list, "text_list": list, "evidence": list}


def holds(question: Question, value: Value) -> bool:
    """Whether a value that was kept is still one of this question's kind: a newer plan may ask it otherwise."""
    if value == NOT_APPLICABLE:
        return True
    if question.kind == "date":
        return isinstance(value, str) and (not value or ISO_DAY.fullmatch(value) is not None)
    return isinstance(value, _HELD.get(question.kind, str)) and not isinstance(value, bool)


KINDS: Mapping[str, Kind] = {
    "number": Kind(number.read, number.show),
    "choice": Kind(choice.read, choice.show),
    "multi_choice": Kind(multi_choice.read, multi_choice.show),
    "text": Kind(text.read, text.show),
    "text_list": Kind(text_list.read, text_list.show),
    "date": Kind(day.read, day.show),
    "url": Kind(url.read, url.show),
    "evidence": Kind(evidence.read, evidence.show),
}
