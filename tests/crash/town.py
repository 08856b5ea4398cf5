"""The people of several municipalities who report two months, and what it must come to."""

import itertools
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select

from bench.scripts import Month, Scripts, written_down
from bot.inbox import answer
from bot.rendering import owe_reply
from bot.sample_office import FISCAL_YEAR, plan_text
from dialogue.messages import Message
from dialogue.said import Text
from handlers.update import SAID, Update
from measures.calendar import BANGKOK
from measures.fiscal_year import months
from measures.plan_file import read_plan
from scheduler.timetable import tick_office
from storage import divisions, offices, outbox, people, plans
from storage.database import Connection, Database, open_database
from storage.office_store import OfficeStore
from storage.outbox import REMINDER
from storage.tables import submission
from tests.doubles.line_people import user_id

TODAY = datetime(2024, 12, 9, 10, 0, tzinfo=BANGKOK)
"""A working day in office hours; October and November are open."""
Reports = dict[str, list[tuple[str, str, int, Mapping[str, object]]]]
"""Chat → (period, measure, version, answers) of everything that person has sent."""


@dataclass(frozen=True, slots=True)
class Person:
    office: str
    channel: str
    number: int
    division: str
    script: Sequence[Month]
    """Month by month, what they type."""

    @property
    def chat(self) -> str:
        return user_id(self.number) if self.channel == "line" else str(self.number)


@dataclass(frozen=True, slots=True)
class Town:
    url: str
    people: Sequence[Person]
    silent: Sequence[Person]
    """Those who never report, and are reminded."""
    ids: Mapping[str, tuple[int, int]]
    """Chat → (office, person)."""
    offset: float
    """Seconds by which its clocks are off."""

    def database(self) -> Database:
        return open_database(self.url)

    def owe_reminders(self, database: Database, channel: str, count: int) -> None:
        """That many reminders more, one after another to each of the silent, every one with words of its own."""
        chosen = itertools.cycle([p for p in self.silent if p.channel == channel])
        with database.engine.begin() as connection:
            for person, _ in zip(chosen, range(count), strict=False):
                office, person_id = self.ids[person.chat]
                words = Message(f"เตือนครั้งที่ {next(_NUMBERS)}")
                now = datetime.now(UTC) + timedelta(seconds=self.offset)
                store = OfficeStore(connection, office)
                outbox.owe(store, channel, person.chat, [words], REMINDER, now, person_id=person_id)


_NUMBERS = itertools.count(1)


def scripts() -> Scripts:
    with tempfile.TemporaryDirectory() as folder:
        return written_down(plan_text(), Path(folder), months(FISCAL_YEAR)[:2])


def found(url: str, count: int) -> Town:
    """In the database at `url`, `count` people who report and as many who do not, half of them in LINE and half in Telegram."""
    written = {place[0]: script for place, script in scripts().items() if not place[1]}
    seats = list(written.items())
    database = open_database(url)
    database.migrate()
    everyone: list[Person] = []
    silent: list[Person] = []
    ids: dict[str, tuple[int, int]] = {}
    with database.engine.begin() as connection:
        for number in range(count):
            office, seat = f"office-{number // len(seats)}", seats[number % len(seats)]
            channel = ("line", "telegram")[number % 2]
            everyone.append(Person(office, channel, 1000 + number, seat[0], seat[1]))
            silent.append(Person(f"silent-{number // len(seats)}", channel, 5000 + number, seat[0], seat[1]))
        for key in dict.fromkeys(person.office for person in [*everyone, *silent]):
            office_id = _founded(connection, key)
            for person in [*everyone, *silent]:
                if person.office == key:
                    ids[person.chat] = office_id, _joined(OfficeStore(connection, office_id), person)
    database.close()
    return Town(url, everyone, silent, ids, TODAY.timestamp() - time.time())


def _founded(connection: Connection, key: str) -> int:
    """An office whose people have had today's reminder, if there is any, before they came."""
    plan = read_plan(plan_text())
    office_id = offices.add_office(connection, key, plan.office, TODAY)
    store = OfficeStore(connection, office_id)
    plans.save_plan(store, plan.fiscal_year, plan_text(), TODAY)
    divisions.save_divisions(store, plan.divisions)
    tick_office(connection, office_id, TODAY - timedelta(hours=1))
    return office_id


def _joined(store: OfficeStore, person: Person) -> int:
    found = people.add_person(store, "จนท.", person.division, "", frozenset({"reporter"}), "th", TODAY)
    people.link_address(store, found, person.channel, person.chat, TODAY)
    return found


def reported(database: Database, town: Town) -> Reports:
    with database.engine.connect() as connection:
        rows = connection.execute(select(submission).order_by(submission.c.id)).all()
        connection.rollback()
    chats = {person_id: chat for chat, (_, person_id) in town.ids.items()}
    sent: Reports = {}
    for row in rows:
        sent.setdefault(chats[row.person_id], []).append((row.period, row.measure, row.version, row.answers))
    return sent


def expected(folder: Path, count: int) -> Reports:
    """What the same people's words come to when each is heard once and in order, on SQLite."""
    folder.mkdir()
    town = found(f"sqlite:///{folder / 'tidtam.db'}", count)
    database = town.database()
    seconds = itertools.count(1)
    with database.engine.begin() as connection:
        for person in town.people:
            for text in itertools.chain.from_iterable(person.script):
                at = TODAY + timedelta(seconds=next(seconds))
                update = Update(person.channel, f"{next(seconds)}", person.chat, at, SAID, Text(text))
                answer(partial(owe_reply, {}), town.ids[person.chat][0], update, TODAY, connection)
    result = reported(database, town)
    database.close()
    return result
