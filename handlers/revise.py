"""แก้รายงาน: what was sent last, or of the month that is named, opens at the review card with all its answers."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import closed
from handlers.beginning import enter
from handlers.context import Context
from handlers.period_names import named
from measures.fiscal_year import ANYTIME
from storage import plans, submissions
from storage.owing import Run


def revise(context: Context, words: str) -> Sequence[Message]:
    """Open it; sending makes the next version. A period that is locked stays as it is."""
    place = context.person.division, context.person.section
    meant, rest = named(context, words.strip())
    if words and (meant is None or rest):
        return [Message(context.say("revise_usage"))]
    reported = {
        r.period
        for year in plans.fiscal_years(context.store)
        for r in submissions.latest(context.store, year)
        if (r.division, r.section) == place and r.period.kind != ANYTIME
    }
    if not reported:
        return [Message(context.say("history_nothing"))]
    period = meant or max(reported)
    if period not in reported:
        return [Message(context.say("revise_not_sent", period=context.period(period)))]
    if refused := closed.refusal(context, period):
        return refused
    return enter(context, Run(period.fiscal_year, *place, period, context.today, 0), review=True)
