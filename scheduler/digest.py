"""สรุปรายวันของนิติกร: what came in, who is late, whom nobody reaches. Once a working day, and only when there is news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dialogue.messages import Button, Message
from dialogue.words import say
from measures.calendar import day_in_bangkok
from measures.duties import answerers
from measures.fiscal_year import Period
from measures.seats import REPORTER, officers, seats
from scheduler.digest_text import digest_text
from scheduler.ladders import OFFICER_AFTER
from scheduler.look import Look, Place
from scheduler.pushes import Pushes
from scheduler.quota import forecast
from scheduler.remind import WITHHELD
from storage import divisions, outbox, outcomes, reminders, submissions
from storage.outbox import DIGEST
from storage.people import Person

DIGEST_CAMPAIGN = "digest"
UNANSWERED = f"{DIGEST_CAMPAIGN}-unanswered"
"""The campaign of the periods of which an officer has been told what nobody will answer; given back with the digest."""
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
    unanswered: frozenset[tuple[str, str]]
    """(division key, section) of those that owe something and have nobody who can report it."""
    unreachable: Sequence[Person]
    undelivered: int
    """Messages since the last digest that were refused, or of which nobody knows whether they arrived."""
    withheld: Sequence[Person]
    """Those who heard nothing since the last digest because the month's budget forbade it."""
    forecast: tuple[str, int, int] | None
    """In the month's first digest: (the channel, what it will need, what is left), where that will not do."""


def digest(look: Look) -> None:
    """Owe every legal officer, or who stands in, who has not had it the day's digest, if there is anything new to say."""
    if not look.in_hours:
        return
    store, today, now = look.store, look.today, look.now
    had = {person for day, person, _ in reminders.claimed(store, DIGEST_CAMPAIGN) if day == f"{today}"}
    receivers = officers(look.people, look.stand_ins)
    for officer in look.people:
        if officer.id not in receivers or officer.id in had or officer.id not in look.reached:
            continue
        since = reminders.last_of(store, DIGEST_CAMPAIGN, officer.id) or now - timedelta(days=1)
        if not reminders.claim(store, DIGEST_CAMPAIGN, f"{today}", officer.id, 0, now):
            continue
        if (news := _news(look, since, officer.id)) is None:
            continue
        if place := Pushes(store, now).take(look.reached[officer.id], urgent=True):
            names = {division.key: division.name for division in divisions.divisions(store)}
            button = say(officer.language, "status_button")
            message = Message(digest_text(news, names, officer.language, today), (Button(button, "status", button),))
            outbox.owe(store, place.channel, place.chat_id, [message], DIGEST, now, person_id=officer.id)
        else:
            reminders.release(store, (DIGEST_CAMPAIGN,), officer.id, now)  # it is all still to be told


def _news(look: Look, since: datetime, officer: int) -> News | None:
    """What there is to say, or None where nothing has happened since."""
    store, today, last = look.store, look.today, day_in_bangkok(since)
    overdue = sorted((p for p in look.missing if p.due_on < today), key=lambda p: (p.due_on, p.division))
    escalated = frozenset(place for place in overdue if _escalates(place, look) <= today)
    unreachable = [p for p in look.people if p.roles & {"reporter", "head"} and p.id not in look.reached]
    reminders.claim_all(store, [(UNREACHABLE, f"{today:%Y-%m}", p.id, 0) for p in unreachable], look.now)
    newly_lost = {person for _, person, _ in reminders.made_since(store, UNREACHABLE, since)} & {
        person.id for person in unreachable
    }
    unanswered = _unanswered(look)
    claims = [(UNANSWERED, period.code, officer, 0) for period in {place.period for place in unanswered}]
    newly_unanswered = reminders.claim_all(store, claims, look.now)
    withheld = {person for _, person, _ in reminders.made_since(store, WITHHELD, since)}
    news = News(
        submissions.places_since(store, since),
        overdue,
        escalated,
        frozenset((place.division, place.section) for place in unanswered),
        unreachable,
        outcomes.undelivered_since(store, since),
        [person for person in look.people if person.id in withheld],
        forecast(look) if (last.year, last.month) != (today.year, today.month) else None,
    )
    newly_late = any(place.due_on >= last for place in overdue) or any(_escalates(p, look) > last for p in escalated)
    told_of = news.came_in or news.undelivered or news.withheld or news.forecast
    return news if told_of or newly_late or newly_lost or newly_unanswered else None


def _unanswered(look: Look) -> Sequence[Place]:
    """What is owed where nobody reports: there is no reporter, or all are away and so is whoever stands in."""
    reporting = {person.id for person in look.people if REPORTER in person.roles}
    taken = [seat for seat in seats(look.people, look.stand_ins) if seat.person_id in reporting]
    return [place for place in look.missing if not answerers(taken, place.division, place.section)]


def _escalates(place: Place, look: Look) -> date:
    """The working day on which this stands out in the digest."""
    return look.days.next_working_day(place.due_on + timedelta(days=OFFICER_AFTER))
