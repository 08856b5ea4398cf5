"""บันทึกแทน กองช่าง ต.ค. 2567: the legal officer writes down what a division told by phone or sent on paper."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers import closed, menus
from handlers.beginning import enter
from handlers.context import Context
from handlers.menus import Choice
from handlers.period_names import named
from measures.fiscal_year import Period
from measures.plan import Division
from storage import divisions, drafts, duties, plans
from storage.owing import Run

SOURCES = ("phone", "paper")
"""How a report comes to the legal officer who writes it down for a division."""


def on_behalf(context: Context, words: str) -> Sequence[Message]:
    """Ask how it came, then open the division's run, marked with that; its people are told when it is sent."""
    *rest, last = words.split() or [""]
    source = last if last in SOURCES else ""
    found = _meant(context, " ".join(rest) if source else words)
    if found is None:
        return [Message(context.say("on_behalf_usage"))]
    division, section, period = found
    name, place = context.period(period), section or division.name
    expected = duties.duties(context.store, period.fiscal_year)
    if not any((d.division, d.section, d.period) == (division.key, section, period) for d in expected):
        return [Message(context.say("on_behalf_not_open", place=place, period=name))]
    if refused := closed.refusal(context, period):
        return refused
    if not source:
        where = f"{division.key}{f'/{division.sections.index(section)}' if section else ''} {period.code}"
        choices = [Choice(context.say(f"source_{source}"), f"onbehalf {where} {source}") for source in SOURCES]
        return menus.ask(context, context.say("on_behalf_how", place=place, period=name), choices)
    mended = _mended(context, division, section, period, source)
    run = Run(period.fiscal_year, division.key, section, period, context.today, 0)
    return [*mended, *enter(context, run, review=True, source=source)]


def _mended(context: Context, division: Division, section: str, period: Period, source: str) -> Sequence[Message]:
    """How it came was chosen wrongly: the draft that this person has open is marked with `source` instead."""
    draft = drafts.draft_for(context.store, division.key, section, period)
    if draft is None or draft.person_id != context.person.id or draft.source == source:
        return ()
    drafts.take_over(context.store, draft.id, context.person.id, source)
    return [Message(context.say("on_behalf_source", source=context.say(f"source_{source}")))]


def _meant(context: Context, words: str) -> tuple[Division, str, Period] | None:
    """The division, its section and the period in `words`: by their names, or as a button names them."""
    for division in divisions.divisions(context.store):
        places = [(section, section) for section in division.sections] + [(division.name, ""), (division.key, "")]
        places += [(f"{division.key}/{place}", section) for place, section in enumerate(division.sections)]
        for name, section in sorted(places, key=lambda place: -len(place[0])):
            if not division.active or not words.startswith(name):
                continue
            period, rest = named(context, words.removeprefix(name).strip())
            if period and not rest and period.fiscal_year in plans.fiscal_years(context.store):
                return division, section, period
    return None
