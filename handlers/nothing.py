"""ไม่มีความคืบหน้า: there is nothing to report of a month, and why. It counts as reported, and invents no number."""

from collections.abc import Sequence
from datetime import timedelta

from dialogue.conversation import Conversation
from dialogue.hearing import action_heard
from dialogue.messages import Message
from dialogue.question import Form
from dialogue.reaching import reachable
from dialogue.thai.polite import says_none, without_courtesy
from handlers import guidance, progress
from handlers.awaiting import wait_for, wait_no_more
from handlers.closing import close
from handlers.context import Context
from handlers.sending import going_on
from measures.calendar import morning
from measures.fiscal_year import MONTH
from measures.forms import form_of, keys_asked
from measures.reported import NOTHING
from storage import drafts, looks, people, plans, submissions
from storage.divisions import division as division_of
from storage.drafts import Draft
from storage.owing import Run, answered_by, owed_runs

AWAITED = "nothing"
"""A month's reason is waited for; then stands the month."""
SHORTEST = 4
"""Characters of a reason."""


def nothing(context: Context, words: str) -> Sequence[Message]:
    """Of the run that is open, or else of the oldest that is owed; the reason may follow, or is asked for."""
    run = _run(context)
    if run is None:
        return [Message(context.say("nothing_owed"))]
    if run.period.kind != MONTH:
        return [Message(context.say("nothing_at_year_end"))]
    if words:
        return _taken(context, run, words)
    wait_for(context, AWAITED, run.period.code)
    text = context.say("nothing_why", period=context.period(run.period))
    return [Message(text, (context.button("go_on", "start"),))]


def reason(context: Context, month: str, words: str) -> Sequence[Message]:
    """What was waited for of `month`, by its code. Where that has been sent meanwhile, nothing is left to be said of it."""
    if action_heard(words) in ("cancel", "back"):
        wait_no_more(context)
        return guidance.where(context, "")
    run = _run(context)
    if run is None or run.period.code != month:
        wait_no_more(context)
        return [Message(context.say("old_button"))]
    return _taken(context, run, words)


def _run(context: Context) -> Run | None:
    draft = progress.own_draft(context, context.person.draft_id)
    runs = owed_runs(context.store, context.person, context.now)
    if draft is None:
        return runs[0] if runs else None
    return next((run for run in runs if _same(run, draft)), runs[0] if runs else None)


def _same(run: Run, draft: Draft) -> bool:
    return (run.division, run.section, run.period) == (draft.division, draft.section, draft.period)


def _taken(context: Context, run: Run, words: str) -> Sequence[Message]:
    told = " ".join(without_courtesy(words).split())
    if says_none(words) or len(told) < SHORTEST or not any(c.isalpha() for c in told):
        wait_for(context, AWAITED, run.period.code)
        return [Message(context.say("nothing_why_again"))]
    wait_no_more(context)
    draft = drafts.draft_for(context.store, run.division, run.section, run.period)
    form, conversation, version = _asked(context, run, draft)
    _keep(context, run, form, conversation, version, told)
    if draft:
        drafts.drop(context.store, draft.id)
        people.set_draft(context.store, context.person.id, None)
    text = context.say("nothing_kept", period=context.period(run.period), reason=told)
    return [going_on(context, text) or Message(text)]


def _asked(context: Context, run: Run, draft: Draft | None) -> tuple[Form, Conversation, int]:
    """The form, what has been answered of it already, and the version of its plan."""
    if draft is not None:
        return *progress.loaded(context.store, draft), draft.plan_version
    version, plan = plans.current_plan(context.store, run.fiscal_year)
    division = division_of(context.store, run.division)
    earlier = answered_by(context.store, run.fiscal_year, run.division)
    asked = keys_asked(plan, division, run.section, run.period, earlier)
    return form_of(plan, division, run.section, run.period, asked), Conversation(), version


def _keep(context: Context, run: Run, form: Form, conversation: Conversation, plan_version: int, told: str) -> None:
    """What was answered is kept as it is; every other question is marked, and stays without an answer."""
    asked = reachable(form, conversation.answers, conversation.known)
    silent = set()
    for measure in dict.fromkeys(question.group for question in form.questions):
        own = {q.name: q.key for q in asked if q.group == measure}
        answers = {name: conversation.answers[key] for name, key in own.items() if key in conversation.answers}
        marks = {name: conversation.marks.get(key, "") if name in answers else NOTHING for name, key in own.items()}
        if not answers:
            silent.add(measure)
        submissions.submit(
            context.store, measure, run.division, run.section, run.period, context.person.id, context.channel, answers,
            plan_version, context.now, marks={name: mark for name, mark in marks.items() if mark}, remark=told,
        )  # fmt: skip
    close(context.store, run, nothing=silent)
    looks.by(context.store, morning(context.today + timedelta(days=1)))  # the officer's digest tells of it
