"""What happens when somebody confirms their answers: kept as a new version, the duty done, and what comes next."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from dialogue.conversation import Conversation
from dialogue.messages import Message
from dialogue.question import Form, Value
from dialogue.words import say
from handlers import menus
from handlers.closing import close
from handlers.context import Context
from handlers.left_open import reminded
from handlers.menus import Choice
from handlers.names import name_of
from handlers.telling import reporters_of, tell
from measures.calendar import morning
from measures.fiscal_year import ANYTIME
from measures.forms import period_name
from measures.nothing_to_tell import nothing_to_tell
from storage import drafts, duties, looks, people, submissions
from storage.divisions import division as division_of
from storage.drafts import Draft
from storage.owing import owed_runs


def send(context: Context, draft: Draft, form: Form, conversation: Conversation) -> Sequence[Message]:
    """Keep the answers as one submission a measure; close what has nothing left to ask; say so and offer what is next."""
    before = {
        r.measure: r.answers for r in submissions.sent(context.store, draft.division, draft.section, draft.period)
    }
    version = _submit(context, draft, form, conversation, before)
    looks.by(context.store, morning(context.today + timedelta(days=1)))  # the officer's digest tells of it
    drafts.drop(context.store, draft.id)
    people.set_draft(context.store, context.person.id, None)
    if draft.period.kind == ANYTIME:
        given = any(form.question(key) for key in conversation.answers)
        none = "evidence_removed" if version else "evidence_none"
        kept = context.say(none if not given else "evidence_kept" if version else "evidence_as_before")
        return _next(context, kept)
    missing = duties.missing_of(context.store, draft.division, draft.section, draft.period.fiscal_year)
    revised = bool(before) and all(duty.period != draft.period for duty in missing)
    close(context.store, draft, again=bool(before))
    if draft.source and version:
        _tell_division(context, draft)
    if revised:
        return _next(context, _revised(context, draft, version))
    return _thanks(context, draft)


def _submit(
    context: Context, draft: Draft, form: Form, conversation: Conversation, before: dict[str, Mapping[str, Value]]
) -> int:
    """The highest version that came of it. A measure that is as it was `before` gets no new one; 0: none did."""
    versions = [0]
    unsent: Mapping[str, Value] | None = (
        {} if draft.period.kind == ANYTIME else None
    )  # where nothing is attached, nothing is sent
    for measure, answers in _by_measure(form, conversation).items():
        if before.get(measure, unsent) == answers:
            continue
        marks = {name: mark for name in answers if (mark := conversation.marks.get(f"{measure}.{name}"))}
        long = any(key.startswith(f"{measure}.") for key in conversation.unchanged_for_long)
        kept = submissions.submit(
            context.store, measure, draft.division, draft.section, draft.period, context.person.id, context.channel,
            answers, draft.plan_version, context.now, marks=marks, remark=conversation.remark if long else "",
            source=draft.source,
        )  # fmt: skip
        versions.append(kept)
    return max(versions)


def _by_measure(form: Form, conversation: Conversation) -> dict[str, dict[str, Value]]:
    """Measure key → question id → value; a measure whose questions were all skipped is there, empty."""
    found: dict[str, dict[str, Value]] = {}
    for question in form.questions:
        answers = found.setdefault(question.group, {})
        if question.key in conversation.answers:
            answers[question.name] = conversation.answers[question.key]
    return found


def _revised(context: Context, draft: Draft, version: int) -> str:
    period = context.period(draft.period)
    return context.say("revised", period=period, version=version) if version else context.say("revised_nothing")


def _place(context: Context, draft: Draft) -> str:
    return draft.section or division_of(context.store, draft.division).name


def _sections_waiting(context: Context, draft: Draft) -> Sequence[str]:
    """The sections that still owe this period, where their division has sent its own part of it."""
    if draft.section:
        return ()
    year = draft.period.fiscal_year
    return [
        section
        for section in division_of(context.store, draft.division).sections
        if any(d.period == draft.period for d in duties.missing_of(context.store, draft.division, section, year))
    ]


def _tell_division(context: Context, draft: Draft) -> None:
    """Somebody else has written down what the division told: its people should know, and may change it."""
    for person in reporters_of(context, draft.division, draft.section):
        source = say(person.language, f"source_{draft.source}")
        tell(
            context, [person], "told_on_behalf", name=name_of(context, context.person),
            period=period_name(draft.period, person.language), place=_place(context, draft), source=source,
        )  # fmt: skip


def _thanks(context: Context, draft: Draft) -> Sequence[Message]:
    """Saved, thank you, and the next thing there is to do."""
    waiting = _sections_waiting(context, draft)
    text = context.say(
        "saved_part" if waiting else "saved", division=_place(context, draft), period=context.period(draft.period),
        sections=", ".join(waiting),
    )  # fmt: skip
    if going := going_on(context, text):
        return [going]
    if draft.source:
        return _next(context, text)
    now, later = context.say("evidence_now"), context.say("evidence_later")
    offer = Choice(now, "attach", agreed=True), Choice(later, "later", agreed=False)
    return [Message(text), *menus.offer(context, context.say("evidence_offer"), offer), *reminded(context)]


def _next(context: Context, text: str) -> Sequence[Message]:
    """`text`, and what is owed still, or else what was begun and not sent."""
    going = going_on(context, text)
    return [going] if going else [Message(text), *reminded(context)]


def going_on(context: Context, text: str) -> Message | None:
    """`text` and the oldest run that is still owed, if there is one."""
    remaining = owed_runs(context.store, context.person, context.now)
    if not remaining:
        return None
    more = context.say("more_owed", period=context.period(remaining[0].period), count=remaining[0].questions)
    quiet = nothing_to_tell(remaining[0].period, remaining[0].questions, context.person.language)
    start = context.button("go_on", f"start {remaining[0].period.code}")
    return Message(f"{text}\n{more}", (start, *quiet))
