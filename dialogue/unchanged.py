"""0 ทุกข้อ/เหมือนเดิม: a run with nothing to tell, answered in one tap. Nothing is invented: what could be false is asked."""

from dataclasses import replace

from dialogue.acting import repeatable
from dialogue.conversation import Conversation
from dialogue.moving import optional
from dialogue.question import SAME, ZERO, Form, Question
from dialogue.reaching import breaks, must_answer, reachable

LONGEST_REMARK = 500
"""Characters."""


def answer_unchanged(form: Form, conversation: Conversation) -> Conversation | None:
    """Every open question that must be answered and can be so: quantities become 0, states and lists are carried over;
    what need not be answered is skipped. None where nothing comes of it. Conditions are followed as answers come."""
    found = conversation
    while question := _next(form, found):
        if question.unchanged == ZERO:
            answered = replace(found, zeroed=(*found.zeroed, question.key))
            found = replace(answered, answers={**found.answers, question.key: 0})
        else:
            answered = replace(found, carried=(*found.carried, question.key))
            found = replace(answered, answers={**found.answers, question.key: found.previous[question.key]})
    skipped = tuple(
        key for key in optional(reachable(form, found.answers, found.known), found) if key not in found.skipped
    )
    found = replace(found, skipped=(*found.skipped, *skipped))
    return None if found == conversation else found


def is_remark(words: str) -> bool:
    """Whether these can be the sentence that was asked for."""
    return 2 <= len(words.strip()) <= LONGEST_REMARK and any(letter.isalpha() for letter in words)


def _next(form: Form, conversation: Conversation) -> Question | None:
    """The first open question that must be answered and that 0, or last time's answer, can answer truly."""
    answers, known = conversation.answers, conversation.known
    for question in reachable(form, answers, known):
        if question.key in answers or not must_answer(question, answers, known):
            continue
        if question.unchanged == ZERO:
            value = 0
        elif question.unchanged == SAME and repeatable(question, conversation):
            value = conversation.previous[question.key]
        else:
            continue
        if not breaks(question, {**answers, question.key: value}, known):
            return question
    return None
