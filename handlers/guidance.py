"""Help, and where am I: at any point, and neither touches a draft."""

from collections.abc import Iterable, Sequence

from dialogue.messages import Message
from handlers import cells, progress
from handlers.context import Context
from handlers.left_open import reminded


def guide(context: Context, commands: Iterable[str]) -> Sequence[Message]:
    """What each of `commands` is for, in this person's language; then the open question again, if there is one."""
    helped = Message("\n".join((context.say("help"), *(context.say(f"help_{name}") for name in commands))))
    somewhere = context.person.draft_id is not None or cells.open_cell(context)
    return [helped, *where(context, "")] if somewhere else [helped]


def where(context: Context, _: str) -> Sequence[Message]:
    if edit := cells.where(context):
        return edit
    draft_id = context.person.draft_id
    here = nothing_open(context) if draft_id is None else progress.screen_of(context, draft_id)
    return [*here, *reminded(context, but=draft_id)]


def nothing_open(context: Context) -> Sequence[Message]:
    """There is no question that this could be an answer to: what one may do instead."""
    return [Message(context.say("nothing_open" if context.reports else "nothing_open_reader"))]
