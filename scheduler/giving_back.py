"""คืนสิทธิ์: a message that was owed unasked and is not to be sent gives back what it had claimed, so that a later round
finds again what it was to say."""

from datetime import datetime, timedelta

from measures.calendar import day_in_bangkok, morning
from scheduler.compile_yearly import compile_again
from scheduler.digest import DIGEST_CAMPAIGN, UNANSWERED
from scheduler.ladders import RUNGS
from scheduler.look import Look
from scheduler.remind import SNOOZE_OVER, told_on
from storage import looks, outcomes, people, reminders
from storage.outbox import BROADCAST, DIGEST, REMINDER, WEEKLY, Owed

AFRESH = (REMINDER, DIGEST)
"""What the next round writes anew, with what is true then."""
NO_ROOM = "the month's messages are used up"


def give_back(look: Look, row: Owed) -> None:
    """Let what `row` was to say, and has certainly not, be found by the next round, or be compiled in the next office
    hours; its person has had nothing that day, and a snooze that it ended is over once more."""
    person_id, store, day = row.person_id or 0, look.store, day_in_bangkok(row.created_at)
    if row.cause == WEEKLY:
        compile_again(store, person_id, look.now if look.in_hours else next_opening(look))
        return
    looks.again(store)
    if row.cause == DIGEST:
        for campaign in (DIGEST_CAMPAIGN, UNANSWERED):  # later ones, and later silence, took this one's news for told
            reminders.release_from(store, campaign, person_id, row.created_at)
        return
    given_back = reminders.release(store, (*RUNGS, SNOOZE_OVER, told_on(day)), person_id, row.created_at)
    person = next((person for person in look.people if person.id == person_id), None)
    if SNOOZE_OVER in given_back and person is not None and person.quiet_until is None:
        people.set_quiet(store, person_id, day)


def next_opening(look: Look) -> datetime:
    """When somebody may be written to again, outside the hours."""
    day = look.today if look.now < morning(look.today) else look.today + timedelta(days=1)
    return morning(look.days.next_working_day(day))


def withhold(look: Look, row: Owed) -> None:
    """`row` certainly has not been sent, and the month has no room for it. A reminder or a digest is found again by the
    next round, which does as with any budget that is spent: another channel, or withheld and recorded until there is
    room. A broadcast waits for the officer to send it again; anything else is said with the next free reply there."""
    connection = look.store.connection
    if row.cause not in (*AFRESH, BROADCAST):
        outcomes.lost(connection, row.id, NO_ROOM)
    elif outcomes.withheld(connection, row.id, row.holder, NO_ROOM, look.now) and row.cause in AFRESH:
        give_back(look, row)
