"""What a fair judge sees of the year's messages: each as it arrives, and whoever had none at the end of a working day.

Who is to hear of what, and when, it has from the town and the calendar that stand beside the product; of the database it
asks what kind of message a row is and when it was written, whether the budget's silence is on record, and which of
Telegram's messages were in the hands of a scheduler that was killed.
"""

from collections import Counter, defaultdict
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from bench import chased_figures as excuses
from bench.chased_budget import Budget
from bench.chased_calendar import CLOSES, DAY, OPENS, is_holiday, next_working
from bench.chased_figures import EXCUSES, KINDS, Figures
from bench.chased_news import News
from bench.chased_phones import ARRIVED, BLOCKED, UNSURE, Said
from bench.chased_reading import wrong_in_digest, wrong_in_reminder
from bench.chased_town import OWN, Reason, Town
from measures.calendar import BANGKOK
from scheduler.remind import WITHHELD
from storage import reminders
from storage.database import Database
from storage.office_store import OfficeStore
from storage.outbox import DIGEST, FAILED, REMINDER, TRYING, UNKNOWN, WITHDRAWN
from storage.tables import outbox

LAST_TRIES = time(16)
"""What is lost later than that may only be tried again on the next day."""
KEY_LIVES = timedelta(hours=23)
"""LINE knows a second try of the same push for a day after the first; we rely on an hour less."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it was when it was first seen on its way, whether it arrived then or not."""

    cause: str
    person: int
    at: datetime
    seen: datetime
    reasons: Set[Reason]


