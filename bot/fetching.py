"""A file that was sent in chat: fetched from the platform after its event is kept, then said like any other message."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.channels import Channel, SendFailed, TooLarge
from bot.evidence import Kept, keep
from bot.evidence.refusal import Refused
from bot.inbox import Inbox
from dialogue.said import BadFile, File
from handlers.update import SAID, Update
from storage import albums, people
from storage import files as stored
from storage.database import Connection
from storage.files import Files
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.writer import Writer

MEGABYTE = 1024 * 1024
LIMIT = 20 * MEGABYTE
"""Bytes. Telegram's getFile gives no more (core.telegram.org/bots/api#getfile)."""
PATIENCE = 30.0
"""Seconds that looking into one file may take; a phone's largest photo takes one."""


@dataclass(frozen=True, slots=True)
class Fetching:
    writer: Writer
    files: Files
    channels: Mapping[str, Channel]
    inbox: Inbox
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> None:
        """Fetch what `job` names and go on with it, or with the reason why it cannot be had."""
        update = Update(
            channel=str(job.payload["channel"]),
            event_id=f"{job.payload['event_id']}+file",
            chat_id=str(job.payload["chat_id"]),
            at=datetime.fromisoformat(str(job.payload["at"])),
            kind=SAID,
            said=await self._kept(job),
            reply_token=str(job.payload["reply_token"]),
            message_id=str(job.payload.get("message_id", "")),
        )
        await self.inbox.receive(job.office_id, [update])

    async def _kept(self, job: Job) -> File | BadFile:
        """The file, stored and noted; or why it is not. Raises `SendFailed` where it may be had later."""
        try:
            content = await self.channels[str(job.payload["channel"])].fetch(str(job.payload["file_ref"]), LIMIT)
            looked_into = asyncio.to_thread(keep, self.files, content, str(job.payload["name"]))
            kept = await asyncio.wait_for(looked_into, PATIENCE)
        except TooLarge:
            return BadFile("file_too_large", (("limit", str(LIMIT // MEGABYTE)),))
        except Refused as refused:
            return BadFile(refused.reason, refused.values)
        except TimeoutError:
            return BadFile("file_spoiled")
        except SendFailed as problem:
            if not (problem.permanent or job.last_try):
                raise
            return BadFile("file_not_fetched")
        more = await self.writer.run(lambda connection: self._note(connection, job, kept))
        return replace(kept.file, more=more)

    def _note(self, connection: Connection, job: Job, kept: Kept) -> bool:
        """Remember the file; whether others of its album are still to come."""
        store = OfficeStore(connection, job.office_id)
        person = people.at_address(store, str(job.payload["channel"]), str(job.payload["chat_id"]))
        file, person_id = kept.file, person.id if person else None
        stored.note_file(
            store, file.digest, file.name, file.media_type, file.size, person_id, self.clock(), kept.display
        )
        album, size = str(job.payload.get("album", "")), int(job.payload.get("album_size", 0))
        return bool(album) and albums.more_to_come(store, job.id, album, size)
