"""/status: what a division has reported, and for the officer the grid of measures × divisions."""

from collections.abc import Iterable, Sequence

from dialogue.messages import Button, Message
from handlers.context import Context
from handlers.years import no_such_year, year_meant
from measures.forms import period_name
from measures.plan import Plan
from storage import divisions, duties, plans
from storage.duties import Duty
from storage.owing import owed_runs

OFFICER = frozenset({"legal_officer", "administrator", "executive"})
DONE, PARTLY, MISSING, NOT_ASKED = "✅", "🟡", "⬜", "➖"


def status(context: Context, words: str) -> Sequence[Message]:
    year = year_meant(context, words)
    if year not in plans.fiscal_years(context.store):
        return [Message(no_such_year(context, words, year))]
    _, plan = plans.current_plan(context.store, year)
    if context.person.roles & OFFICER:
        return [_grid(context, plan, duties.duties(context.store, year))]
    return [_own(context, plan, duties.duties(context.store, year))]


def _grid(context: Context, plan: Plan, rows: Sequence[Duty]) -> Message:
    """One line a division, one mark a measure, over every period opened so far."""
    if not rows:
        return Message(context.say("status_nothing_opened", year=plan.fiscal_year))
    numbers = "".join(_keycap(measure.number) for measure in plan.measures)
    lines = [context.say("status_grid", year=plan.fiscal_year), numbers]
    for division in divisions.divisions(context.store):
        own = [duty for duty in rows if duty.division == division.key]
        if division.active or own:
            marks = "".join(_mark(d for d in own if d.measure == measure.key) for measure in plan.measures)
            lines.append(f"{marks} {division.name}")
    done = sum(duty.state != "missing" for duty in rows)
    lines.append(context.say("status_legend"))
    lines.append(context.say("status_total", done=done, total=len(rows)))
    return Message("\n".join(lines))


def _own(context: Context, plan: Plan, rows: Sequence[Duty]) -> Message:
    """What this person's division has reported, measure by measure, and what is open."""
    division = divisions.division(context.store, context.person.division)
    own = [duty for duty in rows if duty.division == division.key]
    lines = [context.say("status_own", division=division.name, year=plan.fiscal_year)]
    for measure in plan.measures:
        if of_measure := [duty for duty in own if duty.measure == measure.key]:
            done = sum(duty.state != "missing" for duty in of_measure)
            lines.append(f"{_mark(of_measure)} {measure.number}. {measure.title} {done}/{len(of_measure)}")
    runs = owed_runs(context.store, context.person, context.now)
    lines.extend(context.say("status_open", period=period_name(run.period), count=run.questions) for run in runs)
    start = (Button(context.say("start_button"), "start", context.say("start_button")),) if runs else ()
    return Message("\n".join(lines if runs else [*lines, context.say("nothing_owed")]), start)


def _mark(rows: Iterable[Duty]) -> str:
    states = {duty.state for duty in rows}
    if not states:
        return NOT_ASKED
    if "missing" not in states:
        return NOT_ASKED if states == {"not_applicable"} else DONE
    return MISSING if states == {"missing"} else PARTLY


def _keycap(number: int) -> str:
    """1️⃣ … 🔟, as wide as the marks below it; beyond ten the digits themselves."""
    return "🔟" if number == 10 else f"{number}\ufe0f\u20e3" if number < 10 else f"{number}"
