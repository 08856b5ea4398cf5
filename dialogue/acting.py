"""Which of the short ways are open at a question: the buttons show them, and nothing else is taken."""

from dialogue.conversation import CONFIRMING, OWN_WORDS, Conversation
from dialogue.kinds import holds
from dialogue.question import NOT_APPLICABLE, Question, Value

SEVERAL = ("multi_choice", "evidence")
"""Kinds whose answer is gathered in several messages, until the person says that it is done."""


def possible(question: Question, conversation: Conversation, action: str) -> bool:
    """Whether `action` can be taken at `question`; a required question still refuses to be skipped, and says so."""
    match action:
        case "back" | "cancel" | "skip":
            return True
        case "yes" | "no":
            return conversation.stage == CONFIRMING
        case "same":
            return question.key in conversation.answers or repeatable(question, conversation)
        case "zero":
            return question.kind == "number" and question.min == 0
        case "none":
            return question.allow_none and question.kind != "number"
        case "not_applicable":
            return question.not_applicable
        case "unchanged":
            return conversation.stage != OWN_WORDS and not (question.kind in SEVERAL and conversation.pending)
        case "done":
            return bool(collected(question, conversation))
        case "anew":
            return question.kind == "evidence" and bool(collected(question, conversation))
    return False


def collected(question: Question, conversation: Conversation) -> list[Value]:
    """What a question that takes several has so far. Evidence is added to what was given before, never put in its place."""
    if question.kind not in SEVERAL:
        return []
    if conversation.stage != CONFIRMING and isinstance(conversation.pending, list):
        return conversation.pending
    before = conversation.answers.get(question.key)
    return before if question.kind == "evidence" and isinstance(before, list) else []


def nothing(question: Question) -> Value:
    """The answer ไม่มี."""
    return [] if question.kind in (*SEVERAL, "text_list") else ""


def repeatable(question: Question, conversation: Conversation) -> bool:
    """Last time's answer can be given again, unless the plan has since lost a choice of it."""
    if not question.carry or question.key not in conversation.previous:
        return False
    value = conversation.previous[question.key]
    if value == NOT_APPLICABLE:
        return question.not_applicable
    if question.kind not in ("choice", "multi_choice") or question.other:
        return holds(question, value)
    return set(value if isinstance(value, list) else [value]) <= {*question.choices, *([""] * question.allow_none)}
