"""What a fair judge sees of the year's messages: each as it arrives, and whoever had none at the end of a working day.

It knows the calendar, the rows of duties and who is away; it knows nothing of claims, looks and schedulers.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from holidays import country_holidays
from sqlalchemy import select

from measures.calendar import BANGKOK, WorkingDays, opens_on
from measures.duties import answers_for
from measures.plan import Plan
from measures.reminders import rung_due
from scheduler.remind import WITHHELD
from storage import absences, people, reminders
from storage.database import Connection, Database
from storage.duties import missing
from storage.office_store import OfficeStore
from storage.outbox import DIGEST, FAILED, QUEUED, REMINDER, TRYING, UNKNOWN, WITHDRAWN
from storage.owing import seats_on
from storage.tables import outbox

Reason = tuple[str, str, int]
"""(whose: "own" or the division, period, the rung's day): one thing a person is to hear of, and once."""
KINDS = ("missed", "doubled", "after reporting", "outside hours", "on a holiday", "over quota")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the days came to. Every one of `faults` must be 0."""

    days: int
    reminders: int
    digests: int
    withheld: int
    """(person, rung) that were not sent for the budget, and are on record as such."""
    unsure: int
    """Messages of which nobody knows whether they arrived, or that were refused; they are on record."""
    put_off: int
    """Messages withdrawn at the last moment, for their need or their hour had gone."""
    killed: int
    """How often a scheduler was, in the middle of its work."""
    faults: Mapping[str, int]


class Oracle:
    def __init__(self, database: Database, office: int, plan: Plan, days_off: frozenset[date], worked: date) -> None:
        self._engine = database.engine
        self._office = office
        self._plan = plan
        self._national = country_holidays("TH", years=range(2024, 2027), categories=("public", "government"))
        self._days_off, self._worked = days_off, worked
        self.days = WorkingDays(self.is_holiday)
        self.faults: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
        self.found: list[str] = []
        """Each fault in words, for whoever mends it."""
        self._heard: dict[int, set[Reason]] = defaultdict(set)
        self._told: Counter[tuple[str, int, date]] = Counter()
        self._promised: set[int] = set()
        """Who asked for a reminder on another day, and has not had it."""
        self._swept: set[str] = set()
        self._pushes: Counter[str] = Counter()
        self._arrivals: Counter[str] = Counter()

    def is_holiday(self, day: date) -> bool:
        return day in self._days_off or (day in self._national and day != self._worked)

    def snoozed(self, person: int) -> None:
        self._promised.add(person)

    def arrived(self, channel: str, key: str, now: datetime, quota: int) -> None:
        """A message has just arrived: should it have?"""
        here, day = now.astimezone(BANGKOK), now.astimezone(BANGKOK).date()
        with self._engine.connect() as connection:
            row = connection.execute(select(outbox).where(outbox.c.id == key)).one()
            reasons = self._reasons(connection, day).get(row.person_id, set())
        who = f"{row.cause} to {row.person_id} on {channel} at {here:%a %d %b %Y %H:%M}"
        self._arrivals[row.cause] += 1
        if not time(8, 30) <= here.time() < time(16, 30) or day.weekday() > 4:
            self._fault("outside hours", who)
        if self.is_holiday(day):
            self._fault("on a holiday", who)
        self._told[row.cause, row.person_id, day] += 1
        if self._told[row.cause, row.person_id, day] > 1:
            self._fault("doubled", f"{who}: the second that day")
        if channel == "line":
            self._pushes[f"{day:%Y-%m}"] += 1
            if self._pushes[f"{day:%Y-%m}"] > quota:
                self._fault("over quota", who)
        if row.cause == REMINDER:
            if not reasons:
                self._fault("after reporting", who)
            elif reasons <= self._heard[row.person_id] and row.person_id not in self._promised:
                self._fault("doubled", f"{who}: nothing that they had not heard")
            self._heard[row.person_id] |= reasons
            self._promised.discard(row.person_id)

    def close(self, now: datetime, *, quiet: bool) -> None:
        """The end of a working day. Where it was a `quiet` one, on which nothing stood still: has everybody had what was
        due? What was refused, or may not have arrived, is on record and is never said again."""
        day = now.astimezone(BANGKOK).date()
        with self._engine.connect() as connection:
            store = OfficeStore(connection, self._office)
            waiting = self._sweep(connection)
            if not quiet:
                return
            reached, away = people.addresses(store), absences.away(store, day)
            withheld = reminders.claimed(store, WITHHELD)
            reasons = self._reasons(connection, day)
            for person in people.people(store):
                later = person.quiet_until is not None and person.quiet_until > day
                if person.id not in reached or person.id in away or person.id in waiting or later:
                    continue
                if self._told[REMINDER, person.id, day]:
                    continue  # whatever has come since comes on the next day: one message a day
                for whose, period, rung in reasons.get(person.id, set()) - self._heard[person.id]:
                    if (period, person.id, rung) not in withheld:
                        self._fault("missed", f"{whose} {period} for {person.id} at the end of {day:%a %d %b %Y}")

    def _sweep(self, connection: Connection) -> set[int]:
        """Note what was given up; who is waited for still."""
        waiting = set()
        for row in connection.execute(select(outbox).where(outbox.c.cause == REMINDER)):
            if row.state in (UNKNOWN, FAILED) and row.id not in self._swept:
                self._swept.add(row.id)
                created = row.created_at.astimezone(BANGKOK).date()
                self._heard[row.person_id] |= self._reasons(connection, created).get(row.person_id, set())
            elif row.state in (QUEUED, TRYING):
                waiting.add(row.person_id)
        return waiting

    def _reasons(self, connection: Connection, day: date) -> Mapping[int, set[Reason]]:
        """Person id → all that they are to hear of by `day`, as the rows stand now."""
        store = OfficeStore(connection, self._office)
        taken, everyone = seats_on(store, day), people.people(store)
        found: dict[int, set[Reason]] = defaultdict(set)
        for division, section, period, due in {(d.division, d.section, d.period, d.due_on) for d in missing(store)}:
            opens = opens_on(period, self._plan.calendar, self.days)
            rung = rung_due(opens, due, self._plan.calendar.ladder, day, self.days)
            if rung is not None:
                for seat in taken:
                    if answers_for(seat, division, section, taken):
                        found[seat.person_id].add(("own", period.code, due.toordinal() + rung))
            if self.days.next_working_day(due + timedelta(days=2)) <= day:
                for person in everyone:
                    if "head" in person.roles and person.division == division:
                        found[person.id].add((division, period.code, due.toordinal() + 2))
        return found

    def _fault(self, kind: str, what: str) -> None:
        self.faults[kind] += 1
        self.found.append(f"{kind}: {what}")

    def figures(self, days: int, killed: int) -> Figures:
        with self._engine.connect() as connection:
            store = OfficeStore(connection, self._office)
            states = Counter(row.state for row in connection.execute(select(outbox)))
            withheld = len(reminders.claimed(store, WITHHELD))
        return Figures(
            days, self._arrivals[REMINDER], self._arrivals[DIGEST], withheld, states[UNKNOWN] + states[FAILED],
            states[WITHDRAWN], killed, dict(self.faults),
        )  # fmt: skip
