"""Not now: remind me tomorrow, or send the evidence another time."""

from collections.abc import Sequence
from datetime import timedelta

from dialogue.messages import Message
from handlers.context import Context
from storage import people
from storage.owing import owed_runs


def snooze(context: Context, period: str) -> Sequence[Message]:
    """Quiet until the next day; what is owed is owed still. `period` is the code of that which a reminder's button is
    about: once it is not owed any more, the button changes nothing."""
    owed = owed_runs(context.store, context.person, context.now)
    if period and all(run.period.code != period for run in owed):
        return [Message(context.say("old_button"))]
    if not owed:
        return [Message(context.say("nothing_owed"))]
    people.set_quiet(context.store, context.person.id, context.today + timedelta(days=1))
    return [Message(context.say("snoozed"))]


def later(context: Context, _: str) -> Sequence[Message]:
    return [Message(context.say("evidence_any_time"))]
