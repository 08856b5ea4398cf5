"""Help, and where am I: at any point, and neither touches a draft."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import commands, progress
from handlers.context import Context


def guide(context: Context, _: str) -> Sequence[Message]:
    """The commands this person may use, in their language; then the open question again, if there is one."""
    lines = [
        context.say(f"help_{command.name}")
        for command in commands.COMMANDS
        if commands.allowed(command, context.person.roles) and command.name not in _UNLISTED
    ]
    helped = Message("\n".join((context.say("help"), *lines)))
    return [helped, *where(context, "")] if context.person.draft_id is not None else [helped]


def where(context: Context, _: str) -> Sequence[Message]:
    if context.person.draft_id is None:
        return [Message(context.say("nothing_open"))]
    return progress.screen_of(context, context.person.draft_id)


_UNLISTED = ("takeover", "later")
"""They make sense as a button only, where they are offered."""
