"""ไม่ใช่งานของฉัน: an open draft, with all that is in it, or what is owed, passed on to a colleague of the division."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import menus, progress
from handlers.beginning import enter
from handlers.context import Context
from handlers.menus import Choice
from handlers.names import name_of
from handlers.telling import reporters_of, tell
from measures.forms import period_name
from storage import drafts, people
from storage.drafts import Draft
from storage.owing import Run, owed_runs
from storage.people import Person

CHOICES = 12
"""Colleagues offered at most."""


def pass_on(context: Context, words: str) -> Sequence[Message]:
    """Offer the colleagues for what is open, or else for the oldest run that is owed; or pass it to the one who was
    chosen: "12 #7" is draft 12, "2024-10 #7" that month, not begun yet; person 7."""
    draft = progress.own_draft(context, context.person.draft_id)
    meant = draft or _owed(context)
    if meant is None:
        return [Message(context.say("pass_nothing_open"))]
    called = str(draft.id) if draft else meant.period.code
    colleagues = [p for p in reporters_of(context, meant.division) if p.id != context.person.id]
    if not colleagues:
        return [Message(context.say("pass_nobody"))]
    number, _, name = words.partition(" ")
    if words:
        chosen = next((p for p in colleagues if number == called and name == f"#{p.id}"), None)
        found = _begun(context, meant) if chosen and isinstance(meant, Run) else draft
        return _passed(context, found, chosen) if found and chosen else [Message(context.say("old_button"))]
    choices = [Choice(name_of(context, p), f"passon {called} #{p.id}") for p in colleagues[:CHOICES]]
    return menus.ask(context, context.say("pass_to_whom", period=context.period(meant.period)), choices)


def _owed(context: Context) -> Run | None:
    """The oldest run that is owed and that nobody else is answering."""
    for run in owed_runs(context.store, context.person, context.now):
        draft = drafts.draft_for(context.store, run.division, run.section, run.period)
        if draft is None or draft.person_id == context.person.id:
            return run
    return None


def _begun(context: Context, run: Run) -> Draft | None:
    """Its draft, which may have nothing in it yet."""
    enter(context, run)
    return drafts.draft_for(context.store, run.division, run.section, run.period)


def _passed(context: Context, draft: Draft, colleague: Person) -> Sequence[Message]:
    drafts.take_over(context.store, draft.id, colleague.id)
    people.set_draft(context.store, context.person.id, None)
    tell(
        context, [colleague], "passed_to_you", f"takeover {draft.id}", "start_button", name=name_of(context, context.person),
        period=period_name(draft.period, colleague.language),
    )  # fmt: skip
    return [Message(context.say("passed", name=name_of(context, colleague), period=context.period(draft.period)))]
