"""Which questions of a form can be reached with the answers so far, and which of them must be answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialogue.question import NOT_APPLICABLE, Form, Question, Value

Answers = Mapping[str, Value]
"""Question key → value."""


def seen(group: str, answers: Answers, known: Answers) -> dict[str, Value]:
    """The answers that a condition of `group` can see, by question name: this run's, then those of earlier periods."""
    return _by_group(answers, known).get(group, {})


def reachable(form: Form, answers: Answers, known: Answers) -> tuple[Question, ...]:
    """The questions to be asked, in order. A condition that is not known yet hides its question."""
    found = []
    visible = _by_group(answers, known)
    declined = {q.group: q.key for q in form.questions if answers.get(q.key) == NOT_APPLICABLE}
    for question in form.questions:
        if question.group in declined:
            if declined[question.group] == question.key:
                found.append(question)
        elif question.show_if is None or question.show_if(visible.get(question.group, {})):
            found.append(question)
    return tuple(found)


def _by_group(answers: Answers, known: Answers) -> dict[str, dict[str, Value]]:
    """What `seen` gives, for every group in one pass."""
    found: dict[str, dict[str, Value]] = {}
    for key, value in {**known, **answers}.items():
        group, _, name = key.rpartition(".")
        found.setdefault(group, {})[name] = value
    return found


def must_answer(question: Question, answers: Answers, known: Answers) -> bool:
    if question.required_if is not None:
        return question.required_if(seen(question.group, answers, known)) is True
    return question.required


def breaks(question: Question, answers: Answers, known: Answers) -> bool:
    """Whether the answer breaks the question's own check; what is not known yet breaks nothing."""
    if question.check is None or answers.get(question.key, NOT_APPLICABLE) == NOT_APPLICABLE:
        return False
    return question.check(seen(question.group, answers, known)) is False


@dataclass(frozen=True, slots=True)
class Kept:
    answers: dict[str, Value]
    dropped: tuple[Question, ...]
    """The questions of those that were not kept."""
    asked: tuple[Question, ...]
    """What can be reached with `answers`."""


def kept(form: Form, answers: Answers, known: Answers) -> Kept:
    """`answers` without those that a changed branch has made unreachable."""
    remaining = dict(answers)
    dropped: list[Question] = []
    while True:
        asked = reachable(form, remaining, known)
        keys = {q.key for q in asked}
        gone = [key for key in remaining if key not in keys]
        if not gone:
            return Kept(remaining, tuple(dropped), asked)
        for key in gone:
            del remaining[key]
            dropped.extend(q for q in form.questions if q.key == key)
