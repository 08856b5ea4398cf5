"""How a turn is built: an answer, a skip or a refusal, and then what stands on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogue.asking import drawn
from dialogue.conversation import ASKING, REVIEWING, Conversation
from dialogue.messages import Message
from dialogue.moving import at_question, backward, onward, unmarked
from dialogue.question import Question, Value
from dialogue.reaching import breaks, kept, must_answer
from dialogue.reading import Unclear
from dialogue.scene import Here, Scene
from dialogue.showing import shown
from dialogue.unchanged import answer_unchanged

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


def show(here: Here, conversation: Conversation, *notices: str, moved: bool = True) -> Turn:
    """`conversation`, whose answers are those of `here`, on the screen, after what has to be told first."""
    conversation = replace(conversation, step=conversation.step + 1) if moved else conversation
    return told(Turn(conversation, (drawn(replace(here, conversation=conversation)),)), *notices)


def told(turn: Turn, *notices: str) -> Turn:
    """`turn` with `notices` before the first thing it says; where it says nothing, nothing is told."""
    if not notices or not turn.messages:
        return turn
    first, *rest = turn.messages
    return replace(turn, messages=(replace(first, text="\n\n".join((*notices, first.text))), *rest))


def again(here: Here, sentence: str, *, moved: bool = False) -> Turn:
    """Nothing has changed: say why, and show the same place once more."""
    conversation = replace(here.conversation, tries=here.conversation.tries + 1)
    notices = [sentence]
    if conversation.tries >= TRIES:
        notices.append(here.scene.say("three_tries", contact=here.scene.contact or here.scene.say("officer")))
    return show(here, conversation, *notices, moved=moved)


def unclear(here: Here, reading: Unclear) -> Turn:
    return again(here, here.scene.say(reading.sentence, **dict(reading.values)))


def no_room(here: Here, name: str) -> Turn:
    """`name` is one too many: the same place once more, and it will be told."""
    conversation = here.conversation
    return show(here, replace(conversation, left_out=(*conversation.left_out, name)), moved=False)


def back(here: Here, question: Question) -> Turn:
    """One question back."""
    here = _with_files(here, question)
    return show(here, backward(here.asked, here.conversation))


def change(here: Here, question: Question, place: int) -> Turn:
    """From `question` to the one with this number, if it has been answered or skipped; then on from the first open one."""
    here = _with_files(here, question)
    wanted = here.asked[place - 1] if 1 <= place <= len(here.asked) else None
    if wanted is None or wanted.key not in (*here.conversation.answers, *here.conversation.skipped):
        return again(here, here.scene.say("nothing_to_change", place=place))
    return show(here, at_question(here.conversation, wanted))


def _with_files(here: Here, question: Question) -> Here:
    """Files that were sent already stay with their question."""
    conversation = here.conversation
    if question.kind != "evidence" or not conversation.pending:
        return here
    answers = {**conversation.answers, question.key: conversation.pending}
    return Here.of(here.form, replace(conversation, answers=answers), here.scene)


def skip(here: Here, question: Question) -> Turn:
    conversation = here.conversation
    if must_answer(question, conversation.answers, conversation.known):
        return again(here, here.scene.say("must_answer"))
    answers = {key: value for key, value in conversation.answers.items() if key != question.key}
    marked = unmarked(conversation, question.key)
    return moved_on(here, replace(marked, skipped=(*marked.skipped, question.key)), answers)


def anew(here: Here, question: Question) -> Turn:
    """What was sent to `question` is let go, and it is asked once more."""
    conversation = unmarked(here.conversation, question.key)
    answers = {key: value for key, value in conversation.answers.items() if key != question.key}
    left = kept(here.form, answers, conversation.known)
    emptied = replace(conversation, answers=left.answers, stage=ASKING, pending=None, tries=0)
    notices = dropped_notices(left.dropped, answers, here.scene)
    return show(replace(here, asked=left.asked), emptied, *notices, here.scene.say("emptied"))


def answer(here: Here, question: Question, value: Value, *, carried: bool = False) -> Turn:
    """Keep `value`, unless the question's own check forbids it, and go on."""
    conversation = here.conversation
    answers = {**conversation.answers, question.key: value}
    if breaks(question, answers, conversation.known):
        open_again = replace(conversation, stage=ASKING, pending=None)
        return again(replace(here, conversation=open_again), check_hint(question, here.scene), moved=True)
    marked = unmarked(conversation, question.key)
    if carried:
        marked = replace(marked, carried=(*marked.carried, question.key))
    return moved_on(here, marked, answers)


def unchanged(here: Here) -> Turn:
    """Nothing has changed: all that can be answered so is, and the rest stays open."""
    answered = answer_unchanged(here.form, here.conversation)
    if answered is None:
        return again(here, here.scene.say("unchanged_nothing"))
    count = len(answered.answers.keys() - here.conversation.answers.keys())
    turn = moved_on(here, answered, answered.answers)
    sentence = "unchanged_filled" if turn.conversation.stage == REVIEWING else "unchanged_rest_filled"
    return told(turn, here.scene.say(sentence, count=count))


def moved_on(here: Here, conversation: Conversation, answers: Mapping[str, Value]) -> Turn:
    """The next open place with `answers`, telling which of them are no longer asked for and have gone."""
    left = kept(here.form, answers, conversation.known)
    conversation = replace(conversation, answers=left.answers)
    notices = dropped_notices(left.dropped, answers, here.scene)
    return show(replace(here, asked=left.asked), onward(left.asked, conversation), *notices)


def dropped_notices(dropped: tuple[Question, ...], answers: Mapping[str, Value], scene: Scene) -> list[str]:
    return [scene.say("dropped", label=q.label, value=shown(q, answers[q.key], scene.language)) for q in dropped]


def check_hint(question: Question, scene: Scene) -> str:
    return question.check_hint or scene.say("check_failed")
