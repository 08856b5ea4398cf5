"""The job of /status as a picture: draw the grid, keep it by digest, and owe it to whoever asked."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.answering import owe_answer, owe_apology, whoever_asked
from bot.outbox import Outbox
from dialogue.messages import Attachment, Message
from dialogue.words import say
from measures.calendar import day_in_bangkok
from measures.grid import Grid, grid_of
from reports import grid as picture
from storage import divisions, duties, jobs, links, plans
from storage.database import Connection
from storage.files import Files
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.outbox import Owed
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
        """Draw the grid that `job` asks for and owe it to the one who asked; after the last failure, say so."""
        try:
            owed = await self._drawn(job)
        except Exception:
            if job.last_try:
                self.outbox.speak(
                    await self.writer.run(partial(owe_apology, self.outbox, job, "grid_failed", self.clock()))
                )
            raise
        self.outbox.speak(owed)

    async def _drawn(self, job: Job) -> Sequence[Owed]:
        found = await self.writer.run(lambda connection: self._grid(connection, job))
        if found is None:
            return ()
        grid, language = found
        drawn = await asyncio.to_thread(self._draw, grid, language)
        return await self.writer.run(lambda connection: self._owe(connection, job, grid, drawn))

    def _grid(self, connection: Connection, job: Job) -> tuple[Grid, str] | None:
        """The grid, and the language of who asked; None where they are gone."""
        store, year, now = OfficeStore(connection, job.office_id), int(job.payload["fiscal_year"]), self.clock()
        to = whoever_asked(store, job, now)
        if to is None:
            return None
        language = to.person.language
        grid = grid_of(
            plans.current_plan(store, year)[1], divisions.divisions(store), duties.duties(store, year),
            day_in_bangkok(now), whole=say(language, "grid_all"), year_end=say(language, "grid_year_end"),
            language=language,
        )  # fmt: skip
        return grid, language

    def _draw(self, grid: Grid, language: str) -> Attachment:
        """The picture, stored; runs in a thread of its own."""
        legend = tuple(say(language, f"grid_{state}") for state in picture.LEGEND)
        content = picture.write(grid, say(language, "grid_title", year=grid.fiscal_year), legend)
        name = f"status-{grid.fiscal_year}-{grid.day}.png"
        return Attachment(self.files.put(content), name, picture.MEDIA_TYPE, len(content))

    def _owe(self, connection: Connection, job: Job, grid: Grid, drawn: Attachment) -> Sequence[Owed]:
        store, now = OfficeStore(connection, job.office_id), self.clock()
        jobs.done(connection, job.id)
        to = whoever_asked(store, job, now)
        if to is None:
            return ()
        title = say(to.person.language, "grid_title", year=grid.fiscal_year)
        link = links.make_link(store, title, [drawn], to.person.id, now) if self.public_url else ""
        url = f"{self.public_url}/r/{link}" if link else ""
        shown = f"{self.public_url}/p/{link}.png" if url.startswith("https:") and drawn.size <= PREVIEW else ""
        message = Message(title, (), (drawn,), url, say(to.person.language, "grid_link") if url else "", shown)
        return owe_answer(store, self.outbox, to, message, now)
