"""Which handler an update belongs to: a command, a button, the open run, or the joining dialogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogue.messages import Message
from dialogue.said import File, Said, Tap, Text
from dialogue.words import say
from handlers import cells, joining, progress
from handlers.commands import COMMANDS, allowed, called
from handlers.context import Context
from handlers.update import GROUP, JOINED, LEFT, Update
from storage import people
from storage.office_store import OfficeStore
from storage.offices import Office

_BY_NAME = {command.name: command for command in COMMANDS}


@dataclass(frozen=True, slots=True)
class Reply:
    messages: Sequence[Message] = ()
    person_id: int | None = None
    """Who said it, if we know them."""


def route(store: OfficeStore, office: Office, update: Update, now: datetime) -> Reply:
    """What `update` leads to. Everything it keeps is in `store`'s transaction."""
    if update.kind == GROUP:
        return Reply([Message(say("th", "group_leave"))])
    if update.kind == LEFT:
        people.set_alive(store, update.channel, update.chat_id, False)
        return Reply()
    person = people.at_address(store, update.channel, update.chat_id)
    if person is None:
        return Reply(joining.join(store, office, update, now))
    context = Context(store, office, now, update.channel, update.chat_id, person, update.reply_token)
    if update.kind == JOINED:
        people.set_alive(store, update.channel, update.chat_id, True)
        return Reply([Message(context.say("welcome_back", name=person.name))], person.id)
    return Reply(_heard(context, update.said) if update.said is not None else (), person.id)


def _heard(context: Context, said: Said) -> Sequence[Message]:
    draft_id = context.person.draft_id
    if isinstance(said, Tap):
        if command := _BY_NAME.get(said.data.partition(" ")[0]):
            return _run(context, command.name, said.data.partition(" ")[2])
        if draft_id is None:
            return [Message(context.say("old_button"))]
    if isinstance(said, Text):
        if call := called(said.text):
            return _run(context, call[0].name, call[1])
        if said.text.startswith("/"):
            return [Message(context.say("unknown_command", command=said.text.split()[0][:40]))]
        if context.person.awaiting:
            return cells.rewrite(context, said.text)
    if draft_id is not None:
        return progress.answer(context, draft_id, said)
    return [Message(context.say("file_unasked" if isinstance(said, File) else "nothing_open"))]


def _run(context: Context, name: str, words: str) -> Sequence[Message]:
    command = _BY_NAME[name]
    if not allowed(command, context.person.roles):
        return [Message(context.say("not_allowed"))]
    return command.handler(context, words)
