"""Something that others should hear because of what one person did: said to them in their own chat, in their language."""

from collections.abc import Iterable

from dialogue.messages import Button, Message
from dialogue.words import say
from handlers.context import Context
from storage import outbox, people
from storage.outbox import NOTICE
from storage.people import Person


def tell(
    context: Context, persons: Iterable[Person], key: str, command: str = "", label: str = "", **values: str
) -> None:
    """Owe the sentence `key` to each of `persons` who can be reached, with a button for `command` if one is named."""
    reached = people.addresses(context.store)
    for person in persons:
        if (address := reached.get(person.id)) and person.id != context.person.id:
            called = say(person.language, label) if label else ""
            buttons = (Button(called, command, called),) if command else ()
            message = Message(say(person.language, key, **values), buttons)
            outbox.owe(
                context.store, address.channel, address.chat_id, [message], NOTICE, context.now, person_id=person.id
            )


def reporters_of(context: Context, division: str, section: str = "") -> tuple[Person, ...]:
    """Those who report for the division; for a section its own people, where it has any."""
    found = [p for p in people.people(context.store) if p.division == division and "reporter" in p.roles]
    return tuple([p for p in found if p.section == section] or found)
