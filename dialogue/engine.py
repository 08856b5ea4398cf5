"""step(form, conversation, said) → turn: one message in, what to keep and what to say out. Pure.

A turn never raises for anything a person said, never loses an answer, and always has something to say: an album once,
with its last file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogue.answering import Heard, hear, refused
from dialogue.asking import Scene, screen, shown
from dialogue.conversation import ASKING, CARRIED, CONFIRMING, REVIEWING, ZEROED, Conversation
from dialogue.kinds import holds
from dialogue.messages import Message
from dialogue.moving import at_question, backward, onward, optional, unmarked
from dialogue.placing import Item, item_in, placed, takers, waiting
from dialogue.question import NOT_APPLICABLE, Form, Question, Value
from dialogue.reaching import breaks, kept, must_answer, reachable
from dialogue.reading import Confirm, Unclear, Understood
from dialogue.said import BadFile, File, Said
from dialogue.thai.polite import without_polite_ending
from dialogue.unchanged import answer_unchanged, is_remark
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
        return _show(form, settled, scene, *notices, say(scene.language, "form_changed"))
    turn = _led_to(form, settled, said, scene)
    if isinstance(said, File) and said.more and not notices:
        return _one_of_many(form, settled, turn)
    if notices and turn.messages:
        told = replace(turn.messages[0], text="\n\n".join((*notices, turn.messages[0].text)))
        return replace(turn, messages=(told, *turn.messages[1:]))
    return turn


def _led_to(form: Form, conversation: Conversation, said: Said, scene: Scene) -> Turn:
    question = form.question(conversation.at) if conversation.stage != REVIEWING else None
    heard = hear(question, conversation, said, scene)
    if heard.stale:
        return _show(form, conversation, scene, say(scene.language, "stale_button"), moved=False)
    if heard.action == "cancel":
        return Turn(conversation, (Message(say(scene.language, "left_open")),), LEAVE)
    if question is None and (item := item_in(said)):
        return _unplaced(form, conversation, item, scene)
    if question is None and isinstance(said, BadFile):
        return _again(form, conversation, scene, refused(said, (), scene))
    if question is None and waiting(conversation) and _lets_go(heard, scene):
        let_go = replace(conversation, pending=None, tries=0)
        return _show(form, let_go, scene, say(scene.language, "evidence_let_go"))
    if heard.action == "back":
        return _show(form, backward(form, conversation), scene)
    if question is None:
        return _reviewed(form, conversation, heard, scene)
    match heard.action:
        case "yes":
            return _answer(form, question, conversation, conversation.pending, scene)
        case "no":
            return _show(form, replace(conversation, stage=ASKING, pending=None), scene)
        case "skip":
            return _skip(form, question, conversation, scene)
        case "same" if question.key in conversation.answers:
            return _show(form, onward(form, conversation), scene)
        case "same":
            return _answer(form, question, conversation, conversation.previous[question.key], scene, carried=True)
        case "not_applicable":
            return _answer(form, question, conversation, dict(NOT_APPLICABLE), scene)
        case "unchanged":
            return _unchanged(form, conversation, scene)
    return _taken(form, question, conversation, heard, scene)


def _one_of_many(form: Form, before: Conversation, turn: Turn) -> Turn:
    """A file with more of its album to come. What was taken is shown with the last of them; where no file is asked for,
    the last hears it for all; and why one alone was refused is said at once."""
    question = form.question(before.at) if before.stage != REVIEWING else None
    if question is None and turn.conversation.tries == before.tries:
        return replace(turn, messages=())
    if question is None or question.kind != "evidence":
        return Turn(before, ())
    return turn if turn.conversation.tries else replace(turn, messages=())


def _taken(form: Form, question: Question, conversation: Conversation, heard: Heard, scene: Scene) -> Turn:
    """An answer, a part of one, or words that are none."""
    if heard.collected is not None:
        gathered = replace(conversation, pending=heard.collected, stage=heard.stage, tries=0)
        return _show(form, gathered, scene, moved=False)
    match heard.reading:
        case Understood(value):
            return _answer(form, question, conversation, value, scene)
        case Confirm(value):
            return _show(form, replace(conversation, stage=CONFIRMING, pending=value, tries=0), scene)
        case Unclear(sentence, values):
            return _again(form, conversation, scene, say(scene.language, sentence, **dict(values)))
    raise AssertionError(heard)


def _holds(form: Form, key: str, value: Value) -> bool:
    question = form.question(key)
    return question is not None and holds(question, value)


def _settled(form: Form, conversation: Conversation, scene: Scene) -> tuple[Conversation, list[str]]:
    """`conversation` on `form` as it is now, and what has to be told: what is no longer asked has gone."""
    remaining, dropped = kept(form, conversation.answers, conversation.known)
    notices = _notices(dropped, conversation.answers, scene)
    conversation = replace(conversation, answers=remaining)
    if conversation.stage != REVIEWING and all(
        q.key != conversation.at for q in reachable(form, remaining, conversation.known)
    ):
        return onward(form, conversation), notices
    return conversation, notices


def _notices(dropped: tuple[Question, ...], answers: Mapping[str, Value], scene: Scene) -> list[str]:
    return [
        say(scene.language, "dropped", label=q.label, value=shown(q, answers[q.key], scene.language)) for q in dropped
    ]


def _show(form: Form, conversation: Conversation, scene: Scene, *notices: str, moved: bool = True) -> Turn:
    """The new place on the screen, after what has to be told first."""
    conversation = replace(conversation, step=conversation.step + 1) if moved else conversation
    shown_now = screen(form, conversation, scene)
    return Turn(conversation, (replace(shown_now, text="\n\n".join((*notices, shown_now.text))),))


def _again(form: Form, conversation: Conversation, scene: Scene, sentence: str, *, moved: bool = False) -> Turn:
    """Nothing has changed: say why, and show the same place once more."""
    conversation = replace(conversation, tries=conversation.tries + 1)
    notices = [sentence]
    if conversation.tries >= TRIES:
        notices.append(say(scene.language, "three_tries", contact=scene.contact or say(scene.language, "officer")))
    return _show(form, conversation, scene, *notices, moved=moved)


def _skip(form: Form, question: Question, conversation: Conversation, scene: Scene) -> Turn:
    if must_answer(question, conversation.answers, conversation.known):
        return _again(form, conversation, scene, say(scene.language, "must_answer"))
    answers = {key: value for key, value in conversation.answers.items() if key != question.key}
    marked = unmarked(conversation, question.key)
    return _moved_on(form, replace(marked, skipped=(*marked.skipped, question.key)), answers, scene)


def _answer(
    form: Form, question: Question, conversation: Conversation, value: Value, scene: Scene, *, carried: bool = False
) -> Turn:
    """Keep `value`, unless the question's own check forbids it, and go on."""
    answers = {**conversation.answers, question.key: value}
    if breaks(question, answers, conversation.known):
        asked_again = replace(conversation, stage=ASKING, pending=None)
        return _again(form, asked_again, scene, _hint(question, scene), moved=True)
    marked = unmarked(conversation, question.key)
    if carried:
        marked = replace(marked, carried=(*marked.carried, question.key))
    return _moved_on(form, marked, answers, scene)


