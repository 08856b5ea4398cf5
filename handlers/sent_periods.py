"""Which period a person means of those that their place has reported: the one that is named, or the newest."""

from collections.abc import Collection, Sequence

from dialogue.messages import Message
from dialogue.thai.polite import without_polite_ending
from handlers.context import Context
from handlers.period_names import as_typed, named
from measures.fiscal_year import ANYTIME, Period
from storage import plans, submissions


def sent_periods(context: Context) -> Collection[Period]:
    """The months and year's ends that this person's division or section has reported, in any year that has a plan."""
    place = context.person.division, context.person.section
    return {
        r.period
        for year in plans.fiscal_years(context.store)
        for r in submissions.latest(context.store, year, place[0])
        if (r.division, r.section) == place and r.period.kind != ANYTIME
    }


def sent_period(context: Context, words: str, what: str) -> Period | Sequence[Message]:
    """The one that `words` name, the newest where there are none; or why there is no such period. `what` is what one
    wants of it, as `as_typed` knows it."""
    sent = sent_periods(context)
    if not sent:
        return [Message(context.say("history_nothing"))]
    period, rest = named(context, without_polite_ending(words)) if words.strip() else (max(sent), "")
    if period is None or rest:
        return [Message(context.say("month_unclear", example=as_typed(context, what, max(sent))))]
    return period if period in sent else [Message(context.say("revise_not_sent", period=context.period(period)))]
