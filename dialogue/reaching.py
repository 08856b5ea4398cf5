"""Which questions of a form can be reached with the answers so far, and which of them must be answered."""

from collections.abc import Mapping

from dialogue.question import NOT_APPLICABLE, Form, Question, Value

Answers = Mapping[str, Value]
"""Question key → value."""


def seen(group: str, answers: Answers, known: Answers) -> dict[str, Value]:
    """The answers that a condition of `group` can see, by question name: this run's, then those of earlier periods."""
    prefix = f"{group}."
    return {key.removeprefix(prefix): value for key, value in {**known, **answers}.items() if key.startswith(prefix)}


def reachable(form: Form, answers: Answers, known: Answers) -> tuple[Question, ...]:
    """The questions to be asked, in order. A condition that is not known yet hides its question."""
    found = []
    declined = {q.group: q.key for q in form.questions if answers.get(q.key) == NOT_APPLICABLE}
    for question in form.questions:
        if question.group in declined:
            if declined[question.group] == question.key:
                found.append(question)
        elif question.show_if is None or question.show_if(seen(question.group, answers, known)):
            found.append(question)
    return tuple(found)


def must_answer(question: Question, answers: Answers, known: Answers) -> bool:
    if question.required_if is not None:
        return question.required_if(seen(question.group, answers, known)) is True
    return question.required


def kept(form: Form, answers: Answers, known: Answers) -> tuple[dict[str, Value], tuple[Question, ...]]:
    """`answers` without those that a changed branch has made unreachable, and the questions of the dropped ones."""
    remaining = dict(answers)
    dropped: list[Question] = []
    while True:
        keys = {q.key for q in reachable(form, remaining, known)}
        gone = [key for key in remaining if key not in keys]
        if not gone:
            return remaining, tuple(dropped)
        for key in gone:
            del remaining[key]
            dropped.extend(q for q in form.questions if q.key == key)