def _hint(question: Question, scene: Scene) -> str:
    return question.check_hint or say(scene.language, "check_failed")


def _unchanged(form: Form, conversation: Conversation, scene: Scene) -> Turn:
    """Nothing has changed: all that can be answered so is, and the rest stays open."""
    answered = answer_unchanged(form, conversation)
    if answered is None:
        return _again(form, conversation, scene, say(scene.language, "unchanged_nothing"))
    count = len(answered.answers.keys() - conversation.answers.keys())
    moved = _moved_on(form, answered, answered.answers, scene)
    sentence = "unchanged_filled" if moved.conversation.stage == REVIEWING else "unchanged_rest_filled"
    told = say(scene.language, sentence, count=count)
    return replace(moved, messages=(replace(moved.messages[0], text=f"{told}\n\n{moved.messages[0].text}"),))


def _moved_on(form: Form, conversation: Conversation, answers: Mapping[str, Value], scene: Scene) -> Turn:
    """The next open place, telling which answers are no longer asked for and have gone."""
    remaining, dropped = kept(form, answers, conversation.known)
    notices = _notices(dropped, answers, scene)
    return _show(form, onward(form, replace(conversation, answers=remaining)), scene, *notices)


def _reviewed(form: Form, conversation: Conversation, heard: Heard, scene: Scene) -> Turn:
    """The review card: send, or change one answer."""
    asked = reachable(form, conversation.answers, conversation.known)
    if items := waiting(conversation):
        return _placed(form, conversation, items, takers(form, conversation, items).get(heard.place or 0), scene)
    if heard.action == "send":
        return _sent(form, asked, conversation, scene)
    if heard.place is not None and 1 <= heard.place <= len(asked):
        return _show(form, at_question(conversation, asked[heard.place - 1]), scene)
    if conversation.unchanged_for_long and is_remark(heard.words):
        return _show(form, replace(conversation, remark=heard.words.strip(), tries=0), scene)
    return _again(form, conversation, scene, say(scene.language, "review_what"))


def _unplaced(form: Form, conversation: Conversation, item: Item, scene: Scene) -> Turn:
    """A file or link sent to the review card: to the only question that can take it, or asked which one it is for."""
    before = waiting(conversation)
    items = before if item in before else [*before, item]
    found = takers(form, conversation, items)
    if not found:
        return _again(form, conversation, scene, say(scene.language, "evidence_no_place"))
    if len(found) == 1:
        return _placed(form, conversation, items, next(iter(found.values())), scene)
    return _show(form, replace(conversation, pending=items, tries=0), scene)


def _lets_go(heard: Heard, scene: Scene) -> bool:
    """Whether what is waiting for its question is to be left out."""
    typed = without_polite_ending(heard.words).lower() == say(scene.language, "evidence_drop").lower()
    return typed or heard.action in ("back", "skip")


def _placed(form: Form, conversation: Conversation, items: list[Item], question: Question | None, scene: Scene) -> Turn:
    """What was waiting goes to `question`; without one, it is asked for once more."""
    if question is None:
        return _again(form, conversation, scene, say(scene.language, "evidence_which_first"))
    if question.kind == "url":
        return _answer(form, question, at_question(conversation, question), items[0]["url"], scene)
    return _show(form, placed(conversation, question, items), scene)


def _sent(form: Form, asked: tuple[Question, ...], conversation: Conversation, scene: Scene) -> Turn:
    """All is confirmed, if nothing is open and no later change has made two answers disagree."""
    opened = onward(form, conversation)
    if opened.stage != REVIEWING:
        return _show(form, opened, scene, say(scene.language, "not_complete"))
    for question in asked:
        if breaks(question, conversation.answers, conversation.known):
            return _show(form, at_question(conversation, question), scene, _hint(question, scene))
    return Turn(conversation, (), SUBMIT)
