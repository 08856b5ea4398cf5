"""What a broadcast costs: how many hear it on which channel, and what it takes of the month's messages."""

from collections import Counter
from collections.abc import Sequence

from handlers.context import Context
from handlers.names import by_channel
from storage import budgets, people
from storage.people import Address, Person

NAMES = {"line": "LINE"}
"""Of the channels whose messages are counted."""


def cost(context: Context, persons: Sequence[Person]) -> Sequence[str]:
    """How many by which channel, what it takes of the month's messages, and who will not hear it."""
    ways = _ways(context, persons)
    lines = [
        context.say("broadcast_way", channel=by_channel(context, way), count=count) for way, count in ways.most_common()
    ]
    for channel in budgets.COUNTED:
        if count := ways[channel]:
            lines.extend(_cost_of(context, channel, count))
    if unreached := len(persons) - ways.total():
        lines.append(context.say("outcome_unreachable", count=unreached))
    return lines


def _cost_of(context: Context, channel: str, count: int) -> Sequence[str]:
    budget, name = budgets.budget(context.store, channel, context.now), NAMES[channel]
    if budget is None:
        return [context.say("broadcast_cost", channel=name, count=count)]
    lines = [context.say("broadcast_cost_of", channel=name, count=count, left=budget.left())]
    if (short := count - budget.left(urgent=False)) > 0:
        if kept := budget.left() - budget.left(urgent=False):
            lines.append(context.say("broadcast_kept", count=kept))
        lines.append(context.say("broadcast_short", count=short))
    return lines


def short_of(context: Context, persons: Sequence[Person]) -> str:
    """The channel whose month, as far as is known, has no room for all of them; empty where there is none."""
    for channel, count in _ways(context, persons).items():
        budget = budgets.budget(context.store, channel, context.now) if channel in budgets.COUNTED else None
        if budget is not None and count > budget.left(urgent=False):
            return NAMES[channel]
    return ""


def _ways(context: Context, persons: Sequence[Person]) -> Counter[str]:
    """Channel → how many would hear it there."""
    places = people.places(context.store)
    return Counter(preferred(places[person.id])[0].channel for person in persons if person.id in places)


def preferred(addresses: Sequence[Address]) -> Sequence[Address]:
    """Those that cost nothing first."""
    return sorted(addresses, key=lambda address: address.channel in budgets.COUNTED)
