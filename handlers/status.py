"""/status: what a division has reported, and for the officer the grid of measures × divisions."""

from collections.abc import Sequence
from datetime import date

from dialogue.messages import Message, Table
from handlers.asked_for import owe
from handlers.context import Context
from handlers.left_open import reminded
from handlers.years import no_such_year, year_meant
from measures.plan import Division, Plan
from storage import divisions, duties, plans
from storage.duties import Duty
from storage.owing import Run, owed_runs

OFFICER = frozenset({"legal_officer", "administrator", "executive"})
DONE, PARTLY, MISSING, LATE, NOTHING, LOCKED, NOT_ASKED = "✅", "🟡", "⬜", "🔺", "📭", "🔒", "➖"
WORDS = {
    DONE: "grid_done", PARTLY: "grid_partly", MISSING: "grid_open", LATE: "grid_late", NOTHING: "grid_none",
    LOCKED: "grid_locked", NOT_ASKED: "grid_not_asked",
}  # fmt: skip
"""What each sign means; the picture says the same of its own."""
REPORTED = frozenset({duties.SUBMITTED, duties.NOT_APPLICABLE, duties.NOTHING})


def status(context: Context, words: str) -> Sequence[Message]:
    year = year_meant(context, words)
    if year not in plans.fiscal_years(context.store):
        return [Message(no_such_year(context, words, year))]
    _, plan = plans.current_plan(context.store, year)
    known = divisions.divisions(context.store)
    asleep = {division.key for division in known if not division.active}
    rows = [d for d in duties.duties(context.store, year) if d.state != duties.MISSING or d.division not in asleep]
    shown = _grid if context.person.roles & OFFICER else _own
    return [shown(context, plan, known, rows), *reminded(context)]


def picture(context: Context, words: str) -> Sequence[Message]:
    """The same as a picture, month by month. Drawing it is a job; the picture is sent when it is done."""
    year = year_meant(context, words)
    if year not in plans.fiscal_years(context.store):
        return [Message(no_such_year(context, words, year))]
    owe(context, "grid", fiscal_year=year)
    return []


def _grid(context: Context, plan: Plan, known: Sequence[Division], rows: Sequence[Duty]) -> Message:
    """One line a division, one mark a measure, over every period opened so far."""
    if not rows:
        return Message(context.say("status_nothing_opened", year=plan.fiscal_year))
    title = context.say("status_grid", year=plan.fiscal_year)
    lines: list[tuple[str, tuple[str, ...]]] = []
    for division in known:
        own = [duty for duty in rows if duty.division == division.key]
        if division.active or own:
            marks = tuple(
                _mark([d for d in own if d.measure == measure.key], context.today) for measure in plan.measures
            )
            lines.append((division.name, marks))
    done = sum(duty.state in REPORTED for duty in rows)
    notes = [_legend(context, lines)]
    notes.extend(_nothing_to_report(context, rows))
    notes.append(context.say("status_total", done=done, total=len(rows)))
    numbers = "".join(_keycap(measure.number) for measure in plan.measures)
    text = "\n".join([title, numbers, *(f"{''.join(marks)} {name}" for name, marks in lines), *notes])
    picture = context.button("status_picture", f"picture {plan.fiscal_year}")
    table = Table(title, tuple(str(measure.number) for measure in plan.measures), tuple(lines), "\n".join(notes))
    return Message(text, (picture,), table=table)


def _own(context: Context, plan: Plan, known: Sequence[Division], rows: Sequence[Duty]) -> Message:
    """What this person's division has reported, measure by measure, and what is open."""
    division = next(division for division in known if division.key == context.person.division)
    own = [duty for duty in rows if duty.division == division.key]
    lines = [context.say("status_own", division=division.name, year=plan.fiscal_year)]
    for measure in plan.measures:
        if of_measure := [duty for duty in own if duty.measure == measure.key]:
            done = sum(duty.state in REPORTED for duty in of_measure)
            lines.append(
                f"{_mark(of_measure, context.today)} {measure.number}. {measure.title} {done}/{len(of_measure)}"
            )
    lines.extend(_nothing_to_report(context, own))
    if not context.reports:
        missing = sum(duty.state == duties.MISSING for duty in own)
        return Message(
            "\n".join([*lines, context.say("status_missing" if missing else "status_complete", count=missing)])
        )
    runs = owed_runs(context.store, context.person, context.now)
    lines.extend(_open_line(context, run) for run in runs)
    start = (context.button("start_button", f"start {runs[0].period.code}"),) if runs else ()
    return Message("\n".join(lines if runs else [*lines, context.say("nothing_owed")]), start)


def _legend(context: Context, lines: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """The signs that are there, in words."""
    used = {mark for _, marks in lines for mark in marks}
    return " · ".join(f"{mark} {context.say(words)}" for mark, words in WORDS.items() if mark in used)


def _nothing_to_report(context: Context, rows: Sequence[Duty]) -> Sequence[str]:
    count = sum(duty.state == duties.NOTHING for duty in rows)
    return [context.say("status_nothing", count=count)] if count else []


def _open_line(context: Context, run: Run) -> str:
    sentence = "status_open" if run.questions else "status_unsent"
    return context.say(sentence, period=context.period(run.period), count=run.questions)


def _mark(rows: Sequence[Duty], today: date) -> str:
    """What wants attention stands for the rest."""
    states = {duty.state for duty in rows}
    if not states:
        return NOT_ASKED
    if states <= REPORTED:
        if duties.SUBMITTED in states:
            return DONE
        return NOTHING if duties.NOTHING in states else NOT_ASKED
    if duties.MISSING not in states:
        return LOCKED
    if any(duty.state == duties.MISSING and duty.due_on < today for duty in rows):
        return LATE
    return PARTLY if states & REPORTED else MISSING


def _keycap(number: int) -> str:
    """1️⃣ … 🔟, as wide as the marks below it; beyond ten the digits themselves."""
    return "🔟" if number == 10 else f"{number}\ufe0f\u20e3" if number < 10 else f"{number}"
