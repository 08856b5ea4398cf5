"""แก้รายงาน: what was sent last, or of the month that is named, opens at the review card with all its answers."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import closed
from handlers.beginning import enter
from handlers.context import Context
from handlers.sent_periods import sent_period
from measures.fiscal_year import Period
from storage.owing import Run


def revise(context: Context, words: str) -> Sequence[Message]:
    """Open it; sending makes the next version. A period that is locked stays as it is."""
    period = sent_period(context, words, "revision")
    if not isinstance(period, Period):
        return period
    if refused := closed.refusal(context, period):
        return refused
    place = context.person.division, context.person.section
    return enter(context, Run(period.fiscal_year, *place, period, context.today, 0), review=True)
