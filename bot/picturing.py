"""The job of /status as a picture: draw the grid, keep it by digest, and owe it to whoever asked."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.outbox import Outbox
from bot.reporting import TOKEN_LIVES
from dialogue.messages import Attachment, Message
from dialogue.words import say
from measures.calendar import day_in_bangkok
from measures.grid import Grid, grid_of
from reports import grid as picture
from storage import divisions, duties, jobs, links, outbox, people, plans
from storage.database import Connection
from storage.files import Files
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.outbox import REPORT, Owed
from storage.writer import Writer

PREVIEW = 1_000_000
"""Bytes; LINE shows no larger picture before it is tapped (developers.line.biz, #image-message)."""


@dataclass(frozen=True, slots=True)
class Picturing:
    writer: Writer
    files: Files
    outbox: Outbox
    clock: Callable[[], datetime]
    public_url: str

    async def __call__(self, job: Job) -> None:
        """Draw the grid that `job` asks for and owe it to the one who asked; after the last try, an apology."""
        try:
            grid, language = await self.writer.run(lambda connection: self._grid(connection, job))
            drawn = await asyncio.to_thread(self._draw, grid, language)
            owed = await self.writer.run(lambda connection: self._owe(connection, job, grid, drawn))
        except Exception:
            if not job.last_try:
                raise
            owed = await self.writer.run(lambda connection: self._owe(connection, job, None, None))
        self.outbox.speak(owed)

    def _grid(self, connection: Connection, job: Job) -> tuple[Grid, str]:
        store, year = OfficeStore(connection, job.office_id), int(job.payload["fiscal_year"])
        language = _asked(store, job).language
        grid = grid_of(
            plans.current_plan(store, year)[1], divisions.divisions(store), duties.duties(store, year),
            day_in_bangkok(self.clock()), whole=say(language, "grid_all"), year_end=say(language, "grid_year_end"),
        )  # fmt: skip
        return grid, language

    def _draw(self, grid: Grid, language: str) -> Attachment:
        """The picture, stored; runs in a thread of its own."""
        legend = tuple(say(language, f"grid_{state}") for state in picture.LEGEND)
        content = picture.write(grid, say(language, "grid_title", year=grid.fiscal_year), legend)
        name = f"status-{grid.fiscal_year}-{grid.day}.png"
        return Attachment(self.files.put(content), name, picture.MEDIA_TYPE, len(content))

    def _owe(self, connection: Connection, job: Job, grid: Grid | None, drawn: Attachment | None) -> Sequence[Owed]:
        store, now = OfficeStore(connection, job.office_id), self.clock()
        person = _asked(store, job)
        channel, chat_id, token = (str(job.payload[name]) for name in ("channel", "chat_id", "reply_token"))
        jobs.done(connection, job.id)
        message = Message(say(person.language, "grid_failed"))
        if grid is not None and drawn is not None:
            title = say(person.language, "grid_title", year=grid.fiscal_year)
            link = links.make_link(store, title, [drawn], person.id, now) if self.public_url else ""
            url = f"{self.public_url}/r/{link}" if link else ""
            shown = f"{self.public_url}/p/{link}.png" if url.startswith("https:") and drawn.size <= PREVIEW else ""
            message = Message(title, (), (drawn,), url, say(person.language, "grid_link") if url else "", shown)
        if token and now - job.owed_at <= TOKEN_LIVES:
            return self.outbox.owe_reply(store, channel, chat_id, [message], now, token, person.id)
        return [outbox.owe(store, channel, chat_id, [message], REPORT, now, person_id=person.id)]


def _asked(store: OfficeStore, job: Job) -> people.Person:
    """Who wants to see it. Raises LookupError for one who has left meanwhile."""
    person = people.person_named(store, int(job.payload["person"]))
    if person is None:
        raise LookupError("whoever asked for the grid is gone")
    return person
