"""ถามอีกครั้งก่อนส่ง: what was owed unasked may have waited, for an outage or a platform; is it still to be said now?

What has lost its need is withdrawn, and so is what has lost its hour; its claims are given back, and a later round
writes it afresh, with what is true then, if it is still to be said. What may have arrived already is never owed anew: on
LINE the same row is tried again, within the hours; elsewhere it stays as it is. LINE's may have arrived as soon as it is
handed over, for nobody notes the beginning of each try, and whoever makes it may be killed before it can tell.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from measures.calendar import day_in_bangkok
from scheduler.digest import DIGEST_CAMPAIGN
from scheduler.ladders import RUNGS, Step, steps
from scheduler.look import Look
from scheduler.remind import told_on
from storage import looks, outcomes, people, reminders
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.outbox import AT_MOST_ONCE, BROADCAST, DIGEST, REMINDER, Owed
from storage.people import Person
from storage.transactions import OVER

log = logging.getLogger(__name__)

LATER = timedelta(minutes=5)
"""When a row is asked about again, whose office could not be."""
KEYED = "line"
"""The channel that knows a second try by its key."""
SEND, PUT_OFF, WITHDRAW, OUTDATED = "send", "outside office hours", "no longer needed", "of an earlier day"


@dataclass(frozen=True)
class _Office:
    """What is asked of one office for all of its waiting rows, and once only."""

    look: Look

    @cached_property
    def people(self) -> Mapping[int, Person]:
        return {person.id: person for person in self.look.people}

    @cached_property
    def steps(self) -> Mapping[int, set[Step]]:
        """What there is to remind of, of everybody who is here."""
        found = steps(self.look)
        return {person: own for person, own in found.items() if person not in self.look.away and person in self.people}

    def verdict(self, row: Owed) -> str:
        if row.cause == BROADCAST:
            return SEND  # a person has sent it, to be sent now
        if row.cause == REMINDER:
            own = self.steps.get(row.person_id or 0, set())
            rungs = {
                made
                for made in reminders.made_at(self.look.store, row.person_id or 0, row.created_at)
                if _is_rung(made)
            }
            if not own or (rungs and rungs.isdisjoint((s.campaign, s.period.code, s.day) for s in own)):
                return WITHDRAW
            quiet_until = self.people[row.person_id or 0].quiet_until
            if quiet_until is not None and quiet_until > self.look.today:
                return PUT_OFF
        if not self.look.in_hours:
            return PUT_OFF
        return OUTDATED if self.outdated(row) else SEND

    def outdated(self, row: Owed) -> bool:
        """Whether it was written on an earlier day: its "today" is not today's."""
        return not row.tried and day_in_bangkok(row.created_at) < self.look.today

    @cached_property
    def told(self) -> frozenset[int]:
        """Who has a reminder of today's own, which says all that an older one would."""
        return frozenset(person for _, person, _ in reminders.claimed(self.look.store, told_on(self.look.today)))


def _is_rung(made: tuple[str, str, int]) -> bool:
    return made[0].startswith(RUNGS)


def still_wanted(connection: Connection, rows: Sequence[Owed], now: datetime) -> Sequence[Owed]:
    """The rows of `rows` that are to be sent at `now`; what becomes of the others is kept.

    An office whose plan cannot be read is asked again `LATER`. Raises what the database refused: that is no office's
    fault, and leaves every row as it was."""
    offices: dict[int, _Office] = {}
    found = []
    for row in rows:
        if row.cause not in AT_MOST_ONCE:
            found.append(row)
            continue
        if row.office_id not in offices:
            offices[row.office_id] = _Office(Look(OfficeStore(connection, row.office_id), now))
        office = offices[row.office_id]
        try:
            verdict = office.verdict(row)
        except OVER:
            raise
        except Exception:
            log.exception("nobody can tell whether it is still wanted: outbox=%s office=%s", row.id, row.office_id)
            outcomes.failed(connection, row.id, "its office cannot be asked", now, now + LATER, maybe=row.tried)
            continue  # one office's broken plan must keep no other's messages
        if row.tried and (row.channel != KEYED or verdict != SEND):
            outcomes.unknown(connection, row.id, "nobody knows whether it arrived", now)
        elif verdict == SEND:
            if row.channel == KEYED:
                outcomes.begin_try(connection, row.id, row.holder)
            found.append(row)
        else:
            outcomes.withdrawn(connection, row.id, verdict, now)
            _give_back(office, row)
    return found


def _give_back(office: _Office, row: Owed) -> None:
    """Let a later round find again what this row was to say; a snooze that it ended is over once more."""
    person_id, store = row.person_id or 0, office.look.store
    looks.again(store)
    if row.cause == DIGEST:
        reminders.release(store, (DIGEST_CAMPAIGN,), person_id, row.created_at)
        return
    if office.outdated(row) and person_id in office.told:
        return
    rungs = reminders.release(store, RUNGS, person_id, row.created_at)
    person = office.people.get(person_id)
    if not rungs and person is not None and person.quiet_until is None:
        people.set_quiet(store, person_id, day_in_bangkok(row.created_at) + timedelta(days=1))
