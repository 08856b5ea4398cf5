"""ไม่ใช่งานของฉัน: an open draft passed on to a colleague of the division, with all that is in it."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import menus, progress
from handlers.context import Context
from handlers.menus import Choice
from handlers.names import name_of
from handlers.telling import reporters_of, tell
from measures.forms import period_name
from storage import drafts, people
from storage.drafts import Draft
from storage.people import Person

CHOICES = 12
"""Colleagues offered at most."""


def pass_on(context: Context, words: str) -> Sequence[Message]:
    """Offer the colleagues, or pass it to the one who was chosen: "12 #7" is draft 12, person 7."""
    draft = progress.own_draft(context, context.person.draft_id)
    if draft is None:
        return [Message(context.say("pass_nothing_open"))]
    colleagues = [p for p in reporters_of(context, draft.division) if p.id != context.person.id]
    if not colleagues:
        return [Message(context.say("pass_nobody"))]
    number, _, name = words.partition(" ")
    if words:
        chosen = next((p for p in colleagues if number == str(draft.id) and name == f"#{p.id}"), None)
        return _passed(context, draft, chosen) if chosen else [Message(context.say("old_button"))]
    choices = [Choice(name_of(context, p), f"passon {draft.id} #{p.id}") for p in colleagues[:CHOICES]]
    return menus.ask(context, context.say("pass_to_whom", period=context.period(draft.period)), choices)


def _passed(context: Context, draft: Draft, colleague: Person) -> Sequence[Message]:
    drafts.take_over(context.store, draft.id, colleague.id)
    people.set_draft(context.store, context.person.id, None)
    tell(
        context, [colleague], "passed_to_you", f"takeover {draft.id}", "start_button", name=name_of(context, context.person),
        period=period_name(draft.period, colleague.language),
    )  # fmt: skip
    return [Message(context.say("passed", name=name_of(context, colleague), period=context.period(draft.period)))]
