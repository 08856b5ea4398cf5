"""What a message means at the question that stands open: an action, a reading, or one more item of a collection."""

import re
from dataclasses import dataclass

from dialogue.asking import Scene
from dialogue.conversation import ASKING, CONFIRMING, OWN_WORDS, REVIEWING, Conversation
from dialogue.hearing import action_heard
from dialogue.kinds import KINDS
from dialogue.kinds.evidence import MEDIA, accepts
from dialogue.question import Form, Question, Value
from dialogue.reading import Reading, Unclear, Understood
from dialogue.said import File, Other, Said, Tap, Text
from dialogue.thai.polite import yes_or_no
from dialogue.words import say

_CHOICE = re.compile(r"c([0-9]{1,3})")
_EDIT = re.compile(r"e?([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Heard:
    """Exactly one of these is set."""

    action: str = ""
    reading: Reading | None = None
    collected: Value = None
    """The items so far of a question that takes several; it stands open still."""
    stage: str = ASKING
    """Where the conversation stands after collecting: `OWN_WORDS` when the choice for other was taken."""
    place: int | None = None
    """The line of the review card to be changed, from 1."""
    stale: bool = False


def hear(form: Form, question: Question | None, conversation: Conversation, said: Said, scene: Scene) -> Heard:
    match said:
        case Tap(data):
            return _tapped(question, conversation, data, scene)
        case File():
            return _file(question, conversation, said, scene)
        case Other():
            return Heard(reading=Unclear("sticker_here"), action="" if question else "nothing")
        case Text(text):
            return _text(form, question, conversation, text, scene)


def _tapped(question: Question | None, conversation: Conversation, data: str, scene: Scene) -> Heard:
    draft, _, rest = data.partition(".")
    step, _, action = rest.partition(".")
    if draft != scene.draft or step != str(conversation.step):
        return Heard(stale=True)
    if conversation.stage == REVIEWING:
        return _on_review_card(action)
    choice = _CHOICE.fullmatch(action)
    if choice and question is not None and 1 <= int(choice.group(1)) <= len(question.choices):
        return _chosen(question, conversation, question.choices[int(choice.group(1)) - 1])
    if question is not None:
        return _acted(question, conversation, action)
    return Heard(stale=True)


def _on_review_card(action: str) -> Heard:
    place = _EDIT.fullmatch(action)
    return Heard(place=int(place.group(1))) if place else Heard(action=action)


def _acted(question: Question, conversation: Conversation, action: str) -> Heard:
    """The short ways that give an answer; the others are left to the engine."""
    if action == "zero":
        return Heard(reading=Understood(0))
    if action == "none" and question.allow_none:
        return Heard(reading=Understood([] if question.kind in ("multi_choice", "text_list") else ""))
    if action == "done" and conversation.pending:
        return Heard(reading=Understood(conversation.pending))
    return Heard(action=action)


def _chosen(question: Question, conversation: Conversation, choice: str) -> Heard:
    """A tapped choice: the answer itself, or one more of several; the choice for other asks for its words."""
    several = question.kind == "multi_choice"
    chosen = [c for c in conversation.pending or [] if c != choice] if several else []
    if choice == question.other:
        return Heard(collected=chosen, stage=OWN_WORDS)
    if not several:
        return Heard(reading=Understood(choice))
    if choice not in (conversation.pending or []):
        chosen.append(choice)
    return Heard(collected=_in_order(question, chosen))


def _in_order(question: Question, chosen: list[str]) -> list[str]:
    listed = [c for c in question.choices if c in chosen]
    return listed + [c for c in chosen if c not in listed]


def _file(question: Question | None, conversation: Conversation, file: File, scene: Scene) -> Heard:
    if question is None or question.kind != "evidence" or conversation.stage != ASKING:
        return Heard(reading=Unclear("file_not_here"), action="" if question else "nothing")
    if not accepts(question, file.media_type):
        accepted = ", ".join(say(scene.language, f"accept_{kind}") for kind in question.accept or (*MEDIA, "link"))
        return Heard(reading=Unclear("wrong_file", (("accepted", accepted),)))
    item = {"digest": file.digest, "name": file.name, "media_type": file.media_type, "size": file.size}
    return _collect(question, conversation, [item])


def _collect(question: Question, conversation: Conversation, items: list[Value]) -> Heard:
    collected = [*(conversation.pending or []), *items]
    if len(collected) > question.max_files:
        return Heard(reading=Unclear("too_many_files", (("max", str(question.max_files)),)))
    return Heard(collected=collected)


def _text(form: Form, question: Question | None, conversation: Conversation, text: str, scene: Scene) -> Heard:
    action = action_heard(text)
    if question is None or conversation.stage == REVIEWING:
        if place := _EDIT.fullmatch(action or text.strip()):
            return Heard(place=int(place.group(1)))
        return Heard(action="send" if action is None and yes_or_no(text) else action or "nothing")
    if conversation.stage == OWN_WORDS and action not in ("back", "cancel"):
        return _own_words(question, conversation, text)
    if conversation.stage == CONFIRMING and (agreed := yes_or_no(text)) is not None:
        return Heard(action="yes" if agreed else "no")
    if action is not None and text.strip() not in question.choices:
        return _acted(question, conversation, action)
    return _read(question, conversation, text, scene)


def _own_words(question: Question, conversation: Conversation, text: str) -> Heard:
    words = text.strip()
    if not words or len(words) > 200:
        return Heard(reading=Unclear("own_words_unclear"))
    if question.kind == "multi_choice":
        return Heard(reading=Understood([*(conversation.pending or []), words]))
    return Heard(reading=Understood(words))


def _read(question: Question, conversation: Conversation, text: str, scene: Scene) -> Heard:
    reading = KINDS[question.kind].read(question, text, scene.today)
    if not isinstance(reading, Understood):
        return Heard(reading=reading)
    if question.kind == "evidence":
        return _collect(question, conversation, [reading.value])
    if question.other and reading.value == question.other:
        return Heard(collected=[], stage=OWN_WORDS)
    if question.other and question.kind == "multi_choice" and question.other in reading.value:
        return Heard(collected=[c for c in reading.value if c != question.other], stage=OWN_WORDS)
    return Heard(reading=reading)
