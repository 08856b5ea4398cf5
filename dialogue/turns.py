"""How a turn is built: an answer, a skip or a refusal, and then what stands on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogue.asking import Scene, screen, shown
from dialogue.conversation import ASKING, REVIEWING, Conversation
from dialogue.messages import Message
from dialogue.moving import onward, unmarked
from dialogue.question import Form, Question, Value
from dialogue.reaching import breaks, kept, must_answer
from dialogue.unchanged import answer_unchanged
from dialogue.words import say

SUBMIT = "submit"
LEAVE = "leave"
TRIES = 3
"""After so many messages in a row that could not be read, the person is told whom to call."""


@dataclass(frozen=True, slots=True)
class Turn:
    conversation: Conversation
    messages: tuple[Message, ...]
    outcome: str = ""
    """`SUBMIT`: the answers are confirmed; `LEAVE`: the person steps out and the draft stays; else empty."""


def show(form: Form, conversation: Conversation, scene: Scene, *notices: str, moved: bool = True) -> Turn:
    """The new place on the screen, after what has to be told first."""
    conversation = replace(conversation, step=conversation.step + 1) if moved else conversation
    shown_now = screen(form, conversation, scene)
    return Turn(conversation, (replace(shown_now, text="\n\n".join((*notices, shown_now.text))),))


def again(form: Form, conversation: Conversation, scene: Scene, sentence: str, *, moved: bool = False) -> Turn:
    """Nothing has changed: say why, and show the same place once more."""
    conversation = replace(conversation, tries=conversation.tries + 1)
    notices = [sentence]
    if conversation.tries >= TRIES:
        notices.append(say(scene.language, "three_tries", contact=scene.contact or say(scene.language, "officer")))
    return show(form, conversation, scene, *notices, moved=moved)


def answer(
    form: Form, question: Question, conversation: Conversation, value: Value, scene: Scene, *, carried: bool = False
) -> Turn:
    """Keep `value`, unless the question's own check forbids it, and go on."""
    answers = {**conversation.answers, question.key: value}
    if breaks(question, answers, conversation.known):
        asked_again = replace(conversation, stage=ASKING, pending=None)
        return again(form, asked_again, scene, check_hint(question, scene), moved=True)
    marked = unmarked(conversation, question.key)
    if carried:
        marked = replace(marked, carried=(*marked.carried, question.key))
    return moved_on(form, marked, answers, scene)


def skip(form: Form, question: Question, conversation: Conversation, scene: Scene) -> Turn:
    if must_answer(question, conversation.answers, conversation.known):
        return again(form, conversation, scene, say(scene.language, "must_answer"))
    answers = {key: value for key, value in conversation.answers.items() if key != question.key}
    marked = unmarked(conversation, question.key)
    return moved_on(form, replace(marked, skipped=(*marked.skipped, question.key)), answers, scene)


def unchanged(form: Form, conversation: Conversation, scene: Scene) -> Turn:
    """Nothing has changed: all that can be answered so is, and the rest stays open."""
    answered = answer_unchanged(form, conversation)
    if answered is None:
        return again(form, conversation, scene, say(scene.language, "unchanged_nothing"))
    count = len(answered.answers.keys() - conversation.answers.keys())
    moved = moved_on(form, answered, answered.answers, scene)
    sentence = "unchanged_filled" if moved.conversation.stage == REVIEWING else "unchanged_rest_filled"
    told = say(scene.language, sentence, count=count)
    return replace(moved, messages=(replace(moved.messages[0], text=f"{told}\n\n{moved.messages[0].text}"),))


def moved_on(form: Form, conversation: Conversation, answers: Mapping[str, Value], scene: Scene) -> Turn:
    """The next open place, telling which answers are no longer asked for and have gone."""
    remaining, dropped = kept(form, answers, conversation.known)
    notices = dropped_notices(dropped, answers, scene)
    return show(form, onward(form, replace(conversation, answers=remaining)), scene, *notices)


def dropped_notices(dropped: tuple[Question, ...], answers: Mapping[str, Value], scene: Scene) -> list[str]:
    return [
        say(scene.language, "dropped", label=q.label, value=shown(q, answers[q.key], scene.language)) for q in dropped
    ]


def check_hint(question: Question, scene: Scene) -> str:
    return question.check_hint or say(scene.language, "check_failed")
