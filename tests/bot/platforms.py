"""A bot on a database of its own that speaks to LINE and Telegram as they behave, all on one clock."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import sample_office
from bot.channels import Channel
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from bot.clock import MovableClock
from bot.pacing import Paces
from bot.running import Tidtam
from dialogue.messages import Message
from dialogue.said import Text
from handlers.update import SAID, Update
from scheduler.timetable import tick_office
from storage import outbox, people
from storage.database import open_database
from storage.files import Files
from storage.office_store import OfficeStore
from storage.outbox import REMINDER
from storage.tables import outbox as table
from tests.bot.scripted import NOW
from tests.doubles.contracts import have_contracts
from tests.doubles.line import LineDouble
from tests.doubles.line_people import user_id
from tests.doubles.serving import served
from tests.doubles.telegram import TelegramDouble

CHATS = {"line": user_id(1), "telegram": "555"}
PATIENCE = 1.0
"""Seconds with a double: long enough for a healthy call on a busy machine, and waited out only where one hangs."""


@dataclass
class Platforms:
    line: LineDouble
    telegram: TelegramDouble
    clock: MovableClock
    tidtam: Tidtam
    office: int
    url: str
    persons: dict[str, int]
    _events: int = 0

    def another(self) -> Tidtam:
        """One more process on the same database, not started."""
        return _tidtam(self.url, self.line, self.telegram, self.clock)

    def channel(self, name: str) -> Any:
        """The channel itself, with what only it can do."""
        return self.tidtam.channels[name]

    def store(self, connection: Any) -> OfficeStore:
        return OfficeStore(connection, self.office)

    async def owe(self, channel: str, *texts: str, cause: str = REMINDER) -> str:
        """One row with these messages; its key."""
        messages = [Message(text) for text in texts]

        def owed(connection: Any) -> str:
            store = OfficeStore(connection, self.office)
            person = self.persons[channel]
            return outbox.owe(store, channel, CHATS[channel], messages, cause, self.clock(), person_id=person).id

        return await self.tidtam.writer.run(owed)

    async def say(self, channel: str, text: str) -> None:
        """The person of that channel says it; what it leads to is said."""
        self._events += 1
        self.clock.move(self.clock() + timedelta(seconds=1))
        token = str(self.line.people.text(CHATS["line"], text)["replyToken"]) if channel == "line" else ""
        event = str(1000 + self._events)
        update = Update(channel, event, CHATS[channel], self.clock(), SAID, Text(text), token)
        await self.tidtam.inbox.receive(self.office, [update])
        await self.tidtam.settle()

    async def hear(self, channel: str, *events: Any) -> None:
        """What those people did reaches us as that platform's webhooks, and what it leads to is said."""
        self.clock.move(self.clock() + timedelta(seconds=1))
        people: Any = self.line.people if channel == "line" else self.telegram.people
        for request in [people.webhook(list(events))] if channel == "line" else map(people.webhook, events):
            await self.tidtam.inbox.receive(self.office, self.channel(channel).read(*request))
        await self.tidtam.settle()

    async def wait(self, **time: float) -> None:
        """So much later, whatever has come due is done."""
        self.clock.move(self.clock() + timedelta(**time))
        await self.tidtam.settle()

    async def row(self, key: str) -> Any:
        return await self.tidtam.writer.run(lambda c: c.execute(select(table).where(table.c.id == key)).one())

    async def states(self) -> list[str]:
        rows = select(table.c.state).order_by(table.c.created_at)
        return list(await self.tidtam.writer.run(lambda c: c.execute(rows).scalars().all()))


def _tidtam(url: str, line: LineDouble, telegram: TelegramDouble, clock: MovableClock) -> Tidtam:
    files = Files(Path(url.removeprefix("sqlite:///")).parent / "files")
    channels: dict[str, Channel] = {
        "line": LineChannel(line.secret, line.access_token, "", line.url, line.url, PATIENCE),
        "telegram": TelegramChannel(telegram.token, telegram.secret, files, telegram.url, PATIENCE),
    }
    paces = Paces(clock=lambda: clock().timestamp(), sleep=lambda _: asyncio.sleep(0))
    return Tidtam(open_database(url), files, channels, clock, "https://bot.example", paces)


def on_platforms(folder: Path, scene: Callable[[Platforms], Awaitable[None]], monthly: int | None = None) -> None:
    """Run `scene` with กองช่าง in LINE and กองคลัง in Telegram; no body may break a contract."""
    if not have_contracts():
        pytest.skip("the platforms' contracts are not here")

    async def play() -> None:
        clock, url = MovableClock(NOW), f"sqlite:///{folder / 'tidtam.db'}"
        line = LineDouble(clock=lambda: clock().timestamp(), monthly=monthly)
        telegram = TelegramDouble(clock=lambda: clock().timestamp())
        async with served(line), served(telegram):
            tidtam = _tidtam(url, line, telegram, clock)
            database = open_database(url)
            database.migrate()
            with database.engine.begin() as connection:
                office = sample_office.create(connection, NOW)
                tick_office(connection, office, NOW - timedelta(hours=1))
                store, persons = OfficeStore(connection, office), dict[str, int]()
                for channel, division in (("line", "chang"), ("telegram", "khlang")):
                    roles = frozenset({"reporter"})
                    persons[channel] = people.add_person(store, "จนท.", division, "", roles, "th", NOW)
                    people.link_address(store, persons[channel], channel, CHATS[channel], NOW)
            database.close()
            await tidtam.start()
            try:
                await scene(Platforms(line, telegram, clock, tidtam, office, url, persons))
            finally:
                await tidtam.stop()
        assert line.mistakes == telegram.mistakes == []

    asyncio.run(play())
