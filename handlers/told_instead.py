"""Who hears instead of somebody on leave; and where nobody does, that is said at once, to them and to the officer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from handlers.context import Context
from handlers.names import name_of, place_of
from handlers.telling import tell
from measures.seats import HEAD, OFFICER, REPORTER, officers, seats, sitting
from storage import absences, divisions, people
from storage.people import Person


def told_instead(context: Context, first: date, last: date, stand_in: Person | None, shown_days: str) -> Sequence[str]:
    """What to say of a leave that has been noted; the officers hear of the divisions that it leaves without anybody."""
    me, everyone = context.person, {person.id: person for person in people.people(context.store)}
    here: dict[int, None] = {}
    alone: set[str] = set()
    gap = officer_needed = False
    for day in _days(context, first, last):
        away = absences.stand_ins(context.store, day)
        sits = sitting(me.id, everyone, away)
        if sits is None:
            gap = True
        else:
            here[sits] = None
        before = {person: other for person, other in away.items() if person != me.id}
        alone |= _answered(everyone.values(), before) - _answered(everyone.values(), away)
        officer_needed |= me.id in officers(everyone.values(), away)
    lines = []
    if stand_in and stand_in.id not in here:
        lines.append(context.say("leave_stand_in_away", name=shown(context, stand_in)))
    if here:
        lines.append(context.say("leave_stand_in", name=", ".join(shown(context, everyone[who]) for who in here)))
    if gap and REPORTER in me.roles and me.division not in alone:
        lines.append(context.say("leave_alone"))
    if gap and HEAD in me.roles:
        lines.append(context.say("leave_head_alone"))
    if gap and OFFICER in me.roles:
        lines.append(context.say("leave_officer_alone" if officer_needed else "leave_officers"))
    return [*lines, *_left_alone(context, alone, shown_days, everyone)]


def shown(context: Context, person: Person) -> str:
    return " · ".join(part for part in (person.name, place_of(context, person)) if part)


def _days(context: Context, first: date, last: date) -> Sequence[date]:
    """The days of the leave, from today on, on which it may be somebody else who is here."""
    begins = max(first, context.today)
    return [begins, *(day for day in absences.turning_days(context.store, begins) if day <= last)]


def _answered(everyone: Iterable[Person], away: Mapping[int, int | None]) -> set[str]:
    return {seat.division for seat in seats(everyone, away)}


def _left_alone(
    context: Context, alone: set[str], shown_days: str, everyone: Mapping[int, Person]
) -> Sequence[str]:  # fmt: skip
    places = ", ".join(division.name for division in divisions.divisions(context.store) if division.key in alone)
    if not places:
        return ()
    others = [person for person in everyone.values() if OFFICER in person.roles and person.id != context.person.id]
    tell(context, others, "leave_left_alone", name=name_of(context, context.person), days=shown_days, places=places)
    said = context.say("leave_nobody_answers", places=places)
    return (said, context.say("leave_officer_told")) if others else (said,)
