"""step(form, conversation, said) → turn: one message in, what to keep and what to say out. Pure.

A turn never raises for anything a person said, never loses an answer, and always has something to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogue.answering import Heard, hear
from dialogue.asking import Scene, screen, shown
from dialogue.conversation import ASKING, CONFIRMING, OWN_WORDS, REVIEWING, Conversation
from dialogue.messages import Message
from dialogue.question import NOT_APPLICABLE, Form, Question, Value
from dialogue.reaching import kept, must_answer, reachable, seen
from dialogue.reading import Confirm, Unclear, Understood
from dialogue.said import Said
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


def begin(
    form: Form,
    scene: Scene,
    *,
    previous: Mapping[str, Value] | None = None,
    known: Mapping[str, Value] | None = None,
    answers: Mapping[str, Value] | None = None,
    review: bool = False,
) -> Turn:
    """The first turn of a run. With `answers` it revises what was sent, from the review card if `review`."""
    conversation = Conversation(
        answers=dict(answers or {}),
        previous=dict(previous or {}),
        known=dict(known or {}),
        asked=tuple(q.key for q in form.questions),
        step=1,
    )
    conversation = replace(conversation, stage=REVIEWING) if review else _next(form, conversation)
    return Turn(conversation, (screen(form, conversation, scene),))


def step(form: Form, conversation: Conversation, said: Said, scene: Scene) -> Turn:
    """What `said` leads to, in `form` at `conversation`."""
    conversation = _settled(form, conversation)
    question = form.question(conversation.at)
    heard = hear(form, question, conversation, said, scene)
    if heard.stale:
        return _again(form, conversation, scene, say(scene.language, "stale_button"))
    if heard.action == "cancel":
        return Turn(conversation, (Message(say(scene.language, "left_open")),), LEAVE)
    if heard.action == "back":
        return _show(form, _back(form, conversation), scene)
    if conversation.stage == REVIEWING or question is None:
        return _reviewed(form, conversation, heard, scene)
    if conversation.stage == CONFIRMING and heard.action in ("yes", "no"):
        if heard.action == "yes":
            return _answer(form, question, conversation, conversation.pending, scene)
        return _show(form, replace(conversation, stage=ASKING, pending=None), scene)
    if heard.action == "skip":
        return _skip(form, question, conversation, scene)
    if heard.action == "same" and question.carry and question.key in conversation.previous:
        return _answer(form, question, conversation, conversation.previous[question.key], scene, carried=True)
    if heard.action == "not_applicable" and question.not_applicable:
        return _answer(form, question, conversation, dict(NOT_APPLICABLE), scene)
    if heard.collected is not None:
        return _show(
            form, replace(conversation, pending=heard.collected, stage=heard.stage, tries=0), scene, moved=False
        )
    match heard.reading:
        case Understood(value):
            return _answer(form, question, conversation, value, scene)
        case Confirm(value):
            return _show(form, replace(conversation, stage=CONFIRMING, pending=value, tries=0), scene)
        case Unclear(sentence, values):
            return _again(form, conversation, scene, say(scene.language, sentence, **dict(values)))


def _settled(form: Form, conversation: Conversation) -> Conversation:
    """`conversation` on `form` as it is now: a question that is gone is not left standing open."""
    if conversation.stage != REVIEWING and all(
        q.key != conversation.at for q in reachable(form, conversation.answers, conversation.known)
    ):
        return _next(form, replace(conversation, pending=None))
    return conversation


def _next(form: Form, conversation: Conversation) -> Conversation:
    """At the first question that is open, or at the review card."""
    settled = replace(conversation, pending=None, tries=0)
    for question in reachable(form, conversation.answers, conversation.known):
        needed = question.key not in conversation.answers and question.key not in conversation.skipped
        if needed or (
            question.key not in conversation.answers and must_answer(question, conversation.answers, conversation.known)
        ):
            return replace(settled, stage=ASKING, at=question.key)
    return replace(settled, stage=REVIEWING, at="", editing=False)


def _back(form: Form, conversation: Conversation) -> Conversation:
    """At the question before this one; its answer stays until another is given."""
    if conversation.stage in (CONFIRMING, OWN_WORDS):
        return replace(conversation, stage=ASKING, pending=None)
    asked = [q.key for q in reachable(form, conversation.answers, conversation.known)]
    here = asked.index(conversation.at) if conversation.at in asked else len(asked)
    if not asked:
        return conversation
    return replace(conversation, stage=ASKING, at=asked[max(here - 1, 0)], pending=None, tries=0)


def _show(form: Form, conversation: Conversation, scene: Scene, *notices: str, moved: bool = True) -> Turn:
    """The new place on the screen, after what has to be told first."""
    conversation = replace(conversation, step=conversation.step + 1) if moved else conversation
    shown_now = screen(form, conversation, scene)
    return Turn(conversation, (replace(shown_now, text="\n\n".join((*notices, shown_now.text))),))


def _again(form: Form, conversation: Conversation, scene: Scene, sentence: str) -> Turn:
    """Nothing has changed: say why, and show the same place once more."""
    conversation = replace(conversation, tries=conversation.tries + 1)
    notices = [sentence]
    if conversation.tries >= TRIES:
        notices.append(say(scene.language, "three_tries", contact=scene.contact or say(scene.language, "officer")))
    return _show(form, conversation, scene, *notices, moved=False)


def _skip(form: Form, question: Question, conversation: Conversation, scene: Scene) -> Turn:
    if must_answer(question, conversation.answers, conversation.known):
        return _again(form, conversation, scene, say(scene.language, "must_answer"))
    answers = {key: value for key, value in conversation.answers.items() if key != question.key}
    skipped = (*(key for key in conversation.skipped if key != question.key), question.key)
    return _moved_on(form, replace(conversation, skipped=skipped), answers, scene)


def _answer(
    form: Form, question: Question, conversation: Conversation, value: Value, scene: Scene, *, carried: bool = False
) -> Turn:
    """Keep `value`, unless the question's own check forbids it, and go on."""
    answers = {**conversation.answers, question.key: value}
    if (
        question.check is not None
        and value != NOT_APPLICABLE
        and question.check(seen(question.group, answers, conversation.known)) is False
    ):
        return _again(
            form,
            replace(conversation, stage=ASKING, pending=None),
            scene,
            question.check_hint or say(scene.language, "check_failed"),
        )
    marks = tuple(key for key in conversation.carried if key != question.key)
    conversation = replace(
        conversation,
        carried=(*marks, question.key) if carried else marks,
        skipped=tuple(key for key in conversation.skipped if key != question.key),
    )
    return _moved_on(form, conversation, answers, scene)


def _moved_on(form: Form, conversation: Conversation, answers: Mapping[str, Value], scene: Scene) -> Turn:
    """The next open place, telling which answers are no longer asked for and have gone."""
    remaining, dropped = kept(form, answers, conversation.known)
    notices = [
        say(scene.language, "dropped", label=q.label, value=shown(q, answers[q.key], scene.language)) for q in dropped
    ]
    return _show(form, _next(form, replace(conversation, answers=remaining)), scene, *notices)


def _reviewed(form: Form, conversation: Conversation, heard: Heard, scene: Scene) -> Turn:
    """The review card: send, or change one answer."""
    asked = reachable(form, conversation.answers, conversation.known)
    if heard.action == "send":
        opened = _next(form, conversation)
        if opened.stage != REVIEWING:
            return _show(form, opened, scene, say(scene.language, "not_complete"))
        return Turn(conversation, (), SUBMIT)
    if heard.place is not None and 1 <= heard.place <= len(asked):
        at = asked[heard.place - 1].key
        return _show(form, replace(conversation, stage=ASKING, at=at, editing=True, tries=0), scene)
    return _again(form, conversation, scene, say(scene.language, "review_what"))
