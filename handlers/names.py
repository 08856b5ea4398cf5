"""What people and channels are called in a sentence: nobody is nameless, and no channel goes by its name in the code."""

from handlers.context import Context
from storage import divisions, offices
from storage.people import Person

CHANNELS = ("line", "telegram", "web", "sheet")


def name_of(context: Context, person: Person | None) -> str:
    """Their name; where there is none, whose staff they are."""
    if person is None:
        return context.say("somebody")
    return person.name or context.say("nameless", place=place_of(context, person))


def place_of(context: Context, person: Person) -> str:
    """The section, division or office they belong to."""
    if person.section or not person.division:
        return person.section or offices.office(context.store.connection, context.store.office_id).name
    return divisions.division(context.store, person.division).name


def by_channel(context: Context, channel: str) -> str:
    """ "ทาง LINE"."""
    return context.say(f"channel_{channel}") if channel in CHANNELS else channel
