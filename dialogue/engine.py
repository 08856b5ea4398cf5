"""step(form, conversation, said) → turn: one message in, what to keep and what to say out. Pure.

A turn never raises for anything a person said, never loses an answer, and always has something to say: an album once,
with its last file.
"""

from collections.abc import Mapping
from dataclasses import replace

from dialogue.answering import Heard, hear, refused
from dialogue.asking import Scene, screen
from dialogue.conversation import ASKING, CARRIED, CONFIRMING, REVIEWING, ZEROED, Conversation
from dialogue.kinds import holds
from dialogue.messages import Message
from dialogue.moving import backward, onward, optional
from dialogue.placing import item_in, waiting
from dialogue.question import NOT_APPLICABLE, Form, Question, Value
from dialogue.reaching import kept, reachable
from dialogue.reading import Confirm, Unclear, Understood
from dialogue.reviewing import lets_go, reviewed, unplaced
from dialogue.said import BadFile, File, Said
from dialogue.turns import LEAVE, SUBMIT, TRIES, Turn, again, answer, dropped_notices, show, skip, unchanged
from dialogue.words import say

__all__ = ["LEAVE", "SUBMIT", "TRIES", "Turn", "begin", "step"]


def begin(
    form: Form,
    scene: Scene,
    *,
    previous: Mapping[str, Value] | None = None,
    previous_when: Mapping[str, str] | None = None,
    repeated: Mapping[str, int] | None = None,
    known: Mapping[str, Value] | None = None,
    answers: Mapping[str, Value] | None = None,
    marks: Mapping[str, str] | None = None,
    remark: str = "",
    review: bool = False,
) -> Turn:
    """The first turn of a run. With `answers`, their `marks` and `remark` it revises what was sent, from the review card
    if `review`."""
    asked_before = {key: value for key, value in (answers or {}).items() if _holds(form, key, value)}
    conversation = Conversation(
        answers=kept(form, asked_before, known or {})[0],
        previous={key: value for key, value in (previous or {}).items() if _holds(form, key, value)},
        previous_when=dict(previous_when or {}),
        repeated=dict(repeated or {}),
        known=dict(known or {}),
        asked=tuple(q.key for q in form.questions),
        step=1,
        remark=remark,
    )
    of_kept = {key: mark for key, mark in (marks or {}).items() if key in conversation.answers}
    conversation = replace(
        conversation,
        carried=tuple(key for key, mark in of_kept.items() if mark == CARRIED),
        zeroed=tuple(key for key, mark in of_kept.items() if mark == ZEROED),
    )
    if review:
        conversation = replace(conversation, stage=REVIEWING, skipped=optional(form, conversation))
    else:
        conversation = onward(form, conversation)
    return Turn(conversation, (screen(form, conversation, scene),))


def step(form: Form, conversation: Conversation, said: Said, scene: Scene) -> Turn:
    """What `said` leads to, in `form` at `conversation`."""
    settled, notices = _settled(form, conversation, scene)
    if settled.at != conversation.at:
        # It was said to a question that is no longer there: no other question may take it for its answer.
        return show(form, settled, scene, *notices, say(scene.language, "form_changed"))
    turn = _led_to(form, settled, said, scene)
    if isinstance(said, File) and said.more and not notices:
        return _one_of_many(form, settled, turn)
    if notices and turn.messages:
        told = replace(turn.messages[0], text="\n\n".join((*notices, turn.messages[0].text)))
        return replace(turn, messages=(told, *turn.messages[1:]))
    return turn


def _settled(form: Form, conversation: Conversation, scene: Scene) -> tuple[Conversation, list[str]]:
    """`conversation` on `form` as it is now, and what has to be told: what is no longer asked has gone."""
    remaining, dropped = kept(form, conversation.answers, conversation.known)
    notices = dropped_notices(dropped, conversation.answers, scene)
    conversation = replace(conversation, answers=remaining)
    if conversation.stage != REVIEWING and all(
        q.key != conversation.at for q in reachable(form, remaining, conversation.known)
    ):
        return onward(form, conversation), notices
    return conversation, notices


def _led_to(form: Form, conversation: Conversation, said: Said, scene: Scene) -> Turn:
    question = form.question(conversation.at) if conversation.stage != REVIEWING else None
    heard = hear(question, conversation, said, scene)
    if heard.stale:
        return show(form, conversation, scene, say(scene.language, "stale_button"), moved=False)
    if heard.action == "cancel":
        return Turn(conversation, (Message(say(scene.language, "left_open")),), LEAVE)
    if question is None and (item := item_in(said)):
        return unplaced(form, conversation, item, scene)
    if question is None and isinstance(said, BadFile):
        return again(form, conversation, scene, refused(said, (), scene))
    if question is None and waiting(conversation) and lets_go(heard, scene):
        let_go = replace(conversation, pending=None, tries=0)
        return show(form, let_go, scene, say(scene.language, "evidence_let_go"))
    if heard.action == "back":
        return show(form, backward(form, conversation), scene)
    if question is None:
        return reviewed(form, conversation, heard, scene)
    match heard.action:
        case "yes":
            return answer(form, question, conversation, conversation.pending, scene)
        case "no":
            return show(form, replace(conversation, stage=ASKING, pending=None), scene)
        case "skip":
            return skip(form, question, conversation, scene)
        case "same" if question.key in conversation.answers:
            return show(form, onward(form, conversation), scene)
        case "same":
            return answer(form, question, conversation, conversation.previous[question.key], scene, carried=True)
        case "not_applicable":
            return answer(form, question, conversation, dict(NOT_APPLICABLE), scene)
        case "unchanged":
            return unchanged(form, conversation, scene)
    return _taken(form, question, conversation, heard, scene)


def _taken(form: Form, question: Question, conversation: Conversation, heard: Heard, scene: Scene) -> Turn:
    """An answer, a part of one, or words that are none."""
    if heard.collected is not None:
        gathered = replace(conversation, pending=heard.collected, stage=heard.stage, tries=0)
        return show(form, gathered, scene, moved=False)
    match heard.reading:
        case Understood(value):
            return answer(form, question, conversation, value, scene)
        case Confirm(value):
            return show(form, replace(conversation, stage=CONFIRMING, pending=value, tries=0), scene)
        case Unclear(sentence, values):
            return again(form, conversation, scene, say(scene.language, sentence, **dict(values)))
    raise AssertionError(heard)


def _one_of_many(form: Form, before: Conversation, turn: Turn) -> Turn:
    """A file with more of its album to come. What was taken is shown with the last of them; where no file is asked for,
    the last hears it for all; and why one alone was refused is said at once."""
    question = form.question(before.at) if before.stage != REVIEWING else None
    if question is None and turn.conversation.tries == before.tries:
        return replace(turn, messages=())
    if question is None or question.kind != "evidence":
        return Turn(before, ())
    return turn if turn.conversation.tries else replace(turn, messages=())


def _holds(form: Form, key: str, value: Value) -> bool:
    question = form.question(key)
    return question is not None and holds(question, value)
