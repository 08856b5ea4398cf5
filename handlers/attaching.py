"""ส่งหลักฐาน: the list of links and files that may be added to what was reported, and the way there."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import closed
from handlers.beginning import enter
from handlers.context import Context
from handlers.left_open import reminded
from handlers.sent_periods import sent_period, sent_periods
from measures.fiscal_year import Period, anytime
from storage import drafts
from storage.owing import Run, owed_runs


def attach(context: Context, words: str) -> Sequence[Message]:
    """Open the list of links and files that may be added for the month that is named, or else the one last reported;
    nothing of it is owed. What was sent to another month's list and is not confirmed is named with it."""
    if not sent_periods(context):
        return [_report_first(context, "evidence_nothing_yet")]
    period = sent_period(context, words, "evidence")
    if not isinstance(period, Period):
        return period
    if refused := closed.refusal(context, period):
        return refused
    place = context.person.division, context.person.section
    opened = enter(context, Run(period.fiscal_year, *place, anytime(period), context.today, 0))
    draft = drafts.draft_for(context.store, *place, anytime(period))
    return [*opened, *reminded(context, but=draft.id if draft else None)]


def file_unasked(context: Context) -> Sequence[Message]:
    """A file that came while no question was open: how to send it so that it is kept."""
    if not sent_periods(context):
        return [_report_first(context, "file_too_early")]
    return [Message(context.say("file_unasked"), (context.button("evidence_now", "attach"),))]


def _report_first(context: Context, sentence: str) -> Message:
    """Evidence is of a report: the way to that, where one is owed."""
    owed = owed_runs(context.store, context.person, context.now)
    start = (context.button("start_button", f"start {owed[0].period.code}"),) if owed else ()
    return Message(context.say(sentence), start)
