"""ส่งหลักฐาน: the list of links and files that may be added to what was reported, and the way there."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers.beginning import enter
from handlers.context import Context
from measures.fiscal_year import Period, anytime
from storage import plans, submissions
from storage.owing import Run, owed_runs


def attach(context: Context, _: str) -> Sequence[Message]:
    """Open the list of links and files that may be added for the month last reported; nothing of it is owed."""
    if (last := _last_reported(context)) is None:
        return [_report_first(context, "evidence_nothing_yet")]
    place = context.person.division, context.person.section
    return enter(context, Run(last.fiscal_year, *place, anytime(last), context.today, 0))


def file_unasked(context: Context) -> Sequence[Message]:
    """A file that came while no question was open: how to send it so that it is kept."""
    if _last_reported(context) is None:
        return [_report_first(context, "file_too_early")]
    return [Message(context.say("file_unasked"), (context.button("evidence_now", "attach"),))]


def _last_reported(context: Context) -> Period | None:
    years = sorted(plans.fiscal_years(context.store), reverse=True)
    place = context.person.division, context.person.section
    return next((p for year in years if (p := submissions.last_period(context.store, year, *place))), None)


def _report_first(context: Context, sentence: str) -> Message:
    """Evidence is of a report: the way to that, where one is owed."""
    owed = owed_runs(context.store, context.person, context.now)
    return Message(context.say(sentence), (context.button("start_button", "start"),) if owed else ())
