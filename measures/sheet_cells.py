"""What stands in a cell of a sheet, read as the same words would be in the chat; nothing is guessed, nobody can be asked back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dialogue.answering import Heard, hear
from dialogue.conversation import OWN_WORDS, Conversation
from dialogue.question import NOT_APPLICABLE, Question, Value
from dialogue.reading import Confirm, Unclear, Understood
from dialogue.said import Text
from dialogue.scene import Scene
from dialogue.showing import shown
from dialogue.words import say

LANGUAGE = "th"
_PARTS = re.compile(r"[\n,;]")


class NotRead(Exception):
    """The cell holds no answer; the message says why, in Thai, to whoever filled it in."""


def read_cell(question: Question, text: str, today: date) -> Value:
    """The answer in `text`, or None for a question that is skipped. Raises `NotRead`."""
    conversation, scene = Conversation(at=question.key), Scene("", today)
    if question.kind == "evidence":
        return _items(question, text, conversation, scene)
    own = [part for part in _parts(text) if _own_words(question, part)]
    if not own:
        return _value(question, hear(question, conversation, Text(text), scene))
    listed = ", ".join(part for part in _parts(text) if part not in own)
    chosen = _value(question, hear(question, conversation, Text(listed), scene)) if listed else []
    for part in own:
        words = replace(conversation, stage=OWN_WORDS, pending=chosen)
        chosen = _value(question, hear(question, words, Text(_own_words(question, part)), scene))
    return chosen


def _items(question: Question, text: str, conversation: Conversation, scene: Scene) -> Value:
    """Links, one a line: a sheet has no room for files."""
    items: list[Value] = []
    for line in filter(str.strip, text.splitlines()):
        heard = hear(question, replace(conversation, pending=items or None), Text(line), scene)
        if heard.collected is None:
            return _value(question, heard)
        items = heard.collected
    return items


def _value(question: Question, heard: Heard) -> Value:
    match heard.reading:
        case Understood(value):
            return value
        case Confirm(value):
            raise NotRead(f"ไม่แน่ใจว่าหมายถึง “{shown(question, value, LANGUAGE)}” ใช่หรือไม่ ถ้าใช่ให้พิมพ์ตามนั้น")
        case Unclear(sentence, values):
            raise NotRead(say(LANGUAGE, sentence, **dict(values)))
    if heard.action == "not_applicable":
        return dict(NOT_APPLICABLE)
    if heard.action == "skip":
        return None
    if heard.stage == OWN_WORDS:
        raise NotRead(f"พิมพ์ต่อท้ายด้วยว่าคืออะไร เช่น {question.other}: วิทยุชุมชน")
    raise NotRead("คำนี้ใช้ได้ในแชตเท่านั้น ให้พิมพ์คำตอบเต็ม")


def _parts(text: str) -> Sequence[str]:
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def _own_words(question: Question, part: str) -> str:
    """What follows "อื่น ๆ:"; empty where that is not what `part` says."""
    before, colon, words = part.partition(":")
    same = "".join(before.split()) == "".join(question.other.split())
    return words.strip() if question.other and colon and same else ""
