"""โควตาของเดือน: what the platform counts is read every day; the officer hears beforehand if it will not do, and once when
it is gone."""

from datetime import datetime, timedelta

from dialogue.messages import Message
from dialogue.words import say
from measures.calendar import day_in_bangkok, morning
from scheduler.look import Look
from scheduler.pushes import Pushes
from storage import budgets, jobs, outbox, reminders
from storage.budgets import COUNTED
from storage.office_store import OfficeStore
from storage.outbox import LOST, NOTICE, REPLY
from storage.people import Person
from storage.reminders import NOBODY

QUOTA = "quota"
"""The job that asks the platforms, and the campaign of the days on which they are asked."""
GONE = "quota-gone"
"""The campaign of those who have been told, month by month."""
BEFORE_OFFICE_HOURS = timedelta(minutes=90)
A_PERSON, AN_OFFICER = 2, 10
"""Messages in a month of which nothing is known yet: a reminder each and two more for the late half, some digests."""
NAMES = {"line": "LINE"}


def read_quota(look: Look) -> None:
    """Have the platforms asked today, if anybody is there and nobody has seen to it."""
    if any(address.channel in COUNTED for places in look.reached.values() for address in places):
        _claim(look.store, look.now, look.now)


def read_tomorrow(store: OfficeStore, now: datetime) -> None:
    """The same tomorrow, before the office opens."""
    _claim(store, morning(day_in_bangkok(now) + timedelta(days=1)) - BEFORE_OFFICE_HOURS, now)


def _claim(store: OfficeStore, at: datetime, now: datetime) -> None:
    if reminders.claim(store, QUOTA, f"{day_in_bangkok(at)}", NOBODY, 0, now):
        jobs.owe_job(store, QUOTA, {"daily": True}, at)


def tell_quota(look: Look) -> None:
    """Tell every officer once a month that nothing is left; where only a push would reach them, with the next reply."""
    if not look.in_hours:
        return
    for channel in COUNTED:
        budget = budgets.budget(look.store, channel, look.now)
        if budget is not None and not budget.left():
            for officer in look.people:
                if "legal_officer" in officer.roles:
                    _tell(look, officer, channel)


def _tell(look: Look, officer: Person, channel: str) -> None:
    store, now, places = look.store, look.now, look.reached.get(officer.id, ())
    month = f"{look.today:%Y-%m}"
    if not places or not reminders.claim(store, GONE, month, officer.id, COUNTED.index(channel), now):
        return
    message = Message(say(officer.language, "quota_gone", channel=NAMES[channel]))
    if place := Pushes(store, now).take(places, urgent=True):
        outbox.owe(store, place.channel, place.chat_id, [message], NOTICE, now, person_id=officer.id)
    else:
        outbox.owe(
            store, places[0].channel, places[0].chat_id, [message], REPLY, now, person_id=officer.id, state=LOST
        )  # fmt: skip


def forecast(look: Look) -> tuple[str, int, int] | None:
    """(channel, what this month will need, what there is for it), where that will not do.

    As much as last month, or, where nothing was sent then, by how many people are there.
    """
    store = look.store
    for channel in COUNTED:
        budget = budgets.budget(store, channel, look.now)
        if budget is None:
            continue
        begins = budgets.month_begins(look.now)
        before = budgets.pushed(store, channel, budgets.month_begins(begins - timedelta(days=1)))
        so_far = budgets.pushed(store, channel, begins)
        need, there = before - so_far or _by_people(look, channel), budget.left() + so_far
        if need > there:
            return NAMES[channel], need, there
    return None


def _by_people(look: Look, channel: str) -> int:
    there = [p for p in look.people if p.id in look.reached and look.reached[p.id][0].channel == channel]
    chased = sum(bool(person.roles & {"reporter", "head"}) for person in there)
    return A_PERSON * chased + AN_OFFICER * sum("legal_officer" in person.roles for person in there)