class Oracle:
    def __init__(self, database: Database, office: int, town: Town, quota: int) -> None:
        self._engine = database.engine
        self._office = office
        self._town = town
        self._budget = Budget(quota)
        self._news = News(town)
        self.faults: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
        self.found: list[str] = []
        """Each fault in words, for whoever mends it."""
        self._excused: dict[object, str] = {}
        """Which kind of excuse each row had first, and each (person, rung) that the budget withheld."""
        self._written: dict[str, Written] = {}
        self._here: set[str] = set()
        """The rows that have arrived, whatever their sender knows of it."""
        self._heard: dict[int, set[Reason]] = defaultdict(set)
        self._told: Counter[tuple[str, int, date]] = Counter()
        self._unsure: dict[str, datetime] = {}
        """LINE's rows that had not arrived when they were last tried, and may be tried again, and when that was."""
        self._missed: set[tuple[int, Reason]] = set()
        self._arrivals: Counter[str] = Counter()

    def others_sent(self, day: date, count: int) -> None:
        """So many messages of the month have been sent by somebody else."""
        self._budget.others_sent(day, count)

    def witness(self, said: Said, outcome: str, now: datetime) -> None:
        """Somebody has tried to say that: how did it end, and should it have been said?"""
        here = now.astimezone(BANGKOK)
        written = self._written.get(said.key) or self._read(said, here)
        if outcome == ARRIVED:
            self._arrived(said, written, here)
        elif outcome == BLOCKED:
            self._excuse(said.key, here, excuses.BLOCKED)
        elif outcome == UNSURE and said.channel != "line":
            self._excuse(said.key, here, excuses.TELEGRAM)
        elif outcome == UNSURE:
            self._unsure[said.key] = here

    def morning(self, day: date) -> None:
        """What this day is news of itself."""
        self._news.morning(day)

    def close(self, now: datetime, *, quiet: bool, killed: bool) -> None:
        """The end of a working day, on which a scheduler was `killed` or not. Where it was a `quiet` one, on which nothing
        stood still: has everybody had what was due, and the officer the digest?"""
        day = now.astimezone(BANGKOK).date()
        self._excuse_those_whose_key_is_old(now, quiet=quiet)
        if killed:
            self._excuse_those_in_its_hands(now)
        if not quiet:
            return
        with self._engine.connect() as connection:
            withheld = reminders.claimed(OfficeStore(connection, self._office), WITHHELD)
        for person, reasons in self._town.reasons(day).items():
            unheard = reasons - self._heard[person] or (reasons if person in self._town.quiet else set())
            late = any(on > self._town.due[code] for _, code, on in reasons)
            if not unheard or self._may_be_silent(REMINDER, person, day):
                continue
            budget = self._short(person, day, late=late)
            for reason in unheard:
                whose, code, on = reason
                recorded = budget and (code if whose == OWN else f"{code} {whose}", person, on.toordinal()) in withheld
                if recorded:
                    self._excused[person, reason] = excuses.BUDGET
                elif (person, reason) not in self._missed:
                    self._missed.add((person, reason))
                    self._fault("missed", f"{whose} {code} {on} for {person} at the end of {day:%a %d %b %Y}")
        for officer in self._town.officers():
            if not self._may_be_silent(DIGEST, officer, day) and not self._short(officer, day, late=True):
                for news in self._news.overdue(day):
                    self._fault("no digest", f"{news} at the end of {day:%a %d %b %Y}")

    def _read(self, said: Said, here: datetime) -> Written:
        day, person = here.date(), self._town.person(said.chat)
        with self._engine.connect() as connection:
            row = connection.execute(select(outbox).where(outbox.c.id == said.key)).one()
        reasons = self._town.reasons(day).get(person, set())
        found = self._written[said.key] = Written(row.cause, person, row.created_at, here, reasons)
        if row.cause == REMINDER:
            wrong = wrong_in_reminder(said, self._town, person, day)
        elif row.cause == DIGEST:
            wrong = wrong_in_digest(said, self._town, self._news.came_in(row.created_at), day)
        else:
            wrong = iter(())
        for what in wrong:
            self._fault("wrong words", f"{what}: {row.cause} to {person} at {here:%a %d %b %Y %H:%M}: {said.text!r}")
        return found

    def _arrived(self, said: Said, written: Written, here: datetime) -> None:
        day, cause, person = here.date(), written.cause, written.person
        who = f"{cause} to {person} on {said.channel} at {here:%a %d %b %Y %H:%M}"
        self._arrivals[cause] += 1
        self._here.add(said.key)
        if not OPENS <= here.time() < CLOSES or day.weekday() > 4:
            self._fault("outside hours", who)
        if is_holiday(day):
            self._fault("on a holiday", who)
        self._told[cause, person, day] += 1
        if self._told[cause, person, day] > 1:
            self._fault("doubled", f"{who}: the second that day")
        if said.channel == "line" and not self._budget.arrived(day):
            self._fault("over quota", who)
        if cause == REMINDER:
            if not self._town.reasons(day).get(person):
                self._fault("after reporting", who)
            elif written.reasons <= self._heard[person] and self._town.quiet.get(person, date.max) > day:
                self._fault("doubled", f"{who}: nothing that they had not heard")
            self._hear(written)
        elif cause == DIGEST:
            self._news.told(written.at)

    def _hear(self, written: Written) -> None:
        self._heard[written.person] |= written.reasons
        self._town.quiet.pop(written.person, None)

    def _excuse(self, key: str, here: datetime, why: str) -> None:
        """Nobody is to say that again: its reader has blocked us, or it may have arrived."""
        self._excused.setdefault(key, why)
        written = self._written[key]
        if written.cause == REMINDER:
            self._hear(written)
        elif written.cause == DIGEST:
            self._news.told(written.at)
        self._news.undelivered(key, here)

    def _excuse_those_whose_key_is_old(self, now: datetime, *, quiet: bool) -> None:
        """What LINE may have taken, and would take a second time when the office opens next, if today allowed no more, or
        there was no need."""
        opens = datetime.combine(next_working(now.date() + DAY), OPENS, BANGKOK)
        needed = self._town.reasons(now.date())
        for key, tried in [*self._unsure.items()]:
            written = self._written[key]
            idle = not quiet or tried.time() > LAST_TRIES or written.reasons.isdisjoint(needed.get(written.person, ()))
            if key in self._here:
                del self._unsure[key]
            elif idle and opens > written.seen + KEY_LIVES:
                del self._unsure[key]
                self._excuse(key, now, excuses.OLD_KEY)

    def _excuse_those_in_its_hands(self, now: datetime) -> None:
        """What the dead scheduler had begun to send by Telegram: nobody can know whether it arrived. By LINE neither, when
        it takes nothing more that month, or when its key is too old as the office opens next; otherwise it is tried again."""
        morning = now.astimezone(BANGKOK).replace(hour=0, minute=0)
        over = self._budget.used_by_others(morning)
        old = datetime.combine(next_working(now.date() + DAY), OPENS, BANGKOK) > now + KEY_LIVES
        begun = select(outbox).where(outbox.c.state.in_((TRYING, UNKNOWN)))
        with self._engine.connect() as connection:
            rows = connection.execute(begun.where(outbox.c.created_at >= morning)).all()
        for row in rows:
            never_said = row.state == TRYING and row.id not in self._written
            if row.channel == "line" and not (over or (old and never_said)):
                continue
            reasons = self._town.reasons(morning.date()).get(row.person_id, set())
            self._written.setdefault(row.id, Written(row.cause, row.person_id, row.created_at, now, reasons))
            if row.id in self._here:
                self._news.undelivered(row.id, now)
            else:
                self._excuse(row.id, now, excuses.DEAD_HANDS)

    def _may_be_silent(self, cause: str, person: int, day: date) -> bool:
        town = self._town
        return bool(
            self._told[cause, person, day]  # one message a day: what has come since comes on the next
            or any(at.date() == day and at.time() > LAST_TRIES for at in self._tries(cause, person))
            or not town.chats(person)
            or not town.here(person, day)
            or town.quiet.get(person, day) > day
        )

    def _tries(self, cause: str, person: int) -> list[datetime]:
        found = {key: self._written[key] for key in self._unsure}
        return [self._unsure[key] for key, one in found.items() if (one.cause, one.person) == (cause, person)]

    def _short(self, person: int, day: date, *, late: bool) -> bool:
        """Whether the month's budget leaves that person without a message."""
        return "telegram" not in self._town.chats(person) and self._budget.leaves_none(day, late=late)

    def _fault(self, kind: str, what: str) -> None:
        self.faults[kind] += 1
        self.found.append(f"{kind}: {what}")

    def figures(self, days: int, killed: int) -> Figures:
        with self._engine.connect() as connection:
            store = OfficeStore(connection, self._office)
            states = Counter(row.state for row in connection.execute(select(outbox)))
            withheld = len(reminders.claimed(store, WITHHELD))
        excused = Counter(self._excused.values())
        return Figures(
            days, self._arrivals[REMINDER], self._arrivals[DIGEST], withheld, states[UNKNOWN] + states[FAILED],
            states[WITHDRAWN], killed, dict(self.faults), {kind: excused[kind] for kind in EXCUSES},
        )  # fmt: skip
