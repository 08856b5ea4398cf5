"""Where a conversation stands next: at the first open question, one back, or at the one to be changed.

`asked` is what the form asks with the conversation's answers.
"""

from collections.abc import Sequence
from dataclasses import replace

from dialogue.conversation import ASKING, CONFIRMING, OWN_WORDS, REVIEWING, Conversation
from dialogue.question import Question
from dialogue.reaching import must_answer


def onward(asked: Sequence[Question], conversation: Conversation) -> Conversation:
    """At the first question that is open, or at the review card."""
    at = next((q.key for q in asked if _open(q, conversation)), "")
    return replace(conversation, stage=ASKING if at else REVIEWING, at=at, pending=None, tries=0, editing=False)


def _open(question: Question, conversation: Conversation) -> bool:
    if question.key in conversation.answers:
        return False
    return question.key not in conversation.skipped or must_answer(question, conversation.answers, conversation.known)


def backward(asked: Sequence[Question], conversation: Conversation) -> Conversation:
    """At the question before this one, or at the review card where one answer was being changed. Answers stay until
    others are given."""
    if conversation.stage in (CONFIRMING, OWN_WORDS):
        return replace(conversation, stage=ASKING, pending=None)
    if conversation.editing:
        return onward(asked, conversation)
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
    if key not in (*conversation.skipped, *conversation.carried, *conversation.zeroed):
        return conversation
    return replace(
        conversation,
        skipped=tuple(k for k in conversation.skipped if k != key),
        carried=tuple(k for k in conversation.carried if k != key),
        zeroed=tuple(k for k in conversation.zeroed if k != key),
    )


def optional(asked: Sequence[Question], conversation: Conversation) -> tuple[str, ...]:
    """What is open but need not be answered: a run that begins at the review card does not ask it unasked."""
    answers, known = conversation.answers, conversation.known
    return tuple(q.key for q in asked if q.key not in answers and not must_answer(q, answers, known))
