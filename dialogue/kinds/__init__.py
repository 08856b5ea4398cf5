"""The kinds of question: how each is read and shown. One file a kind, one line in `KINDS`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dialogue.kinds import choice, day, evidence, multi_choice, number, text, text_list, url
from dialogue.question import Question, Value
from dialogue.reading import Reading


@dataclass(frozen=True, slots=True)
class Kind:
    read: Callable[[Question, str, date], Reading]
    """(question, what was typed, today) → what became of it. Never raises."""
    show: Callable[[Question, Value, str], str]
    """(question, value, language) → the value as the person should see it."""


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
