"""A file or link sent to the review card: which question it is for, and what is asked while nobody has said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogue.acting import collected
from dialogue.conversation import Conversation
from dialogue.kinds import url
from dialogue.kinds.evidence import accepts
from dialogue.moving import at_question
from dialogue.question import Question, Value
from dialogue.said import File, Said, Text

Item = Mapping[str, Value]
"""{"digest", "name", "media_type", "size"} or {"url"}."""


def item_in(said: Said) -> Item | None:
    """The file or link that `said` is."""
    if isinstance(said, File):
        return said.item
    link = url.link_in(said.text.strip()) if isinstance(said, Text) else None
    return {"url": link} if link else None


def waiting(conversation: Conversation) -> list[Value]:
    """What has been sent to the review card and belongs to no question yet."""
    return conversation.pending if not conversation.at and isinstance(conversation.pending, list) else []


def takers(asked: Sequence[Question], conversation: Conversation, items: Sequence[Item]) -> Mapping[int, Question]:
    """Line of the review card → its question, where that takes all of `items`."""
    return {place: q for place, q in enumerate(asked, 1) if _takes(q, conversation, items)}


def lacks_room(asked: Sequence[Question], items: Sequence[Item]) -> bool:
    """Whether a question takes files and links like `items`, if only it had the room."""
    return any(q.kind == "evidence" and _accepts(q, items) for q in asked)


def evidence_alone(asked: Sequence[Question]) -> bool:
    """Whether a run asks for nothing but evidence: its card is no report to be reviewed, but a list to attach to."""
    return bool(asked) and all(q.kind in ("evidence", "url") for q in asked)


def placed(conversation: Conversation, question: Question, items: Sequence[Item]) -> Conversation:
    """At `question`, which has `items` besides what it had before."""
    moved = at_question(conversation, question)
    before = collected(question, moved)
    return replace(moved, pending=[*before, *(item for item in items if item not in before)])


def _takes(question: Question, conversation: Conversation, items: Sequence[Item]) -> bool:
    if question.kind == "url":  # which holds one link, and loses none unasked
        return len(items) == 1 and "url" in items[0] and question.key not in conversation.answers
    if question.kind != "evidence":
        return False
    had = conversation.answers.get(question.key)
    room = question.max_files - (len(had) if isinstance(had, list) else 0)
    return len(items) <= room and _accepts(question, items)


def _accepts(question: Question, items: Sequence[Item]) -> bool:
    return all(
        (not question.accept or "link" in question.accept) if "url" in item else accepts(question, item["media_type"])
        for item in items
    )
