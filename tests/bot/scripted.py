"""A bot on a database of its own and a channel that does what a test tells it to."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot import sample_office
from bot.channels import Delivery, Forged, SendFailed, Unreadable
from bot.clock import MovableClock
from bot.running import Tidtam
from dialogue.messages import Message
from dialogue.said import File, Said, Text
from handlers.update import SAID, Update
from measures.calendar import BANGKOK
from scheduler.timetable import tick_office
from storage import offices
from storage.database import Connection, open_database
from storage.files import Files
from storage.office_store import OfficeStore

T = TypeVar("T")
NOW = datetime(2024, 10, 31, 9, 0, tzinfo=BANGKOK)
"""The last working day of October 2567: its month has just opened."""
SECRET = "the secret of the platform"


class ScriptedChannel:
    """Takes what is said, unless `failures` has something else in store for the next requests."""

    def __init__(self, name: str = "scripted") -> None:
        self.name = name
        self.said: list[tuple[str, str]] = []
        """(chat, text) that arrived, in order."""
        self.tries: list[tuple[str, str]] = []
        """(the row's key, text) of every request, also of those that failed."""
        self.failures: list[Exception | None] = []
        self.gates: dict[str, asyncio.Event] = {}
        """Text → what its sending waits for."""
        self.files: dict[str, bytes | Exception] = {}

    def read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        """A JSON list of {"id", "chat", "text"}."""
        if headers.get("x-secret") != SECRET:
            raise Forged("no secret")
        try:
            events = json.loads(body)
        except ValueError:
            raise Unreadable("no JSON") from None
        return [Update(self.name, e["id"], e["chat"], NOW, SAID, Text(e["text"]), e.get("token", "")) for e in events]

    def render(self, chat_id: str, messages: Sequence[Message], reply_token: str) -> Sequence[Delivery]:
        return [Delivery("say", {"chat": chat_id, "text": message.text}, part) for part, message in enumerate(messages)]

    async def say(self, delivery: Delivery, key: str) -> None:
        chat, text = str(delivery.body["chat"]), str(delivery.body["text"])
        if gate := self.gates.get(text):
            await gate.wait()
        self.tries.append((key, text))
        if self.failures and (failure := self.failures.pop(0)):
            raise failure
        self.said.append((chat, text))

    async def fetch(self, file_ref: str, limit: int) -> bytes:
        found = self.files[file_ref]
        if isinstance(found, Exception):
            raise found
        return found

    async def busy(self, chat_id: str) -> float:
        return 60.0

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Bot:
    """เทศบาลเมืองตากใบ, its cast reached on the scripted channel; October is open."""

    def __init__(self, tidtam: Tidtam, clock: MovableClock, channel: ScriptedChannel, office: int) -> None:
        self.tidtam = tidtam
        self.clock = clock
        self.channel = channel
        self.office = office

    async def say(self, chat: str, said: Said | str, event: str, *, token: str = "") -> list[str]:
        """What the bot answers in that chat."""
        heard = len(self.channel.said)
        await self.receive(chat, said, event, token=token)
        await self.tidtam.settle()
        return [text for to, text in self.channel.said[heard:] if to == chat]

    async def receive(self, chat: str, said: Said | str, event: str, *, token: str = "") -> None:
        words = Text(said) if isinstance(said, str) else said
        ref = said.name if isinstance(said, File) else ""
        update = Update(self.channel.name, event, chat, self.clock(), SAID, words, token, "", ref)
        await self.tidtam.inbox.receive(self.office, [update])

    async def wait(self, time: timedelta) -> None:
        """That much later, whatever has come due is done."""
        self.clock.move(self.clock() + time)
        await self.tidtam.settle()

    async def look(self, at: Callable[[Connection], T]) -> T:
        return await self.tidtam.writer.run(at)

    async def store(self, at: Callable[[OfficeStore], T]) -> T:
        return await self.look(lambda connection: at(OfficeStore(connection, self.office)))


def played(folder: Path, scene: Callable[[Bot], Awaitable[None]], *others: ScriptedChannel) -> None:
    """Run `scene` with a bot in `folder`, which has `others` besides its own channel."""

    async def play() -> None:
        channel, clock = ScriptedChannel(), MovableClock(NOW)
        database = open_database(f"sqlite:///{folder / 'tidtam.db'}")
        database.migrate()
        with database.engine.begin() as connection:
            office = sample_office.create(connection, NOW)
            sample_office.add_cast(OfficeStore(connection, office), channel.name, NOW)
            tick_office(connection, office, NOW - timedelta(hours=1))
            offices.add_office(connection, "narathiwat", "เทศบาลเมืองนราธิวาส", NOW)
        tidtam = Tidtam(
            database, Files(folder / "files"), {c.name: c for c in (channel, *others)}, clock, "https://bot.example"
        )
        await tidtam.start()
        try:
            await scene(Bot(tidtam, clock, channel, office))
        finally:
            await tidtam.stop()

    asyncio.run(play())


def refused(*, permanent: bool = False, unknown: bool = False, retry_after: float | None = None) -> SendFailed:
    return SendFailed("the platform says no", permanent=permanent, unknown=unknown, retry_after=retry_after)
