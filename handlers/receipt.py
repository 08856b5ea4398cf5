"""ใบรับ: what was sent of a period, when and by whom, under a number that can be shown to the head of the division."""

from collections.abc import Sequence

from dialogue.messages import Message
from dialogue.question import Value
from dialogue.reaching import reachable
from handlers.context import Context
from handlers.history import by_whom, newest_first, standing, value_in_short
from handlers.names import place_of
from handlers.sent_periods import sent_period
from measures.fiscal_year import Period
from measures.forms import answers_known, form_of, keys_asked
from measures.reported import NOTHING
from storage import plans
from storage.divisions import division as division_of
from storage.history import Sent, Version
from storage.owing import answered_by


def receipt(context: Context, words: str) -> Sequence[Message]:
    """Of the period that is named, or else of the newest: as it was sent last."""
    period = sent_period(context, words, "receipt")
    if not isinstance(period, Period):
        return period
    sends = [sent for sent in newest_first(context) if sent.period == period]
    standing_now = [version for _, version in standing(sends)]
    lines = [
        context.say("receipt", number=f"{period.fiscal_year}-{sends[0].number:05d}"),
        context.say("receipt_of", period=context.period(period), place=place_of(context, context.person)),
        context.say("receipt_by", **by_whom(context, sends[0])),
        *_answers(context, sends[0], standing_now),
    ]
    if reasons := {version.remark for version in standing_now if version.remark}:
        lines.append(context.say("receipt_reason", reason=", ".join(sorted(reasons))))
    return [Message("\n".join(lines))]


def _answers(context: Context, last: Sent, versions: Sequence[Version]) -> list[str]:
    """The lines of the card as it now stands: in its order, with its numbers and its marks. Of what had nothing to report
    the reason is told instead."""
    answers: dict[str, Value] = {f"{v.measure}.{name}": value for v in versions for name, value in v.answers.items()}
    marks = {f"{v.measure}.{name}": mark for v in versions for name, mark in v.marks.items()}
    plan = plans.current_plan(context.store, last.period.fiscal_year, last.plan_version)[1]
    division = division_of(context.store, context.person.division)
    place = division, context.person.section, last.period
    earlier = answered_by(context.store, last.period.fiscal_year, division.key)
    form = form_of(plan, *place, (*keys_asked(plan, *place, earlier), *answers))
    lines = []
    for number, question in enumerate(
        reachable(form, answers, answers_known(plan, form, division, last.period, earlier)), 1
    ):
        mark = marks.get(question.key)
        if mark == NOTHING:
            continue
        given = question.key in answers
        value = value_in_short(context, question, answers[question.key]) if given else context.say("skipped")
        value = context.say(mark, value=value) if mark else value
        lines.append(context.say("receipt_line", number=number, label=question.label, value=value))
    return lines
