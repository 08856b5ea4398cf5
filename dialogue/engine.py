"""step(form, conversation, said) → turn: one message in, what to keep and what to say out. Pure.

A turn never raises for anything a person said, never loses an answer, and always has something to say: an album once,
with its last file. Only of a confirmed report it says nothing: that is said when it has been kept.
"""

from collections.abc import Mapping
from dataclasses import replace

from dialogue import turns
from dialogue.answering import Heard, hear
from dialogue.asking import drawn
from dialogue.conversation import ASKING, CARRIED, CONFIRMING, REVIEWING, ZEROED, Conversation
from dialogue.kinds import holds
from dialogue.messages import Message
from dialogue.moving import onward, optional
from dialogue.question import NOT_APPLICABLE, Form, Question, Value
from dialogue.reaching import kept
from dialogue.reading import Confirm, Unclear, Understood
from dialogue.reviewing import reviewed
from dialogue.said import File, Said, Tap
from dialogue.scene import Here, Scene
from dialogue.showing import beginning
from dialogue.turns import LEAVE, SUBMIT, TRIES, Turn

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
    left = kept(form, _held(form, answers or {}), known or {})
    of_kept = {key: mark for key, mark in (marks or {}).items() if key in left.answers}
    conversation = Conversation(
        answers=left.answers,
        carried=tuple(key for key, mark in of_kept.items() if mark == CARRIED),
        zeroed=tuple(key for key, mark in of_kept.items() if mark == ZEROED),
        previous=_held(form, previous or {}),
        previous_when=dict(previous_when or {}),
        repeated=dict(repeated or {}),
        known=dict(known or {}),
        asked=tuple(q.key for q in form.questions),
        step=1,
        remark=remark,
    )
    if review:
        conversation = replace(conversation, stage=REVIEWING, skipped=optional(left.asked, conversation))
    else:
        conversation = onward(left.asked, conversation)
    return Turn(conversation, (drawn(Here(form, conversation, left.asked, scene)),))


def _held(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Those of `values` that the form's questions, as they are now, could have been answered with."""
    return {key: value for key, value in values.items() if (q := form.question(key)) and holds(q, value)}


def step(form: Form, conversation: Conversation, said: Said, scene: Scene) -> Turn:
    """What `said` leads to, in `form` at `conversation`."""
    here, notices = _settled(form, conversation, scene)
    if here.conversation.at != conversation.at:
        # It was said to a question that is no longer there: no other question may take it for its answer.
        return turns.show(here, here.conversation, *notices, scene.say("form_changed"))
    if conversation.unshown and isinstance(said, File) and said.more:
        return Turn(here.conversation, ())  # the last of the album hears it for all
    if conversation.unshown:
        here = replace(here, conversation=replace(here.conversation, unshown=False))
        if not isinstance(said, Tap):  # a button tells by itself which question it was of
            return turns.show(here, here.conversation, *notices, scene.say("unshown"), moved=False)
    turn = _led_to(here, said)
    if isinstance(said, File) and said.more and not notices:
        return _one_of_many(here, turn)
    return turns.told(_left_out_told(here, turn), *notices)


def _settled(form: Form, conversation: Conversation, scene: Scene) -> tuple[Here, list[str]]:
    """`conversation` on `form` as it is now, and what has to be told: what is no longer asked has gone."""
    left = kept(form, conversation.answers, conversation.known)
    notices = turns.dropped_notices(left.dropped, conversation.answers, scene)
    if left.answers != conversation.answers:
        conversation = replace(conversation, answers=left.answers)
    if conversation.stage != REVIEWING and conversation.at not in {q.key for q in left.asked}:
        conversation = onward(left.asked, conversation)
    return Here(form, conversation, left.asked, scene), notices


def _led_to(here: Here, said: Said) -> Turn:
    question = here.question
    heard = hear(question, here.conversation, said, here.scene)
    if heard.stale:
        return turns.show(here, here.conversation, here.scene.say("stale_button"), moved=False)
    if heard.action == "cancel":
        return Turn(here.conversation, (Message(here.scene.say("left_open")),), LEAVE)
    return reviewed(here, said, heard) if question is None else _answered(here, question, heard)


def _answered(here: Here, question: Question, heard: Heard) -> Turn:
    """What was heard at `question`: one of the short ways, an answer, a part of one, or words that are none."""
    conversation = here.conversation
    match heard.action:
        case "back":
            return turns.back(here, question)
        case "yes":
            return turns.answer(here, question, conversation.pending)
        case "no":
            return turns.show(here, replace(conversation, stage=ASKING, pending=None))
        case "skip":
            return turns.skip(here, question)
        case "anew":
            return turns.anew(here, question)
        case "same" if question.key in conversation.answers:
            return turns.show(here, onward(here.asked, conversation))
        case "same":
            return turns.answer(here, question, conversation.previous[question.key], carried=True)
        case "not_applicable":
            return turns.answer(here, question, dict(NOT_APPLICABLE))
        case "unchanged":
            return turns.unchanged(here)
    if heard.no_room:
        return turns.no_room(here, heard.no_room)
    if heard.place is not None:
        return turns.change(here, question, heard.place)
    if heard.collected is not None:
        gathered = replace(conversation, pending=heard.collected, stage=heard.stage, tries=0)
        return turns.show(here, gathered, moved=False)
    match heard.reading:
        case Understood(value):
            return turns.answer(here, question, value)
        case Confirm(value):
            return turns.show(here, replace(conversation, stage=CONFIRMING, pending=value, tries=0))
        case Unclear() as reading:
            return turns.unclear(here, reading)
    raise AssertionError(heard)


def _left_out_told(before: Here, turn: Turn) -> Turn:
    """`turn`, and before it by name what there was no room for."""
    left, question = turn.conversation.left_out, before.question
    if not left:
        return turn
    sentence = "too_many_files" if question and question.kind == "evidence" else "evidence_no_room"
    most = question.max_files if question else max((q.max_files for q in before.asked), default=0)
    told = before.scene.say(sentence, max=most, names=beginning(", ".join(left)))
    return turns.told(replace(turn, conversation=replace(turn.conversation, left_out=())), told)


def _one_of_many(before: Here, turn: Turn) -> Turn:
    """A file with more of its album to come. What was taken is shown with the last of them; where no file is asked for,
    the last hears it for all; and why one alone was refused is said at once."""
    question = before.question
    if question is None and turn.conversation.tries == before.conversation.tries:
        return replace(turn, messages=())
    if question is None or question.kind != "evidence":
        return Turn(before.conversation, ())
    return turn if turn.conversation.tries else replace(turn, messages=())
