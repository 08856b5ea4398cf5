"""A period that takes no answers: whoever comes to it is told so kindly, with the reason; what they had begun stays."""

from collections.abc import Iterable, Sequence

from dialogue.messages import Message
from handlers.context import Context
from handlers.names import name_of
from measures.calendar import day_in_bangkok
from measures.fiscal_year import ANYTIME, Period, month_period
from storage import drafts, duties, people, period_changes

SHOWN = 3
"""The newest closed periods that are named; older ones are long over."""


def interrupted(context: Context) -> Sequence[Message]:
    """What to say to one whose open run belongs to a period that has been closed meanwhile; nothing to anybody else."""
    periods = {draft.period for draft in drafts.of_person(context.store, context.person.id)}
    told = _reasons(context, (period for period in periods if period.kind != ANYTIME))
    return [Message("\n".join([*told, context.say("closed_kept")]))] if told else ()


def refusal(context: Context, period: Period) -> Sequence[Message]:
    """Why nothing is taken of `period`, or of evidence for it, any more; nothing while it is open."""
    month = month_period(period.first_day) if period.kind == ANYTIME else period
    told = _reasons(context, [month])
    return [Message("\n".join(told))] if told else ()


def without_report(context: Context) -> Sequence[str]:
    """A line for each of the newest periods that this person's place has not reported and cannot any more."""
    place = context.person.division, context.person.section
    return _reasons(context, {d.period for d in duties.locked(context.store) if (d.division, d.section) == place})


def _reasons(context: Context, periods: Iterable[Period]) -> Sequence[str]:
    lines = []
    for period in sorted(periods, reverse=True)[:SHOWN]:
        change = period_changes.locked_by(period_changes.changes(context.store, period))
        if change is not None:
            who = people.person_named(context.store, change.person_id)
            lines.append(
                context.say(
                    "closed_because", period=context.period(period), day=context.day(day_in_bangkok(change.at)),
                    name=name_of(context, who), reason=change.reason,
                )
            )  # fmt: skip
    return lines
