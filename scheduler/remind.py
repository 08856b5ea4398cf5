"""การแจ้งเตือน: one message a person for all that they owe, when a rung of the ladder has come.

Everything is asked from the rows at the moment of sending, so whoever has reported by then hears nothing. A person hears
at most one reminder a day, and each rung of a period once; both are claims in the same transaction as the message. A head
hears of the division's overdue periods in that same message.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from dialogue.messages import Message
from measures.calendar import WorkingDays, day_in_bangkok, in_office_hours
from scheduler.holidays import working_days_of
from scheduler.ladders import Place, Step, places_missing, steps
from scheduler.pushes import Pushes
from scheduler.reminder_text import late_in_division, reminder
from storage import absences, divisions, outbox, people, reminders
from storage.office_store import OfficeStore
from storage.outbox import REMINDER
from storage.owing import Run, everyone_owing
from storage.people import Person

WITHHELD = "withheld"
"""The campaign of the rungs that were not sent because the month's budget forbade it."""


def remind(store: OfficeStore, now: datetime) -> None:
    """Owe a reminder to everybody for whom a rung has come that they have not had.

    Nothing outside office hours: what is put off is found again at the next look, unless the need has gone by then.
    """
    days = working_days_of(store)
    if not in_office_hours(now, days):
        return
    today = day_in_bangkok(now)
    if chosen := _due(store, today, days):
        _tell(store, chosen, now)


def _due(store: OfficeStore, today: date, days: WorkingDays) -> Sequence[tuple[Person, set[Step]]]:
    """Who is to be told today, and of what."""
    told = {person for _, person, _ in reminders.claimed(store, told_on(today))}
    everyone = people.people(store)
    come = steps(store, everyone, today, days)
    had = {
        campaign: reminders.claimed(store, campaign) for campaign in {s.campaign for own in come.values() for s in own}
    }
    places, away = people.places(store), absences.away(store, today)

    def may_hear(person: Person) -> bool:
        """A new rung is a reason to write; so is a snooze that is over, for it was promised; one that lasts forbids."""
        if person.id in told or person.id in away or person.id not in places or person.id not in come:
            return False
        if person.quiet_until is not None:
            return person.quiet_until <= today
        return any((s.period.code, person.id, s.day) not in had[s.campaign] for s in come[person.id])

    return [(person, come[person.id]) for person in everyone if may_hear(person)]


def _tell(store: OfficeStore, chosen: Sequence[tuple[Person, set[Step]]], now: datetime) -> None:
    today = day_in_bangkok(now)
    owing, missing = everyone_owing(store, now), places_missing(store)
    names = {division.key: division.name for division in divisions.divisions(store)}
    places = people.places(store)
    pushes: Pushes | None = None
    for person, own in chosen:
        if not reminders.claim(store, told_on(today), "", person.id, 0, now):
            continue
        pushes = pushes or Pushes(store, now)  # counted behind the claim, where no other replica can be counting
        place = pushes.take(places[person.id], urgent=any(step.late for step in own))
        campaigns = {step: step.campaign if place else WITHHELD for step in own}
        for step, campaign in campaigns.items():
            reminders.claim(store, campaign, step.period.code, person.id, step.day, now)
        if place:
            people.set_quiet(store, person.id, None)
            message = _message(person, own, owing.get(person.id, ()), missing, names, today)
            outbox.owe(store, place.channel, place.chat_id, [message], REMINDER, now, person_id=person.id)


def _message(
    person: Person, own: set[Step], runs: Sequence[Run], missing: Sequence[Place], names: Mapping[str, str], today: date
) -> Message:
    """What the person owes, with its buttons; and what is late in the division they head."""
    late = [place for place in missing if any(s.division == place.division and s.period == place.period for s in own)]
    told = late_in_division(late, names, person.language) if late else ""
    if not runs:
        return Message(told)
    found = reminder(runs, names, person.language, today, reports="reporter" in person.roles)
    return Message("\n\n".join(part for part in (found.text, told) if part), found.buttons)


def told_on(day: date) -> str:
    """The campaign of one day: whoever is in it has had that day's reminder."""
    return f"told-{day}"
