"""Which handler an update belongs to: a command, a button, the open run, or the joining dialogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogue.hearing import action_heard
from dialogue.messages import Message
from dialogue.said import BadFile, File, Said, Tap, Text, said_from_json, said_to_json
from dialogue.words import say
from handlers import attaching, broadcast, cells, changing, closed, guidance, joining, menus, nothing, progress
from handlers.awaiting import awaited, wait_no_more
from handlers.commands import BY_NAME, Command, allowed, called, refusal
from handlers.context import Context
from handlers.names import name_of
from handlers.unchosen import over, unmet
from handlers.update import EDITED, GROUP, JOINED, LEFT, UNSENT, Update
from measures.nothing_to_tell import COMMAND as UNCHANGED
from storage import people, unheard
from storage.office_store import OfficeStore

GUIDES = ("where", "help")
"""The commands that leave a cell open that is being rewritten."""


@dataclass(frozen=True, slots=True)
class Reply:
    messages: Sequence[Message] = ()
    person_id: int | None = None
    """Who said it, if we know them."""


def route(store: OfficeStore, update: Update, now: datetime) -> Reply:
    """What `update` leads to. Everything it keeps is in `store`'s transaction."""
    if update.kind == GROUP:
        return Reply([Message(say("th", "group_leave"))])
    if update.kind == LEFT:
        people.set_alive(store, update.channel, update.chat_id, False)
        return Reply()
    person = people.at_address(store, update.channel, update.chat_id)
    if person is None:
        return Reply(joining.join(store, update, now) if update.kind != UNSENT else ())
    place = update.channel, update.chat_id
    context = Context(store, now, *place, person, update.reply_token, update.order, update.message)
    if update.kind == JOINED:
        people.set_alive(store, update.channel, update.chat_id, True)
        greeting = [Message(context.say("welcome_back", name=name_of(context, person)))]
        return Reply(greeting if context.reports else guidance.nothing_open(context), person.id)
    if update.kind == UNSENT:
        return Reply(changing.unsent(context), person.id)
    if update.kind == EDITED and update.said is not None:
        return Reply(changing.edited(context, update.said), person.id)
    return Reply(_caught_up(context, update.said) if update.said is not None else (), person.id)


def _caught_up(context: Context, said: Said) -> Sequence[Message]:
    """`said`, and when it opens a run, what was said after it and has arrived before it (docs/adr/0008)."""
    messages = _heard(context, said)
    if context.person.draft_id is not None:
        return messages
    person = people.person_named(context.store, context.person.id)
    if person is None or person.draft_id is None:
        return messages
    for order, found in unheard.take(context.store, context.channel, context.chat_id, context.order, context.now):
        messages = _heard(replace(context, person=person, order=order, message=""), said_from_json(found))
    return messages


def _heard(context: Context, said: Said) -> Sequence[Message]:
    draft_id = context.person.draft_id
    if isinstance(said, Tap):
        name, _, words = said.data.partition(" ")
        if command := BY_NAME.get(name):
            return _run(context, command, words)
        if name == menus.TAPPED:
            chosen = menus.tapped(context, said.data)
            return _chosen(context, chosen) if chosen else over(context)
        if draft_id is None:
            return closed.interrupted(context) or [Message(context.say("old_button"))]
        if context.person.awaiting:
            wait_no_more(context)
            return [*cells.put_down(context), *progress.answer(context, draft_id, said)]
    cell, menu = cells.open_cell(context), menus.standing(context)
    if menu and not isinstance(said, Text):
        wait_no_more(context)  # a file is something else that is done
    if isinstance(said, Text):
        if menu and (chosen := menus.named(menu, said.text)):
            return _chosen(context, chosen)
        if (call := called(said.text)) and not _is_answer(context, *call, said.text):
            return _run(context, *call)
        if said.text.startswith("/") and not action_heard(said.text):
            return [Message(context.say("unknown_command", command=said.text.split()[0][:40]))]
        if number := awaited(context, broadcast.AWAITED):
            return broadcast.decide(context, number[0], said.text)
        if month := awaited(context, nothing.AWAITED):
            return nothing.reason(context, month[0], said.text)
        if menu and (menu.asked or draft_id is None) and (chosen := menus.meant(menu, said.text)):
            return _chosen(context, chosen)
        if menu and menu.asked:
            return unmet(context, menu, said.text)
    if cell is not None:
        return cells.rewrite(context, cell, said)
    if draft_id is not None:
        return progress.answer(context, draft_id, said)
    if interrupted := closed.interrupted(context):
        return interrupted
    if isinstance(said, Text) and joining.code_in(said.text):
        return joining.join_again(context, said.text)
    if isinstance(said, File) and said.more:
        return ()
    if isinstance(said, File | BadFile) and context.reports:
        return attaching.file_unasked(context)
    if context.reports:
        place = context.store, context.channel, context.chat_id, context.order
        if unheard.before_sent(*place, context.now):
            return [Message(context.say("came_late"))]
        unheard.keep(*place, said_to_json(said), context.now)
    return guidance.nothing_open(context)


def _chosen(context: Context, command: str) -> Sequence[Message]:
    """What a menu kept of the choice, done as if it were typed: by one who may."""
    name, _, words = command.partition(" ")
    return _run(context, BY_NAME[name], words)


def _is_answer(context: Context, command: Command, words: str, text: str) -> bool:
    """Whether the open question takes `text` for an answer, though it would call `command`, with `words`, elsewhere.

    A choice of the very same words is one always; other words are, unless they ask for the way. A slash always calls.
    """
    draft_id = context.person.draft_id
    if cells.open_cell(context) and words and not text.startswith("/"):
        return True  # a cell may well begin with ประกาศ
    if draft_id is None or context.person.awaiting or text.startswith("/"):
        return False
    if command.name == UNCHANGED:
        return progress.open_run(context) is not None  # which hears these words itself
    return progress.takes(context, draft_id, text, choices_only=command.guiding)


def _run(context: Context, command: Command, words: str) -> Sequence[Message]:
    """Do it, if this person may. A text that was waited for is waited for no longer: nobody's next words become it."""
    if not allowed(command, context.person.roles):
        return [Message(context.say(refusal(command)))]
    if command.handler is cells.edit or (command.name in GUIDES and cells.open_cell(context)):
        return command.handler(context, words)
    if context.person.awaiting:
        wait_no_more(context)
    return [*cells.put_down(context), *command.handler(context, words)]
