"""What was said in one draft, taken once more from the start: late messages, edits and unsent ones each in their turn."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from dialogue import engine
from dialogue.asking import screen
from dialogue.conversation import Conversation
from dialogue.engine import Turn
from dialogue.question import Form
from dialogue.scene import Scene
from dialogue.withdrawing import without
from handlers.heard import Heard, One

SceneOf = Callable[[Conversation], Scene]


@dataclass(frozen=True, slots=True)
class Taken:
    """One message, and where the conversation stood before and after it."""

    message: str
    before: Conversation
    after: Conversation


def replayed(form: Form, log: Heard, scene: SceneOf) -> Turn:
    """The turn that all of `log` leads to, up to what sends the report."""
    return _played(form, log, scene)[0]


def is_last(form: Form, log: Heard, scene: SceneOf, message: str) -> bool:
    """Whether nothing has been said after `message`."""
    taken = _played(form, log, scene)[1]
    return bool(taken) and taken[-1].message == message


def _played(form: Form, log: Heard, scene: SceneOf) -> tuple[Turn, list[Taken]]:
    conversation = Conversation.from_json(json.loads(log.before))
    turn, taken = Turn(conversation, ()), list[Taken]()
    for one in log.said:
        turn = _next(form, one, taken, turn.conversation, scene)
        if turn.outcome == engine.SUBMIT:
            break
    return turn, taken


def _next(form: Form, one: One, taken: list[Taken], conversation: Conversation, scene: SceneOf) -> Turn:
    """The turn that `one` leads to; `taken` is brought up to date."""
    if not one.changes:
        assert one.said is not None
        turn = engine.step(form, conversation, one.said, scene(conversation))
        taken.append(Taken(one.message, conversation, turn.conversation))
        return turn
    place = next((n for n, earlier in enumerate(taken) if earlier.message == one.changes), None)
    if place is None:
        return _standing(form, conversation, scene)
    earlier, last = taken[place], place == len(taken) - 1
    # No button that has been shown may be taken for one of the question that comes back.
    back = replace(earlier.before, step=conversation.step + 1)
    if one.said is not None:
        if not last:
            return _standing(form, conversation, scene)
        turn = engine.step(form, back, one.said, scene(back))
        taken[place] = Taken(earlier.message, back, turn.conversation)
        return turn
    # Nothing can be said of it now: the person still reads the question that came after.
    back = replace(back, unshown=conversation.unshown or back.at != conversation.at)
    gave = earlier.before, earlier.after
    del taken[place]
    for n, later in enumerate(taken[place:], place):
        taken[n] = Taken(later.message, without(later.before, *gave), without(later.after, *gave))
    return _standing(form, back if last else without(conversation, *gave), scene)


def _standing(form: Form, conversation: Conversation, scene: SceneOf) -> Turn:
    return Turn(conversation, (screen(form, conversation, scene(conversation)),))
