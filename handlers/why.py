"""ถามทำไม, ปีก่อน: which row of the report the open question serves, and what was answered to it last year."""

from collections.abc import Sequence

from dialogue.messages import Message
from dialogue.question import Question
from dialogue.showing import shown
from handlers import progress
from handlers.context import Context
from measures.plan import PlanQuestion
from storage import plans, submissions
from storage.drafts import Draft


def why(context: Context, _: str) -> Sequence[Message]:
    """The measure, its step, and where in the report the answer goes."""
    if (found := _open(context)) is None:
        return [Message(context.say("why_nothing_open"))]
    draft, question = found
    plan = plans.current_plan(context.store, draft.period.fiscal_year, draft.plan_version)[1]
    measure = plan.measure(question.group)
    if measure is None:
        return [Message(context.say("why_common"))]
    asked = measure.question(question.name)
    lines = [context.say("why", number=measure.number, title=measure.title)]
    if asked and asked.step and 1 <= asked.step <= len(measure.method):
        lines.append(context.say("why_step", number=asked.step, step=measure.method[asked.step - 1]))
    lines.extend(_goes_to(context, asked))
    return [Message("\n".join(lines))]


def last_year(context: Context, _: str) -> Sequence[Message]:
    """The answer of the same month of the year before; where there is none, the newest one of that year."""
    if (found := _open(context)) is None:
        return [Message(context.say("why_nothing_open"))]
    draft, question = found
    before = draft.period.fiscal_year - 1
    said = [
        r
        for r in submissions.latest(context.store, before)
        if (r.division, r.measure) == (draft.division, question.group) and question.name in r.answers
    ]
    if not said:
        return [Message(context.say("last_year_nothing", year=before, label=question.label))]
    same = [r for r in said if r.period.first_day.month == draft.period.first_day.month]
    newest = max(same or said, key=lambda r: r.period)
    value = shown(question, newest.answers[question.name], context.person.language)
    return [Message(context.say("last_year", when=context.period(newest.period), label=question.label, value=value))]


def _open(context: Context) -> tuple[Draft, Question] | None:
    """The question that stands open for this person."""
    draft = progress.own_draft(context, context.person.draft_id)
    if draft is None:
        return None
    form, conversation = progress.loaded(context.store, draft)
    question = form.question(conversation.at)
    return (draft, question) if question else None


def _goes_to(context: Context, asked: PlanQuestion | None) -> Sequence[str]:
    cells = [context.say(f"feeds_{cell}") for cell in (asked.feeds if asked else ())]
    return [context.say("why_goes_to", cells=", ".join(cells))] if cells else []
