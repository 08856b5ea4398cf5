"""การแจ้งเตือน: one message a person for all that they owe, when a rung of the ladder has come.

Everything is asked from the rows at the moment of sending, so whoever has reported by then hears nothing. A person hears
at most one reminder a day, and each rung of a period once; both are claims in the same transaction as the message.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from measures.calendar import day_in_bangkok, in_office_hours, opens_on
from measures.duties import answers_for
from measures.fiscal_year import Period
from measures.plan import Calendar
from measures.reminders import rung_due
from scheduler.holidays import WORKING_DAYS
from scheduler.reminder_text import reminder
from storage import divisions, duties, outbox, people, plans, reminders
from storage.office_store import OfficeStore
from storage.outbox import REMINDER
from storage.owing import everyone_owing
from storage.people import Person

Steps = set[tuple[Period, int]]
"""(period, rung): how far down the ladders of what they owe one person has come."""


def remind(store: OfficeStore, now: datetime) -> None:
    """Owe a reminder to everybody for whom a rung has come that they have not had.

    Nothing outside office hours: what is put off is found again at the next look, unless the need has gone by then.
    """
    if not in_office_hours(now, WORKING_DAYS):
        return
    today = day_in_bangkok(now)
    steps = _steps(store, today)
    had = {ladder: reminders.claimed(store, ladder) for ladder in {_ladder(p) for s in steps.values() for p, _ in s}}
    told = {person for _, person, _ in reminders.claimed(store, _told(today))}
    places = people.addresses(store)

    def may_hear(person: Person) -> bool:
        """A new rung is a reason to write; so is a snooze that is over, for it was promised; one that lasts forbids."""
        if person.id in told or person.id not in places or person.id not in steps:
            return False
        if person.quiet_until is not None:
            return person.quiet_until <= today
        return any((period.code, person.id, rung) not in had[_ladder(period)] for period, rung in steps[person.id])

    if chosen := [person for person in people.people(store) if may_hear(person)]:
        owing = everyone_owing(store, now)
        names = {division.key: division.name for division in divisions.divisions(store)}
        for person in chosen:
            if reminders.claim(store, _told(today), "", person.id, 0, now):
                for period, rung in steps[person.id]:
                    reminders.claim(store, _ladder(period), period.code, person.id, rung, now)
                people.set_quiet(store, person.id, None)
                place, message = places[person.id], reminder(owing[person.id], names, person.language, today)
                outbox.owe(store, place.channel, place.chat_id, [message], REMINDER, now, person_id=person.id)


def _steps(store: OfficeStore, today: date) -> Mapping[int, Steps]:
    """Person id → the newest rung of each period they owe. Cheap, for it is asked every minute: it looks at no form."""
    rungs: dict[tuple[str, str], Steps] = defaultdict(set)
    calendars: dict[int, Calendar] = {}
    for division, section, period, due in {(d.division, d.section, d.period, d.due_on) for d in duties.missing(store)}:
        if period.fiscal_year not in calendars:
            calendars[period.fiscal_year] = plans.current_plan(store, period.fiscal_year)[1].calendar
        calendar = calendars[period.fiscal_year]
        opens = opens_on(period, calendar, WORKING_DAYS)
        if (rung := rung_due(opens, due, calendar.ladder, today, WORKING_DAYS)) is not None:
            rungs[division, section].add((period, rung))
    everyone = people.people(store)
    steps: dict[int, Steps] = defaultdict(set)
    for (division, section), come in rungs.items():
        for person in everyone:
            if answers_for(person, division, section, everyone):
                steps[person.id] |= come
    return steps


def _ladder(period: Period) -> str:
    """The campaign of the rungs of one year."""
    return f"ladder-{period.fiscal_year}"


def _told(day: date) -> str:
    """The campaign of one day: whoever is in it has had that day's reminder."""
    return f"told-{day}"
