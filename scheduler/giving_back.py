"""คืนสิทธิ์: a message that was owed unasked and is not to be sent gives back what it had claimed, so that a later round
finds again what it was to say."""

from datetime import datetime, timedelta

from measures.calendar import day_in_bangkok, morning
from scheduler.compile_yearly import compile_again
from scheduler.digest import DIGEST_CAMPAIGN
from scheduler.ladders import RUNGS
from scheduler.look import Look
from scheduler.remind import told_on
from storage import looks, outcomes, people, reminders
from storage.outbox import BROADCAST, DIGEST, REMINDER, WEEKLY, Owed

AFRESH = (REMINDER, DIGEST)
"""What the next round writes anew, with what is true then."""
NO_ROOM = "the month's messages are used up"


def give_back(look: Look, row: Owed) -> None:
    """Let what `row` was to say be found by the next round, or be compiled in the next office hours; a snooze that it
    ended is over once more."""
    person_id, store = row.person_id or 0, look.store
    if row.cause == WEEKLY:
        compile_again(store, person_id, look.now if look.in_hours else next_opening(look))
        return
    looks.again(store)
    if row.cause == DIGEST:
        reminders.release(store, (DIGEST_CAMPAIGN,), person_id, row.created_at)
        return
    rungs = reminders.release(store, RUNGS, person_id, row.created_at)
    person = next((person for person in look.people if person.id == person_id), None)
    if not rungs and person is not None and person.quiet_until is None:
        people.set_quiet(store, person_id, day_in_bangkok(row.created_at) + timedelta(days=1))


def next_opening(look: Look) -> datetime:
    """When somebody may be written to again, outside the hours."""
    day = look.today if look.now < morning(look.today) else look.today + timedelta(days=1)
    return morning(look.days.next_working_day(day))


def withhold(look: Look, row: Owed) -> None:
    """`row` certainly has not been sent, and the month has no room for it. A reminder or a digest is found again by the
    next round, which does as with any budget that is spent: another channel, or withheld and recorded until there is
    room. A broadcast waits for the officer to send it again; anything else is said with the next free reply there."""
    store, connection = look.store, look.store.connection
    if row.cause not in (*AFRESH, BROADCAST):
        outcomes.lost(connection, row.id, NO_ROOM)
    elif outcomes.withheld(connection, row.id, row.holder, NO_ROOM, look.now) and row.cause in AFRESH:
        give_back(look, row)
        reminders.release(store, (told_on(day_in_bangkok(row.created_at)),), row.person_id or 0, row.created_at)
