"""สรุปรายวันของนิติกร: what came in, who is late, whom nobody reaches. Once a working day, and only when there is news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dialogue.messages import Button, Message
from dialogue.words import say
from measures.calendar import WorkingDays, day_in_bangkok, in_office_hours
from measures.fiscal_year import Period
from scheduler.digest_text import digest_text
from scheduler.holidays import working_days_of
from scheduler.ladders import OFFICER_AFTER, Place, places_missing
from scheduler.pushes import Pushes
from scheduler.quota import forecast
from scheduler.remind import WITHHELD
from storage import divisions, outbox, outcomes, people, reminders, submissions
from storage.office_store import OfficeStore
from storage.outbox import DIGEST
from storage.people import Person

DIGEST_CAMPAIGN = "digest"
UNREACHABLE = "unreachable"
"""The campaign of those of whom the officer has been told that nobody reaches them; anew each month."""


@dataclass(frozen=True, slots=True)
class News:
    """What an officer is told one morning."""

    came_in: Sequence[tuple[str, str, Period]]
    """(division key, section, period) of what was reported since the last digest."""
    overdue: Sequence[Place]
    """All that is late, the longest first."""
    escalated: frozenset[Place]
    """Those that are so late that the officer has to see to it."""
    unreachable: Sequence[Person]
    undelivered: int
    """Messages since the last digest that were refused, or of which nobody knows whether they arrived."""
    withheld: int
    """People who heard nothing since the last digest because the month's budget forbade it."""
    forecast: tuple[str, int, int] | None
    """In the month's first digest: (the channel, what it will need, what is left), where that will not do."""


def digest(store: OfficeStore, now: datetime) -> None:
    """Owe every legal officer who has not had it the day's digest, if there is anything new to say."""
    days = working_days_of(store)
    if not in_office_hours(now, days):
        return
    today = day_in_bangkok(now)
    had = {person for day, person, _ in reminders.claimed(store, DIGEST_CAMPAIGN) if day == f"{today}"}
    officers = [p for p in people.people(store) if "legal_officer" in p.roles and p.id not in had]
    if not officers:
        return
    places = people.places(store)
    pushes: Pushes | None = None
    for officer in officers:
        since = reminders.last_of(store, DIGEST_CAMPAIGN, officer.id) or now - timedelta(days=1)
        if officer.id not in places or not reminders.claim(store, DIGEST_CAMPAIGN, f"{today}", officer.id, 0, now):
            continue
        if (news := _news(store, since, now, days)) is None:
            continue
        pushes = pushes or Pushes(store, now)
        if place := pushes.take(places[officer.id], urgent=True):
            names = {division.key: division.name for division in divisions.divisions(store)}
            button = say(officer.language, "status_button")
            message = Message(digest_text(news, names, officer.language, today), (Button(button, "status", button),))
            outbox.owe(store, place.channel, place.chat_id, [message], DIGEST, now, person_id=officer.id)


def _news(store: OfficeStore, since: datetime, now: datetime, days: WorkingDays) -> News | None:
    """What there is to say at `now`, or None where nothing has happened since."""
    today, last = day_in_bangkok(now), day_in_bangkok(since)
    overdue = sorted((p for p in places_missing(store) if p.due_on < today), key=lambda p: (p.due_on, p.division))
    escalated = frozenset(place for place in overdue if _escalates(place, days) <= today)
    reached = people.places(store)
    unreachable = [p for p in people.people(store) if p.roles & {"reporter", "head"} and p.id not in reached]
    told = {person for month, person, _ in reminders.claimed(store, UNREACHABLE) if month == f"{today:%Y-%m}"}
    for person in unreachable:
        reminders.claim(store, UNREACHABLE, f"{today:%Y-%m}", person.id, 0, now)
    news = News(
        submissions.places_since(store, since),
        overdue,
        escalated,
        unreachable,
        outcomes.undelivered_since(store, since),
        len({person for _, person, _ in reminders.made_since(store, WITHHELD, since)}),
        forecast(store, now) if (last.year, last.month) != (today.year, today.month) else None,
    )
    newly_late = any(place.due_on >= last for place in overdue) or any(_escalates(p, days) > last for p in escalated)
    newly_lost = any(person.id not in told for person in unreachable)
    told_of = news.came_in or news.undelivered or news.withheld or news.forecast
    return news if told_of or newly_late or newly_lost else None


def _escalates(place: Place, days: WorkingDays) -> date:
    """The working day on which this stands out in the digest."""
    return days.next_working_day(place.due_on + timedelta(days=OFFICER_AFTER))
