"""รับช่วงต่อ: a draft that somebody else holds becomes this person's, with all that is in it."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import closed
from handlers.beginning import start
from handlers.context import Context
from handlers.on_behalf import SOURCES
from handlers.progress import resume
from storage import drafts
from storage.drafts import Draft
from storage.owing import owed_runs


def take_over(context: Context, words: str) -> Sequence[Message]:
    """A colleague's open draft becomes this person's: the one a button names, or else of the oldest run that is owed."""
    number, _, source = words.partition(" ")
    named = drafts.draft(context.store, int(number)) if number.isdecimal() and len(number) < 10 else None
    if named and _may_take(context, named, source):
        if refused := closed.refusal(context, named.period):
            return refused
        drafts.take_over(context.store, named.id, context.person.id, source)
        return resume(context, named)
    if words:
        return [Message(context.say("old_button"))]
    for run in owed_runs(context.store, context.person, context.now):
        draft = drafts.draft_for(context.store, run.division, run.section, run.period)
        if draft and draft.person_id != context.person.id:
            drafts.take_over(context.store, draft.id, context.person.id)
            return resume(context, draft)
    return start(context, "")


def _may_take(context: Context, draft: Draft, source: str) -> bool:
    """The division's own people and whoever stands in for them; the legal officer for any, telling how it came."""
    if source:
        return source in SOURCES and "legal_officer" in context.person.roles
    place = draft.division, draft.section, draft.period
    return (draft.division == context.person.division and context.reports) or any(
        (run.division, run.section, run.period) == place
        for run in owed_runs(context.store, context.person, context.now)
    )
