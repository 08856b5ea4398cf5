"""An office with somebody in every role, whose every message is made ready for LINE and for Telegram, and checked."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from bot.clock import MovableClock
from bot.running import Tidtam
from dialogue.conversation import REVIEWING
from dialogue.said import File, Said, Tap, Text
from handlers.progress import loaded
from handlers.update import SAID, Update
from measures.plan_file import read_plan
from scheduler.timetable import moments, tick_office
from storage import divisions, drafts, invitations, offices, people, plans
from storage.database import Connection, open_database
from storage.files import Files
from storage.office_store import OfficeStore
from storage.tables import dead_letter, job
from tests.bot.scripted import NOW
from tests.channels.checked_channel import Check, Checked
from tests.doubles.line_people import user_id

T = TypeVar("T")
OFFICER = "officer"
ROLES: Mapping[str, tuple[str, ...]] = {
    "reporter": ("reporter",), "head": ("head",), OFFICER: ("reporter", "legal_officer"), "chief": ("executive",),
    "keeper": ("administrator",),
}  # fmt: skip
CHATS = {name: user_id(number) for number, name in enumerate((*ROLES, "stranger"), 1)}
URL = "https://bot.example"


class Office:
    def __init__(self, folder: Path, plan: str, language: str, name: str, checks: Mapping[str, Check]) -> None:
        """With the plan file `plan`, its people called `name`."""
        self.clock = MovableClock(NOW)
        files = Files(folder)
        self.channel = Checked(checks, files)
        database = open_database("sqlite://")
        database.migrate()
        self.tidtam = Tidtam(database, files, {"line": self.channel}, self.clock, URL)
        self._events = itertools.count(1)
        found = read_plan(plan)
        with database.engine.begin() as connection:
            self._office = offices.add_office(connection, "office", found.office, NOW)
            store = OfficeStore(connection, self._office)
            plans.save_plan(store, found.fiscal_year, plan, NOW)
            divisions.save_divisions(store, found.divisions)
            self.division = found.divisions[0]
            for who, roles in ROLES.items():
                person = people.add_person(store, name, self.division.key, "", frozenset(roles), language, NOW)
                people.link_address(store, person, "line", CHATS[who], NOW)
            self.code = invitations.invite(store, "reporter", self.division.key, "", NOW)
            tick_office(connection, self._office, NOW)

    async def say(self, who: str, said: Said | str, file: str = "") -> None:
        """They say it, or send that file; what it leads to is said."""
        self.clock.move(self.clock() + timedelta(seconds=1))
        said = Text(said) if isinstance(said, str) else said
        event = f"e{next(self._events)}"
        update = Update(
            "line", event, CHATS[who], self.clock(), SAID, said, f"token {event}", file_ref=file, message_id=event
        )
        await self.tidtam.inbox.receive(self._office, [update])
        await self.tidtam.settle()

    async def send(self, who: str, file: str, name: str) -> None:
        await self.say(who, File("", name, "image/jpeg", 0), file)

    async def tap(self, who: str, which: int) -> None:
        """A button of those they were shown last."""
        if buttons := self.channel.buttons.get(CHATS[who]):
            await self.say(who, Tap(buttons[which % len(buttons)].data))

    async def answer(self, who: str, long: str) -> None:
        """What the open question asks, at such length; on the review card, to send it."""
        kind = await self._look(lambda store: _open_kind(store, who))
        if kind == "evidence":
            await self.send(who, "photo", f"{long[:200]}.jpg")
            await self.say(who, "เสร็จ")
        else:
            typed = {
                "number": "12", "choice": "1", "multi_choice": "1,2", "text": long, "text_list": f"{long[:1900]}\n{long[:1900]}",
                "date": "24 ต.ค. 67", "url": "https://a.go.th/" + "x" * 900, REVIEWING: "ส่งเลย",
            }  # fmt: skip
            await self.say(who, typed.get(kind, "เริ่ม"))

    async def days(self, count: int) -> None:
        """So many days go by."""
        until = self.clock() + timedelta(days=count)
        for moment in moments(self.clock(), until):
            self.clock.move(moment)
            await self._look(lambda store: tick_office(store.connection, store.office_id, self.clock()))
            await self.tidtam.settle()
        self.clock.move(until)

    async def failures(self) -> list[str]:
        """What a platform would have refused, and what we ourselves could not do."""
        letters = await self._look(lambda store: store.connection.scalars(select(dead_letter.c.error)).all())
        jobs = await self._look(
            lambda store: store.connection.scalars(select(job.c.error).where(job.c.error != "")).all()
        )
        return [*dict.fromkeys([*self.channel.wrong, *letters, *jobs])]

    async def _look(self, at: Callable[[OfficeStore], T]) -> T:
        def look(connection: Connection) -> T:
            return at(OfficeStore(connection, self._office))

        return await self.tidtam.writer.run(look)


def lived(office: Office, life: Callable[[Office], Awaitable[None]]) -> list[str]:
    """What went wrong in it."""

    async def play() -> list[str]:
        await office.tidtam.start()
        try:
            await life(office)
            return await office.failures()
        finally:
            await office.tidtam.stop()

    return asyncio.run(play())


def _open_kind(store: OfficeStore, who: str) -> str:
    """The kind of the question that waits for them; empty where none does."""
    person = people.at_address(store, "line", CHATS[who])
    draft = drafts.draft(store, person.draft_id) if person and person.draft_id is not None else None
    if draft is None:
        return ""
    form, conversation = loaded(store, draft)
    question = form.question(conversation.at)
    return REVIEWING if conversation.stage == REVIEWING else question.kind if question else ""
