"""A file that was sent in chat: fetched from the platform after its event is kept, then said like any other message."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.channels import Channel, SendFailed, TooLarge
from bot.inbox import Inbox
from bot.media_types import SUFFIXES, UNKNOWN, media_type_of
from bot.outbox import Outbox
from dialogue.messages import Message
from dialogue.said import File
from dialogue.words import say
from handlers.update import SAID, Update
from storage import files as stored
from storage import outbox, people
from storage.database import Connection
from storage.files import Files
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.outbox import REPLY, Owed
from storage.writer import Writer

MEGABYTE = 1024 * 1024
LIMIT = 20 * MEGABYTE
"""Bytes. Telegram's getFile gives no more (core.telegram.org/bots/api#getfile)."""


@dataclass(frozen=True, slots=True)
class Fetching:
    writer: Writer
    files: Files
    channels: Mapping[str, Channel]
    inbox: Inbox
    outbox: Outbox
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> None:
        """Fetch what `job` names and go on with it, or tell the person why it cannot be had."""
        channel = self.channels[str(job.payload["channel"])]
        try:
            content = await channel.fetch(str(job.payload["file_ref"]), LIMIT)
        except TooLarge:
            await self._tell(job, "file_too_large")
        except SendFailed as problem:
            if not (problem.permanent or job.last_try):
                raise
            await self._tell(job, "file_not_fetched")
        else:
            await self._go_on(job, content)

    async def _go_on(self, job: Job, content: bytes) -> None:
        digest = await asyncio.to_thread(self.files.put, content)
        media_type = media_type_of(content)
        name = str(job.payload["name"]) or f"file{SUFFIXES.get(media_type, '')}"
        file = File(digest, name, media_type if media_type != UNKNOWN else str(job.payload["media_type"]), len(content))
        await self.writer.run(lambda connection: self._note(connection, job, file))
        update = Update(
            channel=str(job.payload["channel"]),
            event_id=f"{job.payload['event_id']}+file",
            chat_id=str(job.payload["chat_id"]),
            at=datetime.fromisoformat(str(job.payload["at"])),
            kind=SAID,
            said=file,
            reply_token=str(job.payload["reply_token"]),
        )
        await self.inbox.receive(job.office_id, [update])

    def _note(self, connection: Connection, job: Job, file: File) -> None:
        store = OfficeStore(connection, job.office_id)
        person = people.at_address(store, str(job.payload["channel"]), str(job.payload["chat_id"]))
        stored.note_file(
            store, file.digest, file.name, file.media_type, file.size, person.id if person else None, self.clock()
        )

    async def _tell(self, job: Job, sentence: str) -> None:
        self.outbox.speak([await self.writer.run(lambda connection: self._owe(connection, job, sentence))])

    def _owe(self, connection: Connection, job: Job, sentence: str) -> Owed:
        store, payload = OfficeStore(connection, job.office_id), job.payload
        person = people.at_address(store, str(payload["channel"]), str(payload["chat_id"]))
        text = say(person.language if person else "th", sentence, limit=LIMIT // MEGABYTE)
        return outbox.owe(
            store,
            str(payload["channel"]),
            str(payload["chat_id"]),
            [Message(text)],
            REPLY,
            self.clock(),
            reply_token=str(payload["reply_token"]),
        )
