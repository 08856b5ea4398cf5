"""บันทึกแทน กองช่าง ต.ค. 2567: the legal officer writes down what a division told by phone or sent on paper."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import closed, menus
from handlers.beginning import enter
from handlers.context import Context
from handlers.menus import Choice
from handlers.on_behalf_places import meant, places
from storage import drafts, duties
from storage.owing import Run

SOURCES = ("phone", "paper")
"""How a report comes to the legal officer who writes it down for a division."""
CHOICES = 12
"""Places offered at most, where a name is not clear."""


def on_behalf(context: Context, words: str) -> Sequence[Message]:
    """Ask how it came, then open the division's run, marked with that; its people are told when it is sent."""
    *rest, last = words.split() or [""]
    source = next((s for s in SOURCES if last in (s, *context.say(f"source_{s}").split("/"))), "")
    found, said, period = meant(context, " ".join(rest) if source else words)
    if period is None:
        return [Message(context.say("on_behalf_usage"))]
    name = context.period(period)
    if not found:
        return [_no_such_place(context, said)]
    if len(found) > 1:
        choices = [Choice(place.name, f"onbehalf {place.code} {period.code} {source}".strip()) for place in found]
        return menus.ask(context, context.say("on_behalf_which", period=name), choices[:CHOICES])
    place = found[0]
    expected = duties.duties(context.store, period.fiscal_year)
    if not any((d.division, d.section, d.period) == (place.division.key, place.section, period) for d in expected):
        return [Message(context.say("on_behalf_not_open", place=place.name, period=name))]
    if refused := closed.refusal(context, period):
        return refused
    if not source:
        choices = [Choice(context.say(f"source_{s}"), f"onbehalf {place.code} {period.code} {s}") for s in SOURCES]
        return menus.ask(context, context.say("on_behalf_how", place=place.name, period=name), choices)
    run = Run(period.fiscal_year, place.division.key, place.section, period, context.today, 0)
    return [*_mended(context, run, source), *enter(context, run, review=True, source=source)]


def _no_such_place(context: Context, said: str) -> Message:
    known = ", ".join(place.name for place in places(context) if not place.section)
    return Message(
        f"{context.say('on_behalf_no_place', name=said[:60], places=known)}\n{context.say('on_behalf_usage')}"
    )


def _mended(context: Context, run: Run, source: str) -> Sequence[Message]:
    """How it came was chosen wrongly: the draft that this person has open is marked with `source` instead."""
    draft = drafts.draft_for(context.store, run.division, run.section, run.period)
    if draft is None or draft.person_id != context.person.id or draft.source == source:
        return ()
    drafts.take_over(context.store, draft.id, context.person.id, source)
    return [Message(context.say("on_behalf_source", source=context.say(f"source_{source}")))]
