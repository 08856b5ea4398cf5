"""Taking back what one message gave, when others have followed it."""

from dataclasses import replace

from dialogue.conversation import Conversation
from dialogue.moving import unmarked
from dialogue.question import Value


def without(now: Conversation, before: Conversation, after: Conversation) -> Conversation:
    """`now` without what the message gave that led from `before` to `after`: its answers are open again, its files gone.
    An answer that has been given anew since then stays."""
    given = {key for key, value in after.answers.items() if before.answers.get(key) != value}
    gone = {key for key in given if now.answers.get(key) == after.answers[key]}
    files = [item for item in _files(after.pending) if item not in _files(before.pending)]
    answers = {}
    for key, value in now.answers.items():
        left = _less(value, files)
        if key not in gone and (left or left == value):
            answers[key] = left
    found = replace(now, answers=answers, pending=_less(now.pending, files))
    for key in {*gone, *(k for k in after.skipped if k not in before.skipped)}:
        found = unmarked(found, key)
    return found


def _files(pending: Value) -> list[Value]:
    """The files and links that have been sent so far; choices are no files."""
    return [item for item in pending if isinstance(item, dict)] if isinstance(pending, list) else []


def _less(value: Value, files: list[Value]) -> Value:
    return [item for item in value if item not in files] if isinstance(value, list) else value
