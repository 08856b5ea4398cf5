"""The job of /evidence: the pictures as the copies that are shown, everything as it was sent by a link that expires."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.answering import owe_answer, owe_apology, whoever_asked
from bot.outbox import Outbox
from bot.picturing import PREVIEW
from console.file_response import picture_type
from dialogue.messages import Attachment, Message
from dialogue.words import say
from storage import jobs, links
from storage.database import Connection
from storage.files import Files
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.outbox import Owed
from storage.writer import Writer

EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class ShowingEvidence:
    writer: Writer
    files: Files
    outbox: Outbox
    clock: Callable[[], datetime]
    public_url: str

    async def __call__(self, job: Job) -> None:
        """Owe it to the one who asked; after the last failure, say so."""
        try:
            pictures = await asyncio.to_thread(self._copies, job)
            owed = await self.writer.run(lambda connection: self._owe(connection, job, pictures))
        except Exception:
            if job.last_try:
                failed = partial(owe_apology, self.outbox, job, "evidence_failed", self.clock())
                self.outbox.speak(await self.writer.run(failed))
            raise
        self.outbox.speak(owed)

    def _copies(self, job: Job) -> Sequence[Attachment]:
        """What is shown of the pictures; runs in a thread of its own. One that the store has lost is left out."""
        found = []
        for display, _, name, *_ in job.payload["files"]:
            try:
                content = self.files.read(display)
            except FileNotFoundError:
                continue  # no picture
            found.append(Attachment(display, str(name), picture_type(content), len(content)))
        return found

    def _owe(self, connection: Connection, job: Job, pictures: Sequence[Attachment]) -> Sequence[Owed]:
        store, now = OfficeStore(connection, job.office_id), self.clock()
        jobs.done(connection, job.id)
        to = whoever_asked(store, job, now)
        if to is None:
            return ()
        url = shown = ""
        if self.public_url:
            sent = [Attachment(*file) for _, *file in job.payload["files"]]
            title = str(job.payload["text"]).partition("\n")[0]
            url = f"{self.public_url}/r/{links.make_link(store, title, sent, to.person.id, now)}"
            first = next((one for one in pictures if one.size <= PREVIEW), None)
            if first and url.startswith("https:"):
                shown = f"{self.public_url}/p/{links.make_link(store, title, [first], to.person.id, now)}.png"
        label = say(to.person.language, "evidence_link") if url else ""
        return owe_answer(
            store, self.outbox, to, Message(str(job.payload["text"]), (), tuple(pictures), url, label, shown), now
        )
