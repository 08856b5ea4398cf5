"""What was said to a menu and chooses nothing: a button of one that is over, and words that fit no choice."""

from collections.abc import Sequence

from dialogue.engine import TRIES
from dialogue.hearing import action_heard
from dialogue.messages import Message
from dialogue.thai.polite import yes_or_no
from handlers import guidance, progress
from handlers.awaiting import wait_no_more
from handlers.context import Context
from handlers.menus import Menu, missed, screen


def over(context: Context) -> Sequence[Message]:
    """A button of a menu that is over: nothing changes, and here is where the person is."""
    told = Message(context.say("menu_over"))
    if context.person.draft_id is None or context.person.awaiting:
        return [told]
    return [told, *guidance.where(context, "")]


def unmet(context: Context, menu: Menu, text: str) -> Sequence[Message]:
    """What to say to words that choose nothing: leave it unchosen where they ask for that, or else ask again."""
    if action_heard(text) in ("cancel", "back") or yes_or_no(text) is False:
        wait_no_more(context)
        return guidance.where(context, "")
    listed = "\n".join(f"{place} {choice.label}" for place, choice in enumerate(menu.choices, 1))
    again = context.say("menu_again", choices=listed)
    if missed(context) >= TRIES:
        again = f"{progress.whom_to_call(context)}\n\n{again}"
    return [screen(menu, again)]
