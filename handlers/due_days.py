"""The due day a period may be moved to: a working day, later than today and than the present one, a few months away."""

from collections.abc import Sequence
from datetime import date, timedelta

from dialogue.messages import Message
from handlers.context import Context
from storage.working_days import working_days_of

FURTHEST = timedelta(days=92)
"""Further ahead it is a slip of the pen: the period would be chased by nobody until then."""
A_WEEK = timedelta(days=7)


def unfit(context: Context, due: date, present: date) -> Sequence[Message]:
    """Why a period that is due on `present` cannot become due on `due`, with a day that would do; empty where it can."""
    days = working_days_of(context.store)
    after = max(context.today, present)
    latest = after + FURTHEST
    fits = {"after": context.day(after), "latest": context.day(latest)}
    if not after < due <= latest:
        example = days.next_working_day(after + A_WEEK)
        return [Message(context.say("due_outside", day=context.day(due), example=context.day(example), **fits))]
    if not days.is_working(due):
        example = days.next_working_day(due)
        return [Message(context.say("due_day_off", day=context.day(due), example=context.day(example)))]
    return ()
