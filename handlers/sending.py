"""What happens when somebody confirms their answers: kept as a new version, the duty done, and what comes next."""

from collections.abc import Sequence
from datetime import timedelta

from dialogue.conversation import Conversation
from dialogue.messages import Button, Message
from dialogue.question import NOT_APPLICABLE, Form, Value
from handlers.context import Context
from measures.calendar import morning
from measures.fiscal_year import ANYTIME, Period
from measures.forms import keys_asked, period_name
from measures.nothing_to_tell import nothing_to_tell
from storage import drafts, duties, looks, people, plans, submissions
from storage.divisions import division as division_of
from storage.drafts import Draft
from storage.owing import answered_by, owed_runs


def send(context: Context, draft: Draft, form: Form, conversation: Conversation) -> Sequence[Message]:
    """Keep the answers as one submission a measure; close what has nothing left to ask; say so and offer what is next."""
    for measure, answers in _by_measure(form, conversation).items():
        marks = {name: mark for name in answers if (mark := conversation.marks.get(f"{measure}.{name}"))}
        long = any(key.startswith(f"{measure}.") for key in conversation.unchanged_for_long)
        submissions.submit(
            context.store, measure, draft.division, draft.section, draft.period, context.person.id, context.channel,
            answers, draft.plan_version, context.now, marks=marks, remark=conversation.remark if long else "",
        )  # fmt: skip
    looks.by(context.store, morning(context.today + timedelta(days=1)))  # the officer's digest tells of it
    drafts.drop(context.store, draft.id)
    people.set_draft(context.store, context.person.id, None)
    if draft.period.kind == ANYTIME:
        kept = context.say("evidence_kept")
        return [_going_on(context, kept) or Message(kept)]
    _close(context, draft.division, draft.section, draft.period)
    return _thanks(context, draft)


def _by_measure(form: Form, conversation: Conversation) -> dict[str, dict[str, Value]]:
    """Measure key → question id → value; a measure whose questions were all skipped is there, empty."""
    found: dict[str, dict[str, Value]] = {}
    for question in form.questions:
        answers = found.setdefault(question.group, {})
        if question.key in conversation.answers:
            answers[question.name] = conversation.answers[question.key]
    return found


def _close(context: Context, division_key: str, section: str, period: Period) -> None:
    """Mark this period's duties done, and later ones void that today's answers leave nothing to ask."""
    _, plan = plans.current_plan(context.store, period.fiscal_year)
    division = division_of(context.store, division_key)
    reported = answered_by(context.store, period.fiscal_year, division_key)
    declined = {r.measure for r in reported if NOT_APPLICABLE in r.answers.values()}
    for duty in duties.missing_of(context.store, division_key, section, period.fiscal_year):
        if duty.period == period:
            state = "not_applicable" if duty.measure in declined else "submitted"
        elif any(
            key.startswith(f"{duty.measure}.") for key in keys_asked(plan, division, section, duty.period, reported)
        ):
            continue
        else:
            state = "not_applicable"
        duties.set_state(context.store, duty, state)


def _thanks(context: Context, draft: Draft) -> Sequence[Message]:
    """Saved, thank you, and the next thing there is to do."""
    division = division_of(context.store, draft.division)
    text = context.say("saved", division=draft.section or division.name, period=period_name(draft.period))
    if going_on := _going_on(context, text):
        return [going_on]
    offer = (
        Button(context.say("evidence_now"), "evidence", context.say("evidence_now")),
        Button(context.say("evidence_later"), "later", context.say("evidence_later")),
    )
    return [Message(text), Message(context.say("evidence_offer"), offer)]


def _going_on(context: Context, text: str) -> Message | None:
    """`text` and the oldest run that is still owed, if there is one."""
    remaining = owed_runs(context.store, context.person, context.now)
    if not remaining:
        return None
    more = context.say("more_owed", period=period_name(remaining[0].period), count=remaining[0].questions)
    go_on = Button(context.say("go_on"), "start", context.say("go_on"))
    return Message(
        f"{text}\n{more}",
        (go_on, *nothing_to_tell(remaining[0].period, remaining[0].questions, context.person.language)),
    )
