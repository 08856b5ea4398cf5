"""ถามอีกครั้งก่อนส่ง: what was owed unasked may have waited, for an outage or a platform; is it still to be said now?

A reminder that has lost its need is withdrawn, and one that has lost its hour is put off: withdrawn as well, with the
promise that a snooze makes, so that the next working day's round writes it afresh, with what is true then. What may have
arrived already is never owed anew: on LINE the same row is tried again, within the hours; elsewhere it stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from measures.calendar import day_in_bangkok, in_office_hours
from scheduler.digest import DIGEST_CAMPAIGN
from scheduler.holidays import working_days_of
from scheduler.ladders import steps
from storage import absences, outbox, people, reminders
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.outbox import AT_MOST_ONCE, DIGEST, REMINDER, Owed

SEND, PUT_OFF, WITHDRAW = "send", "outside office hours", "no longer needed"


@dataclass(frozen=True)
class _Office:
    """What is asked of one office for all of its waiting rows, and once only."""

    store: OfficeStore
    now: datetime

    @cached_property
    def open(self) -> bool:
        return in_office_hours(self.now, working_days_of(self.store))

    @cached_property
    def people(self) -> dict[int, people.Person]:
        return {person.id: person for person in people.people(self.store)}

    @cached_property
    def concerned(self) -> frozenset[int]:
        """Everybody who owes something, or heads those who do, and is here."""
        today = day_in_bangkok(self.now)
        found = steps(self.store, tuple(self.people.values()), today, working_days_of(self.store))
        return frozenset(found) - frozenset(absences.away(self.store, today))

    def verdict(self, row: Owed) -> str:
        if row.cause == REMINDER:
            if row.person_id not in self.concerned:
                return WITHDRAW
            quiet_until = self.people[row.person_id].quiet_until if row.person_id is not None else None
            if quiet_until is not None and quiet_until > day_in_bangkok(self.now):
                return PUT_OFF
        return SEND if self.open else PUT_OFF


def still_wanted(connection: Connection, rows: Sequence[Owed], now: datetime) -> Sequence[Owed]:
    """The rows of `rows` that are to be sent at `now`; what becomes of the others is kept."""
    offices: dict[int, _Office] = {}
    found = []
    for row in rows:
        if row.cause not in AT_MOST_ONCE:
            found.append(row)
            continue
        if row.office_id not in offices:
            offices[row.office_id] = _Office(OfficeStore(connection, row.office_id), now)
        office = offices[row.office_id]
        verdict = office.verdict(row)
        if row.tried and (row.channel != "line" or verdict != SEND):
            outbox.unknown(connection, row.id, "nobody knows whether it arrived", now)
        elif verdict == SEND:
            found.append(row)
        else:
            outbox.withdrawn(connection, row.id, verdict, now)
            if verdict == PUT_OFF:
                _promise(office, row)
    return found


def _promise(office: _Office, row: Owed) -> None:
    """Let the next round write it afresh, on a later day than that it was first meant for."""
    if row.cause == DIGEST:
        reminders.release(office.store, DIGEST_CAMPAIGN, f"{day_in_bangkok(row.created_at)}", row.person_id or 0)
        return
    person = office.people.get(row.person_id or 0)
    if person is not None and person.quiet_until is None:
        people.set_quiet(office.store, person.id, day_in_bangkok(row.created_at) + timedelta(days=1))
