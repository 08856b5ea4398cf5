"""The year's thirty people: who they are, and what each does by chance."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from bench.chased_calendar import next_working
from bench.chased_phones import Phone
from bench.chased_town import Member, Town
from bench.deployment import places
from bot.sample_office import plan_text
from measures.calendar import BANGKOK
from measures.plan_file import read_plan
from storage import absences, duties, people, submissions
from storage.database import Database
from storage.duties import SUBMITTED
from storage.office_store import OfficeStore

REPORTERS, HEADS = 21, 7
"""With the legal officer and an executive that makes thirty."""
SNOOZES = 0.95
"""How likely one who hears a reminder taps พรุ่งนี้ค่อยเตือน."""
GOES_AWAY, BLOCKS = 0.01, 0.004
"""How likely a person does on a day."""
EXTENDS, LOCKS = 0.02, 0.02
"""How likely the legal officer does with one open period on a day; a locked one is reopened within two weeks or so."""


def staff(store: OfficeStore, town: Town, random: Random, now: datetime) -> None:
    """Every place of the plan has a reporter, most divisions have two, and all but one have a head."""
    plan = read_plan(plan_text())
    seats = places(plan)
    divisions = [division.key for division in plan.divisions if division.active]
    for number in range(REPORTERS):
        division, section = seats[number] if number < len(seats) else (divisions[number % len(divisions)], "")
        _add(store, town, random, number, division, section, "reporter", now)
    for number in range(HEADS):
        _add(store, town, random, 100 + number, divisions[number], "", "head", now)
    _add(store, town, random, 200, "", "", "legal_officer", now)
    _add(store, town, random, 201, "", "", "executive", now)


def _add(
    store: OfficeStore, town: Town, random: Random, number: int, division: str, section: str, role: str, now: datetime
) -> None:
    person = people.add_person(store, f"คนที่ {number}", division, section, frozenset({role}), "th", now)
    channels = ["line"] if random.random() < 0.95 else ["telegram"]
    if random.random() < 0.2:
        channels.append("telegram" if channels == ["line"] else "line")
    for place, channel in enumerate(channels):
        people.link_address(store, person, channel, f"{channel}-{number}", now + timedelta(minutes=place))
    chats = {channel: f"{channel}-{number}" for channel in channels}
    town.members[person] = Member(person, division, section, role, chats)


class Life:
    """Reports, snoozes, leaves, comes back, blocks and unblocks; all of it on the database, as the bot would, and in the
    town, so that it is known without the bot."""

    def __init__(
        self, database: Database, office: int, random: Random, phones: Mapping[str, Phone], town: Town
    ) -> None:
        self._database = database
        self._office = office
        self._random = random
        self._phones = phones
        self._town = town
        self._haste: dict[str, float] = {}
        self._heard: list[tuple[str, str]] = []

    def heard(self, channel: str, chat: str) -> None:
        """That chat has just had a message; its person may react before long."""
        self._heard.append((channel, chat))

    def begin(self, day: date) -> None:
        """What people decide in the morning: to be away, to come back, to block us or not."""
        now = datetime(day.year, day.month, day.day, 7, tzinfo=BANGKOK)
        with self._database.engine.begin() as connection:
            store = OfficeStore(connection, self._office)
            here = [p for p in people.people(store) if p.roles & {"reporter", "head"}]
            reporters = [p.id for p in here if "reporter" in p.roles]
            away = absences.away(store, day)
            self._change_periods(store, day)
            for person in here:
                if person.id in away:
                    if self._random.random() < 0.05:
                        absences.end(store, person.id, now)
                        self._town.away.pop(person.id)
                elif self._random.random() < GOES_AWAY:
                    last = day + timedelta(days=self._random.randrange(14))
                    others = reporters if person.id in reporters else [p.id for p in here]
                    other = self._random.choice([None, *(o for o in others if o != person.id)])
                    absences.leave(store, person.id, day, last, other, now)
                    self._town.away[person.id] = (last, other)
                for channel, chat in self._town.members[person.id].chats.items():
                    phone = self._phones[channel]
                    if self._random.random() < BLOCKS:
                        phone.refusing.add(chat)
                        if self._random.random() < 0.7:  # LINE and Telegram nearly always tell us
                            people.set_alive(store, channel, chat, False)
                            self._town.dead.add(chat)
                    elif chat in phone.refusing and self._random.random() < 0.05:
                        phone.refusing.discard(chat)
                        people.set_alive(store, channel, chat, True)
                        self._town.dead.discard(chat)

    def _change_periods(self, store: OfficeStore, day: date) -> None:
        """What the officer does to periods: a later due day, a lock, and its end."""
        for period in sorted({duty.period for duty in duties.locked(store)}):
            if self._random.random() < 0.1:
                duties.unlock(store, period)
                self._town.locked.discard(period.code)
        opened = sorted({duty.period for duty in duties.missing(store)})
        if opened and self._random.random() < EXTENDS:
            period, later = (
                self._random.choice(opened),
                next_working(day + timedelta(days=self._random.randrange(3, 15))),
            )
            if later > self._town.due[period.code]:
                duties.set_due(store, period, later)
                self._town.due[period.code] = later
        if opened and self._random.random() < LOCKS:
            period = self._random.choice(opened)
            duties.lock(store, period)
            self._town.locked.add(period.code)

    def live(self, now: datetime) -> None:
        """What happens by `now`: those who heard may snooze, and some places report."""
        heard, self._heard = self._heard, []
        with self._database.engine.begin() as connection:
            store = OfficeStore(connection, self._office)
            for channel, chat in heard:
                person = people.at_address(store, channel, chat)
                if person is not None and "reporter" in person.roles and self._random.random() < SNOOZES:
                    tomorrow = now.astimezone(BANGKOK).date() + timedelta(days=1)
                    people.set_quiet(store, person.id, tomorrow)
                    self._town.quiet[person.id] = tomorrow
            self._report(store, now)

    def _report(self, store: OfficeStore, now: datetime) -> None:
        open_now = duties.missing(store)
        for place in sorted({(d.division, d.section, d.period) for d in open_now}):
            haste = self._haste.setdefault(place[0], self._random.uniform(0.0001, 0.005))
            if self._random.random() >= haste:
                continue
            for duty in open_now:
                if (duty.division, duty.section, duty.period) == place:
                    duties.set_state(store, duty, SUBMITTED)
                    submissions.submit(store, duty.measure, *place, 1, "line", {}, 1, now)
            self._town.reported[place[0], place[1], place[2].code] = now
