"""การแจ้งเตือน: one message a person for all that they owe, when a rung of the ladder has come.

Everything is asked from the rows at the moment of sending, so whoever has reported by then hears nothing. A person hears
at most one reminder a day, and each rung of a period once; both are claims in the same transaction as the message. A head
hears of the division's overdue periods in that same message.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from dialogue.messages import Message
from scheduler.ladders import Step, steps
from scheduler.look import Look, Place
from scheduler.pushes import Pushes
from scheduler.reminder_text import late_in_division, reminder
from storage import divisions, outbox, people, reminders
from storage.outbox import REMINDER
from storage.owing import Run, everyone_owing
from storage.people import Person
from storage.reminders import Claim

WITHHELD = "withheld"
"""The campaign of the rungs that were not sent because the month's budget forbade it."""
SNOOZE_OVER = "snooze-over"
"""The campaign of the reminders that ended a snooze, by their day: they were promised, whatever rung has come besides."""


def remind(look: Look) -> None:
    """Owe a reminder to everybody for whom a rung has come that they have not had.

    Nothing outside office hours: what is put off is found again at the next look, unless the need has gone by then.
    """
    if look.in_hours and (chosen := _due(look)):
        _tell(look, chosen)


def _due(look: Look) -> Sequence[tuple[Person, set[Step]]]:
    """Who is to be told today, and of what; whoever has not heard for longest first, for the month's budget may end."""
    told = {person for _, person, _ in reminders.claimed(look.store, told_on(look.today))}
    come = steps(look)
    campaigns = {step.campaign for own in come.values() for step in own}
    had = {campaign: reminders.claimed(look.store, campaign) for campaign in campaigns}

    def may_hear(person: Person) -> bool:
        """A new rung is a reason to write; so is a snooze that is over, for it was promised; one that lasts forbids."""
        if person.id in told or person.id in look.away or person.id not in look.reached or person.id not in come:
            return False
        if person.quiet_until is not None:
            return person.quiet_until <= look.today
        return any((s.what, person.id, s.day) not in had[s.campaign] for s in come[person.id])

    heard: dict[int, int] = {}
    for _, who, day in chain.from_iterable(had.values()):
        heard[who] = max(day, heard.get(who, day))
    chosen = [(person, come[person.id]) for person in look.people if may_hear(person)]
    return sorted(chosen, key=lambda found: heard.get(found[0].id, 0))


def _tell(look: Look, chosen: Sequence[tuple[Person, set[Step]]]) -> None:
    store, campaign = look.store, told_on(look.today)
    won = reminders.claim_all(store, [(campaign, "", person.id, 0) for person, _ in chosen], look.now)
    owing = everyone_owing(store, look.now)
    names = {division.key: division.name for division in divisions.divisions(store)}
    pushes = Pushes(store, look.now)  # counted behind the claims, where no other replica can be counting
    claims: list[Claim] = []
    told: list[tuple[int, str, str, Message]] = []
    for person, own in chosen:
        if (campaign, "", person.id, 0) not in won:
            continue
        place = pushes.take(look.reached[person.id], urgent=any(step.late for step in own))
        claims += [(s.campaign if place else WITHHELD, s.what, person.id, s.day) for s in own]
        if place:
            message = _message(person, own, owing.get(person.id, ()), look.missing, names, look.today)
            told.append((person.id, place.channel, place.chat_id, message))
            if person.quiet_until is not None:
                claims.append((SNOOZE_OVER, "", person.id, look.today.toordinal()))
                people.set_quiet(store, person.id, None)
    reminders.claim_all(store, claims, look.now)
    outbox.owe_each(store, told, REMINDER, look.now)


def _message(
    person: Person, own: set[Step], runs: Sequence[Run], missing: Sequence[Place], names: Mapping[str, str], today: date
) -> Message:
    """What the person owes, with its buttons; and what is late in each division they head or stand in for."""
    late = [place for place in missing if any(s.division == place.division and s.period == place.period for s in own)]
    told = [
        late_in_division([place for place in late if place.division == division], names, person.language)
        for division in sorted({place.division for place in late})
    ]
    if not runs:
        return Message("\n\n".join(told))
    found = reminder(runs, names, person.language, today, reports="reporter" in person.roles)
    return Message("\n\n".join((found.text, *told)), found.buttons)


def told_on(day: date) -> str:
    """The campaign of one day: whoever is in it has had that day's reminder."""
    return f"told-{day}"
