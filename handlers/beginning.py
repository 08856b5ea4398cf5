"""How a run of questions begins: the oldest that is owed, or the one that is meant."""

from collections.abc import Sequence
from dataclasses import replace

from dialogue import engine
from dialogue.conversation import REVIEWING
from dialogue.messages import Message
from dialogue.question import Form
from dialogue.reaching import reachable
from dialogue.said import Tap
from handlers import closed, guidance, menus
from handlers.coming import next_round
from handlers.context import Context
from handlers.left_open import left_open
from handlers.menus import Choice
from handlers.names import name_of
from handlers.progress import answer, begin, go_on, loaded, open_run, own_draft, resume, scene
from measures.fiscal_year import ANYTIME
from measures.forms import answers_before, answers_known, form_of, keys_asked
from measures.last_time import repeated_before, when_before
from measures.nothing_to_tell import COMMAND
from measures.reported import Reported
from storage import drafts, people, plans
from storage.divisions import division as division_of
from storage.owing import Run, answered_by, owed_runs


def start(context: Context, words: str) -> Sequence[Message]:
    """Go on with what the person left off, or begin the oldest run that is owed, which goes before a card that was only
    looked at. A button names what it is for: the period that is owed, or the number of a draft."""
    owed = owed_runs(context.store, context.person, context.now)
    if run := next((run for run in owed if run.period.code == words), None):
        return enter(context, run)
    left = left_open(context)
    if words.isdecimal():
        chosen = next((draft for draft in left if str(draft.id) == words), None)
        return go_on(context, chosen) if chosen else [Message(context.say("old_button"))]
    current = own_draft(context, context.person.draft_id)
    if found := next((draft for draft in left if current and draft.id == current.id), left[0] if left else None):
        return go_on(context, found)
    if owed:
        return enter(context, owed[0])
    if current:
        return closed.refusal(context, current.period) or go_on(context, current)
    if not context.reports:
        return guidance.nothing_open(context)
    lines = context.say("nothing_owed"), *closed.without_report(context), *next_round(context)
    return [Message("\n".join(lines))]


def unchanged(context: Context, period: str) -> Sequence[Message]:
    """The run that is open, or else the oldest that is owed, with everything answered that "nothing has changed" can
    answer. `period` is the code of the month that a button belongs to: an old button answers no other month."""
    draft = open_run(context)
    if draft and period in ("", draft.period.code):
        messages = resume(context, draft)
    else:
        owed = owed_runs(context.store, context.person, context.now)
        run = next((run for run in owed if period in ("", run.period.code)), None)
        if run is None:
            return [Message(context.say("old_button"))] if period else start(context, "")
        messages = enter(context, run)
    person = people.person_named(context.store, context.person.id)
    if person is None or (opened := open_run(replace(context, person=person))) is None:
        return messages  # a colleague has it
    _, conversation = loaded(context.store, opened)
    if conversation.stage == REVIEWING:
        return messages
    said = Tap(f"{opened.id}.{conversation.step}.{COMMAND}")
    return answer(replace(context, person=person), opened.id, said)


def enter(context: Context, run: Run, *, review: bool = False, source: str = "") -> Sequence[Message]:
    """The draft of this run: gone on with, somebody else's, or begun: with `review` at the card of what was sent, with
    `source` for a division that told it by phone or on paper."""
    draft = drafts.draft_for(context.store, run.division, run.section, run.period)
    if draft is None:
        return _begin(context, run, review=review, source=source)
    if draft.person_id != context.person.id:
        holder = people.person_named(context.store, draft.person_id)
        text = context.say("draft_held", name=name_of(context, holder), period=context.period(run.period))
        take_over = Choice(context.say("take_over"), f"takeover {draft.id} {source}".strip(), agreed=True)
        return menus.ask(context, text, [take_over])
    return go_on(context, draft)


def _begin(context: Context, run: Run, *, review: bool, source: str) -> Sequence[Message]:
    version, plan = plans.current_plan(context.store, run.fiscal_year)
    division = division_of(context.store, run.division)
    earlier = answered_by(context.store, run.fiscal_year, run.division)
    asked = keys_asked(plan, division, run.section, run.period, earlier)
    form = form_of(plan, division, run.section, run.period, asked, context.person.language)
    if not form.questions:
        return [Message(context.say("nothing_owed"))]
    draft_id = drafts.start(
        context.store, run.division, run.section, run.period, context.person.id, version, context.now, source
    )
    sent = _sent_before(run, earlier)
    turn = engine.begin(
        form,
        scene(context, draft_id),
        previous=answers_before(form, run.period, earlier),
        previous_when=when_before(plan, form, run.period, earlier),
        repeated=repeated_before(form, run.period, earlier),
        known=answers_known(plan, form, division, run.period, earlier),
        answers={f"{r.measure}.{name}": value for r in sent for name, value in r.answers.items()},
        marks={f"{r.measure}.{name}": mark for r in sent for name, mark in r.marks.items()},
        remark=next((r.remark for r in sent if r.remark and r.answers), ""),
        review=run.period.kind == ANYTIME or (review and any(r.answers for r in sent)),
    )
    begin(context, draft_id, turn.conversation)
    people.set_draft(context.store, context.person.id, draft_id)
    first, *rest = turn.messages
    opening = _opening(context, run, form, turn, again=review and bool(sent))
    return [replace(first, text=f"{opening}\n\n{first.text}"), *rest]


def _sent_before(run: Run, earlier: Sequence[Reported]) -> Sequence[Reported]:
    """What this very run has sent already: the next version keeps it, so evidence sent later adds to the first."""
    return [r for r in earlier if r.period == run.period and r.section == run.section]


def _opening(context: Context, run: Run, form: Form, turn: engine.Turn, *, again: bool) -> str:
    count = len(reachable(form, turn.conversation.answers, turn.conversation.known))
    revises = "revision_opens" if again else "run_opens"
    return context.say("evidence_opens" if run.period.kind == ANYTIME else revises, title=form.title, count=count)
