"""What a reminder says: everything one person owes, how much it is, by when; and what to tap."""

from collections.abc import Mapping, Sequence
from datetime import date

from dialogue.messages import Button, Message
from dialogue.thai.dates import short_date
from dialogue.words import say
from measures.forms import period_name
from measures.nothing_to_tell import nothing_to_tell
from scheduler.look import Place
from storage.owing import Run

UNDER_A_MINUTE = 6
"""As many questions as take less than a minute, at ten seconds a tap or a number."""


def reminder(
    runs: Sequence[Run], names: Mapping[str, str], language: str, today: date, *, reports: bool = True
) -> Message:
    """One message for all `runs`; `names` has each division's name by its key. Who does not report, and only hears
    because all who do are away, gets no buttons."""
    if not reports:
        text = _one(runs[0], names, language, today) if len(runs) == 1 else _many(runs, names, language, today)
        return Message(f"{text}\n{say(language, 'remind_nobody_here')}")
    start, snooze = (
        Button(say(language, label), f"{command} {runs[0].period.code}", say(language, label))
        for label, command in (("start_button", "start"), ("snooze_button", "snooze"))
    )
    unchanged = nothing_to_tell(runs[0].period, runs[0].questions, language)
    return Message(
        _one(runs[0], names, language, today) if len(runs) == 1 else _many(runs, names, language, today),
        (start, *unchanged, snooze),
    )


def late_in_division(places: Sequence[Place], names: Mapping[str, str], language: str) -> str:
    """What a head is told of the division's overdue periods, oldest first."""
    lines = [say(language, "late_heading", division=names[places[0].division])]
    lines += [
        say(
            language, "late_line", period=period_name(place.period, language), day=short_date(place.due_on, language),
            section=f" · {place.section}" if place.section else "",
        )
        for place in sorted(places, key=lambda place: (place.due_on, place.section))
    ]  # fmt: skip
    return "\n".join(lines)


def _one(run: Run, names: Mapping[str, str], language: str, today: date) -> str:
    return say(
        language, "remind_one", period=period_name(run.period, language), place=_place(run, names),
        left=_left_in_all(run.questions, language), due=_due(run, language, today),
    )  # fmt: skip


def _many(runs: Sequence[Run], names: Mapping[str, str], language: str, today: date) -> str:
    lines = [say(language, "remind_many", count=len(runs))]
    for run in runs:
        left = say(language, "remind_left" if run.questions else "remind_unsent", count=run.questions)
        lines.append(
            say(
                language, "remind_run", period=period_name(run.period, language), place=_place(run, names), left=left,
                due=_due(run, language, today),
            )
        )  # fmt: skip
    if questions := sum(run.questions for run in runs):
        lines.append(say(language, "remind_total", left=_left_in_all(questions, language)))
    return "\n".join(lines)


def _left_in_all(questions: int, language: str) -> str:
    if not questions:
        return say(language, "remind_unsent")
    return say(language, "remind_left_minute" if questions <= UNDER_A_MINUTE else "remind_left_some", count=questions)


def _due(run: Run, language: str, today: date) -> str:
    """By when; kindly, where that has passed."""
    if run.due_on == today:
        return say(language, "remind_today")
    return say(language, "remind_due" if today < run.due_on else "remind_overdue", day=short_date(run.due_on, language))


def _place(run: Run, names: Mapping[str, str]) -> str:
    return run.section or names[run.division]
