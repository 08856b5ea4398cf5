"""The run of questions: begin or go on, take one answer, send."""

import json
from collections.abc import Sequence
from dataclasses import replace

from dialogue import engine
from dialogue.asking import Scene, screen
from dialogue.conversation import Conversation
from dialogue.messages import Button, Message
from dialogue.question import Form
from dialogue.reaching import reachable
from dialogue.said import Said
from handlers import sending
from handlers.context import Context
from measures.fiscal_year import ANYTIME, anytime
from measures.forms import answers_before, answers_known, form_of, keys_asked, period_name
from storage import drafts, people, plans, submissions
from storage.divisions import division as division_of
from storage.drafts import Draft
from storage.office_store import OfficeStore
from storage.owing import Run, answered_by, owed_runs


def start(context: Context, _: str) -> Sequence[Message]:
    """Go on where the person left off, or begin the oldest run that is owed."""
    if context.person.draft_id is not None and (draft := drafts.draft(context.store, context.person.draft_id)):
        return _resume(context, draft)
    runs = owed_runs(context.store, context.person, context.now)
    if not runs:
        return [Message(context.say("nothing_owed"))]
    return _open(context, runs[0])


def evidence(context: Context, _: str) -> Sequence[Message]:
    """Open the list of links and files that may be added for the month last reported; nothing of it is owed."""
    year = max(plans.fiscal_years(context.store), default=0)
    last = submissions.last_period(context.store, year, context.person.division, context.person.section)
    if last is None:
        return [Message(context.say("evidence_nothing_yet"))]
    run = Run(last.fiscal_year, context.person.division, context.person.section, anytime(last), context.today, 0)
    return _open(context, run)


def take_over(context: Context, _: str) -> Sequence[Message]:
    """A colleague's open draft becomes this person's."""
    for run in owed_runs(context.store, context.person, context.now):
        draft = drafts.draft_for(context.store, run.division, run.section, run.period)
        if draft and draft.person_id != context.person.id:
            drafts.take_over(context.store, draft.id, context.person.id)
            return _resume(context, draft)
    return start(context, "")


def answer(context: Context, draft_id: int, said: Said) -> Sequence[Message]:
    """One message of a run: read it, keep what it leads to, then say it."""
    draft = drafts.draft(context.store, draft_id)
    if draft is None or draft.person_id != context.person.id:
        people.set_draft(context.store, context.person.id, None)
        return [Message(context.say("draft_gone"))]
    form, conversation = loaded(context.store, draft)
    turn = engine.step(form, conversation, said, _scene(context, draft))
    drafts.keep(context.store, draft.id, _packed(turn.conversation), context.now)
    if turn.outcome == engine.SUBMIT:
        return sending.send(context, draft, form, turn.conversation)
    if turn.outcome == engine.LEAVE:
        people.set_draft(context.store, context.person.id, None)
    return turn.messages


def screen_of(context: Context, draft_id: int) -> Sequence[Message]:
    """Where the person is, once more."""
    draft = drafts.draft(context.store, draft_id)
    return _resume(context, draft) if draft else [Message(context.say("draft_gone"))]


def _open(context: Context, run: Run) -> Sequence[Message]:
    """The draft of this run: gone on with, somebody else's, or begun."""
    draft = drafts.draft_for(context.store, run.division, run.section, run.period)
    if draft is None:
        return _begin(context, run)
    if draft.person_id != context.person.id:
        holder = people.person_named(context.store, draft.person_id)
        text = context.say("draft_held", name=holder.name if holder else "", period=period_name(run.period))
        return [Message(text, (Button(context.say("take_over"), "takeover", context.say("take_over")),))]
    return _resume(context, draft)


def _begin(context: Context, run: Run) -> Sequence[Message]:
    version, plan = plans.current_plan(context.store, run.fiscal_year)
    division = division_of(context.store, run.division)
    earlier = answered_by(context.store, run.fiscal_year, run.division)
    asked = keys_asked(plan, division, run.section, run.period, earlier)
    form = form_of(plan, division, run.section, run.period, asked)
    if not form.questions:
        return [Message(context.say("nothing_owed"))]
    draft_id = drafts.start(
        context.store, run.division, run.section, run.period, context.person.id, version, context.now
    )
    turn = engine.begin(
        form,
        Scene(str(draft_id), context.today, context.person.language),
        previous=answers_before(form, run.period, earlier),
        known=answers_known(plan, form, division, run.period, earlier),
        review=run.period.kind == ANYTIME,
    )
    drafts.keep(context.store, draft_id, _packed(turn.conversation), context.now)
    people.set_draft(context.store, context.person.id, draft_id)
    left = len(reachable(form, turn.conversation.answers, turn.conversation.known))
    opening = context.say("run_opens", title=form.title, count=left)
    first, *rest = turn.messages
    return [replace(first, text=f"{opening}\n\n{first.text}"), *rest]


def _resume(context: Context, draft: Draft) -> Sequence[Message]:
    form, conversation = loaded(context.store, draft)
    people.set_draft(context.store, context.person.id, draft.id)
    return [screen(form, conversation, _scene(context, draft))]


def loaded(store: OfficeStore, draft: Draft) -> tuple[Form, Conversation]:
    """The form as it was when the draft began, and the conversation on it."""
    _, plan = plans.current_plan(store, draft.period.fiscal_year, draft.plan_version)
    conversation = Conversation.from_json(json.loads(draft.conversation))
    division = division_of(store, draft.division)
    return form_of(plan, division, draft.section, draft.period, conversation.asked), conversation


def _scene(context: Context, draft: Draft) -> Scene:
    return Scene(str(draft.id), context.today, context.person.language)


def _packed(conversation: Conversation) -> str:
    return json.dumps(conversation.to_json(), ensure_ascii=False)
