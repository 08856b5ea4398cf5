"""Where a conversation stands next: at the first open question, one back, or at the one to be changed."""

from dataclasses import replace

from dialogue.conversation import ASKING, CONFIRMING, OWN_WORDS, REVIEWING, Conversation
from dialogue.question import Form, Question
from dialogue.reaching import must_answer, reachable


def onward(form: Form, conversation: Conversation) -> Conversation:
    """At the first question that is open, or at the review card."""
    settled = replace(conversation, pending=None, tries=0, editing=False)
    answers, known = conversation.answers, conversation.known
    for question in reachable(form, answers, known):
        if question.key not in answers and (
            question.key not in conversation.skipped or must_answer(question, answers, known)
        ):
            return replace(settled, stage=ASKING, at=question.key)
    return replace(settled, stage=REVIEWING, at="")


def backward(form: Form, conversation: Conversation) -> Conversation:
    """At the question before this one, or at the review card where one answer was being changed. Answers stay until
    others are given, and files that were sent already stay with their question."""
    if conversation.stage in (CONFIRMING, OWN_WORDS):
        return replace(conversation, stage=ASKING, pending=None)
    asked = reachable(form, conversation.answers, conversation.known)
    question = form.question(conversation.at)
    if question is not None and question.kind == "evidence" and conversation.pending:
        conversation = replace(conversation, answers={**conversation.answers, question.key: conversation.pending})
    if conversation.editing:
        return onward(form, conversation)
    if not asked:
        return conversation
    keys = [q.key for q in asked]
    here = keys.index(conversation.at) if conversation.at in keys else len(keys)
    return replace(conversation, stage=ASKING, at=keys[max(here - 1, 0)], pending=None, tries=0)


def at_question(conversation: Conversation, question: Question) -> Conversation:
    """Changing one answer from the review card, which comes back afterwards."""
    return replace(conversation, stage=ASKING, at=question.key, editing=True, pending=None, tries=0)


def unmarked(conversation: Conversation, key: str) -> Conversation:
    """Neither skipped, nor carried over, nor set to 0 with others."""
    return replace(
        conversation,
        skipped=tuple(k for k in conversation.skipped if k != key),
        carried=tuple(k for k in conversation.carried if k != key),
        zeroed=tuple(k for k in conversation.zeroed if k != key),
    )


def optional(form: Form, conversation: Conversation) -> tuple[str, ...]:
    """What is open but need not be answered: a run that begins at the review card does not ask it unasked."""
    answers, known = conversation.answers, conversation.known
    open_now = [q for q in reachable(form, answers, known) if q.key not in answers]
    return tuple(q.key for q in open_now if not must_answer(q, answers, known))
