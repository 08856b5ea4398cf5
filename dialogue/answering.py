"""What a message means at the question that stands open: an action, a reading, or one more item of a collection."""

import re
from dataclasses import dataclass

from dialogue.acting import collected, nothing, possible
from dialogue.conversation import ASKING, CONFIRMING, OWN_WORDS, Conversation
from dialogue.hearing import action_heard, change_heard, line_heard
from dialogue.kinds import KINDS
from dialogue.kinds.evidence import MEDIA, accepts, named
from dialogue.kinds.multi_choice import LONGEST_OWN, in_order
from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.said import BadFile, File, Other, Said, Tap, Text
from dialogue.scene import Scene
from dialogue.thai.polite import says_none, without_courtesy, yes_or_no

_CHOICE = re.compile(r"c([0-9]{1,3})")
_EDIT = re.compile(r"e([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard: an action, a reading, items, a line of the review card or words at it; all empty: nothing."""

    action: str = ""
    reading: Reading | None = None
    collected: list[Value] | None = None
    """The items so far of a question that takes several; it stands open still."""
    stage: str = ASKING
    """Where the conversation stands after collecting: `OWN_WORDS` when the choice for other was taken."""
    place: int | None = None
    """The line of the review card, or the question before this one, that is to be changed; from 1."""
    no_room: str = ""
    """The name of a file or link that is one too many."""
    words: str = ""
    """What was typed at the review card: it may be the remark that was asked for."""
    stale: bool = False


def hear(question: Question | None, conversation: Conversation, said: Said, scene: Scene) -> Heard:
    """`question` stands open, or None does and the review card is shown."""
    match said:
        case Tap(data):
            return _tapped(question, conversation, data, scene)
        case Text(text):
            return _on_card(text) if question is None else _text(question, conversation, text, scene)
        case File() | BadFile() if question is not None:
            return _file(question, conversation, said, scene)
        case Other() if question is not None:
            return Heard(reading=Unclear("evidence_unclear" if question.kind == "evidence" else "sticker_here"))
    return Heard()


def _tapped(question: Question | None, conversation: Conversation, data: str, scene: Scene) -> Heard:
    """Anyone can forge a tap, so only what the screen offers is taken."""
    draft, _, rest = data.partition(".")
    step, _, action = rest.partition(".")
    if draft != scene.draft or step != str(conversation.step):
        return Heard(stale=True)
    if question is None:
        place = _EDIT.fullmatch(action)
        return Heard(place=int(place.group(1))) if place else Heard(action=action, stale=action not in ("send", "back"))
    choice = _CHOICE.fullmatch(action)
    if choice and 1 <= int(choice.group(1)) <= len(question.choices):
        return _chosen(question, conversation, question.choices[int(choice.group(1)) - 1])
    return _acted(question, conversation, action) if possible(question, conversation, action) else Heard(stale=True)


def _on_card(text: str) -> Heard:
    if place := line_heard(text):
        return Heard(place=place)
    agreed = yes_or_no(text)
    action = action_heard(text) or ("send" if agreed else "")
    return Heard(action=action, words="" if action or agreed is False else text)


def _acted(question: Question, conversation: Conversation, action: str) -> Heard:
    """The short ways that give an answer; the others are left to the engine."""
    if action == "zero":
        return Heard(reading=Understood(0))
    if action == "none":
        return Heard(reading=Understood(nothing(question)))
    sent = question.kind == "evidence" and bool(collected(question, conversation))
    if action == "done" or (
        action == "skip" and sent
    ):  # what was sent is let go by its own button, never by passing on
        return Heard(reading=Understood(collected(question, conversation)))
    return Heard(action=action)


def _chosen(question: Question, conversation: Conversation, choice: str) -> Heard:
    """A tapped choice: the answer itself, or one more of several, or one less; the choice for other asks for its words."""
    several = question.kind == "multi_choice"
    before = collected(question, conversation)
    chosen = [c for c in before if c != choice]
    if choice == question.other:
        return Heard(collected=chosen, stage=OWN_WORDS)
    if not several:
        return Heard(reading=Understood(choice))
    return Heard(collected=chosen if choice in before else in_order(question, [*chosen, choice]))


def _file(question: Question, conversation: Conversation, file: File | BadFile, scene: Scene) -> Heard:
    if question.kind != "evidence":
        return Heard(reading=Unclear("file_not_here"))
    if isinstance(file, BadFile):
        return Heard(reading=refusal(file, question.accept, scene))
    if not accepts(question, file.media_type):
        return Heard(reading=refusal(BadFile("wrong_file"), question.accept, scene))
    return _collect(question, conversation, file.item)


def refusal(file: BadFile, accept: tuple[str, ...], scene: Scene) -> Unclear:
    """Why `file` is not kept where `accept` is taken; everything is where that is empty."""
    accepted = ", ".join(scene.say(f"accept_{kind}") for kind in accept or (*MEDIA, "link"))
    return Unclear(file.reason, (*file.values, ("accepted", accepted)))


def _collect(question: Question, conversation: Conversation, item: dict[str, Value]) -> Heard:
    before = collected(question, conversation)
    if any(item.get(same) and item.get(same) == kept.get(same) for kept in before for same in ("digest", "url")):
        return Heard(collected=before)  # the very same file or link, sent twice
    if len(before) >= question.max_files:
        return Heard(no_room=named(item))
    return Heard(collected=[*before, item])


def _text(question: Question, conversation: Conversation, text: str, scene: Scene) -> Heard:
    if conversation.stage == CONFIRMING and (agreed := yes_or_no(text, asked=True)) is not None:
        return Heard(action="yes" if agreed else "no")
    action = None if text.strip() in question.choices else action_heard(text)
    if action == "unchanged" and question.kind == "text":
        return _read(question, conversation, text, scene, doubtful=True)  # "nothing has changed" may well be the answer
    if action and possible(question, conversation, action):
        return _acted(question, conversation, action)
    if place := change_heard(text):
        return Heard(place=place)
    if conversation.stage == OWN_WORDS:
        return _own_words(question, conversation, text)
    return _read(question, conversation, text, scene, doubtful=action is not None)


def _own_words(question: Question, conversation: Conversation, text: str) -> Heard:
    words = " ".join(without_courtesy(text).split())
    if words == question.other or not 2 <= len(words) <= LONGEST_OWN or not any(c.isalpha() for c in words):
        return Heard(reading=Unclear("own_words_unclear"))
    if question.kind == "multi_choice":
        return Heard(reading=Understood(in_order(question, [*collected(question, conversation), words])))
    return Heard(reading=Understood(words))


def _read(question: Question, conversation: Conversation, text: str, scene: Scene, *, doubtful: bool) -> Heard:
    """What the question makes of `text`. Doubtful words name an action that cannot be taken here: they may be an answer."""
    reading = KINDS[question.kind].read(question, text, scene.today)
    if isinstance(reading, Unclear) and question.allow_none and says_none(text):
        return Heard(reading=Understood(nothing(question)))
    if not isinstance(reading, Understood):
        return Heard(reading=reading)
    if question.kind == "evidence":
        return _collect(question, conversation, reading.value)
    if question.other and reading.value == question.other:
        return Heard(collected=[], stage=OWN_WORDS)
    if question.other and question.kind == "multi_choice" and question.other in reading.value:
        return Heard(collected=[c for c in reading.value if c != question.other], stage=OWN_WORDS)
    if doubtful and question.kind in ("text", "text_list"):
        return Heard(reading=Confirm(reading.value))
    return Heard(reading=reading)
