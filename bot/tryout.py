"""The try-out: Takbai's staff and its legal officer living through a year of it, on a clock that is moved by hand.

All of it is the real thing but for the channel, whose messages go to bubbles on a page or in a terminal.
"""

import asyncio
import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from bot import sample_office
from bot.bubbles import Bubbles
from bot.channels.web import WebChannel
from bot.clock import MovableClock
from bot.fetching import LIMIT
from bot.fill import Filler, reported_at
from bot.running import Tidtam
from console.stage import Bubble, Player
from dialogue.messages import Attachment, Message
from dialogue.said import File, Said
from dialogue.thai.dates import short_date
from dialogue.words import say
from handlers.update import SAID, Update
from measures.answers_file import Answers
from measures.calendar import BANGKOK, day_in_bangkok, due_on
from measures.fiscal_year import periods
from measures.plan import Plan
from scheduler.timetable import moments, tick_office
from storage import plans
from storage.database import open_database
from storage.files import Files
from storage.office_store import OfficeStore
from storage.working_days import WORKING_DAYS

CHANNEL = "web"
STARTS = datetime(2024, 10, 1, 9, 0, tzinfo=BANGKOK)
"""The first day of fiscal year 2568."""
NO_REMINDER_WITHIN = timedelta(days=60)
"""How far the clock is moved at most to find the next reminder."""


class TryOut:
    """`folder` takes the database and the files; whoever made it removes it."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovableClock(STARTS)
        database = open_database(f"sqlite:///{folder / 'tryout.db'}")
        database.migrate()
        self._files = Files(folder / "files")
        self._web = WebChannel(self._show)
        self._tidtam = Tidtam(database, self._files, {CHANNEL: self._web}, self.clock)
        self._bubbles = Bubbles(self.now)
        self._players: Sequence[Player] = ()
        self._moving = asyncio.Lock()
        self._events = itertools.count(1)

    async def start(self) -> None:
        await self._tidtam.start()
        run = self._tidtam.writer.run
        self._office_id = await run(lambda connection: sample_office.create(connection, self.clock()))
        self._players = await run(
            lambda connection: sample_office.add_cast(OfficeStore(connection, self._office_id), CHANNEL, self.clock())
        )

    async def stop(self) -> None:
        await self._tidtam.stop()

    def players(self) -> Sequence[Player]:
        return self._players

    def now(self) -> datetime:
        return self.clock().astimezone(BANGKOK)

    def bubbles(self, after: int) -> Sequence[Bubble]:
        return self._bubbles.after(after)

    async def wait(self, after: int) -> None:
        """Returns when there is something new to show, or after a while."""
        await self._bubbles.wait(after)

    def busy(self) -> str:
        return self._bubbles.busy

    def close(self) -> None:
        """Keep no page waiting any more."""
        self._bubbles.close()

    async def say(self, chat_id: str, said: Said, shown: str) -> None:
        """One message of that player, and all that follows from it."""
        event, now = f"tryout-{next(self._events)}", self.clock()
        if isinstance(said, File):
            sent = (Attachment(said.digest, said.name, said.media_type, said.size),)
            self._bubbles.add(chat_id, Message(shown, attachments=sent), mine=True)
            # As on LINE: the event tells of a file, whose bytes are fetched and looked into afterwards.
            update = Update(CHANNEL, event, chat_id, now, SAID, replace(said, digest=""), file_ref=said.digest)
        else:
            self._bubbles.add(chat_id, Message(shown), mine=True)
            update = Update(CHANNEL, event, chat_id, now, SAID, said)
        await self._tidtam.inbox.receive(self._office_id, [update])
        await self._tidtam.settle()

    def largest_file(self) -> int:
        return LIMIT

    def keep(self, name: str, media_type: str, content: bytes) -> File:
        """What a player is about to send; the bot has not seen it yet."""
        digest = hashlib.sha256(content).hexdigest()
        self._web.sent[digest] = content
        return File(digest, name, media_type, len(content))

    def file(self, digest: str) -> bytes:
        """What a player sent, or the bot wrote."""
        return self._web.sent.get(digest) or self._files.read(digest)

    async def move(self, to: str) -> None:
        """Move the clock: "day" one day, "reminder" to the next one, "year_end" to the day after the year closes."""
        async with self._moving:
            try:
                if to == "day":
                    await self._move_to(_morning(self.clock() + timedelta(days=1)))
                elif to == "reminder":
                    await self._move_to_reminder()
                elif to == "year_end":
                    plan = await self._plan()
                    closes = due_on(periods(plan.fiscal_year)[-1], plan.calendar, WORKING_DAYS)
                    day = WORKING_DAYS.next_working_day(closes + timedelta(days=1))
                    await self._move_to(datetime.combine(day, time(8, 30), BANGKOK))
            finally:
                self._bubbles.tell("")

    async def fill(self) -> None:
        """Report every period of the year with the reference answers, each when it comes."""
        async with self._moving:
            plan = await self._plan()
            answers = sample_office.sample_answers(plan)
            filler = Filler(self._tidtam, self._office_id, CHANNEL, answers)
            try:
                for period in periods(plan.fiscal_year):
                    await self._move_to(reported_at(period, plan))
                    for player in self._players:
                        await filler.report(player.chat_id, period, partial(self._progress, filler, answers))
                await self._tidtam.settle()
            finally:
                self._bubbles.tell("")

    def _progress(self, filler: Filler, answers: Answers, _: Said) -> None:
        if filler.messages % 10 == 0:
            self._bubbles.tell(
                say("th", "page_filling", count=f"{filler.messages:,}", total=f"{len(answers) * 5 // 4:,}")
            )

    async def _move_to_reminder(self) -> None:
        """Day by day, until somebody hears something unasked."""
        until, heard = self.clock() + NO_REMINDER_WITHIN, len(self._bubbles)
        while len(self._bubbles) == heard and self.clock() < until:
            await self._move_to(_morning(self.clock() + timedelta(days=1)))

    async def _move_to(self, target: datetime) -> None:
        """Let the timetable run at each moment between, so that everything comes as it would."""
        for moment in moments(self.clock(), target):
            self.clock.move(moment)
            self._bubbles.tell(say("th", "page_moving", day=short_date(day_in_bangkok(moment))))
            await self._tidtam.writer.run(lambda connection: tick_office(connection, self._office_id, self.clock()))
            await self._tidtam.settle()
        self.clock.move(target)
        self._bubbles.tell("")

    async def _plan(self) -> Plan:
        year = sample_office.FISCAL_YEAR
        found = await self._tidtam.writer.run(
            lambda connection: plans.current_plan(OfficeStore(connection, self._office_id), year)
        )
        return found[1]

    def _show(self, chat_id: str, message: Message) -> None:
        self._bubbles.add(chat_id, message, mine=False)


def _morning(now: datetime) -> datetime:
    return datetime.combine(day_in_bangkok(now), time(8, 30), BANGKOK)
