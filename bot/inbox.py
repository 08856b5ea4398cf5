"""One update, one transaction: note it, answer it, owe what follows. Then, and only then, the outbox speaks."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.outbox import Outbox
from bot.problems import named
from dialogue.messages import Message
from dialogue.said import File
from dialogue.words import say
from handlers.router import route
from handlers.update import Update
from storage import events, jobs, offices, people
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.outbox import Owed
from storage.transactions import Unavailable
from storage.writer import Writer

FETCH, REPORT, GRID = "fetch", "report", "grid"
"""The kinds of job that an update may owe."""
KNOWN_FOR = timedelta(seconds=5)
"""How long an office that was found is not looked for again; one that was not found is looked for every time."""

OweReply = Callable[[OfficeStore, str, str, Sequence[Message], datetime, str, int | None], Sequence[Owed]]
"""`Outbox.owe_reply`: store, channel, chat, messages, now, reply token, person → the rows to speak after the commit."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answered:
    """What one update led to."""

    owed: Sequence[Owed] = ()
    job: bool = False
    """True when something was left to be done afterwards: a file to fetch, a report to write, a grid to draw."""


class Inbox:
    def __init__(self, writer: Writer, outbox: Outbox, clock: Callable[[], datetime], wake_jobs: Callable[[], None]):
        self._writer = writer
        self._outbox = outbox
        self._clock = clock
        self._wake_jobs = wake_jobs
        self._known: dict[str | None, tuple[int, datetime]] = {}

    async def office_named(self, key: str | None) -> int | None:
        """The office called `key`, or the only one there is; None where there is no such office."""

        def look(connection: Connection) -> int | None:
            office = offices.office_by_key(connection, key) if key else offices.only_office(connection)
            return office.id if office else None

        now = self._clock()
        known = self._known.get(key)
        if known is not None and known[1] > now:
            return known[0]
        found = await self._writer.run(look)
        if found is not None:
            self._known[key] = found, now + KNOWN_FOR
        return found

    async def receive(self, office: int, updates: Sequence[Update]) -> None:
        """Answer `updates`, each alone, in the order they were said. Returns when all are committed; raises if the store
        cannot write."""
        said = sorted(updates, key=lambda update: update.order)
        await asyncio.gather(*(self._one(office, update) for update in said))

    async def _one(self, office: int, update: Update) -> None:
        now = self._clock()
        try:
            answered = await self._writer.run(partial(answer, self._outbox.owe_reply, office, update, now))
        except Unavailable:
            raise  # nobody's failure: the platform sends it again
        except Exception as problem:
            ids = office, update.channel, update.event_id
            log.error("an update failed: office=%s channel=%s event=%s: %s", *ids, named(problem))
            parked = partial(_park, self._outbox.owe_reply, office, update, repr(problem), now)
            answered = await self._writer.run(parked)
        self._outbox.speak(answered.owed)
        if answered.job:
            self._wake_jobs()


def answer(owe: OweReply, office_id: int, update: Update, now: datetime, connection: Connection) -> Answered:
    """All that one update does, in one transaction. Nothing for an update that was seen before."""
    store = OfficeStore(connection, office_id)
    if not events.note(store, update.channel, update.event_id, now):
        return Answered()
    if isinstance(update.said, File) and not update.said.digest and _known(store, update):
        jobs.owe_job(store, FETCH, _fetch_payload(update, update.said), now)
        return Answered(job=True)
    reply = route(store, update, now)
    if not reply.messages:
        return Answered(job=True)
    return Answered(
        owe(store, update.channel, update.chat_id, reply.messages, now, update.reply_token, reply.person_id)
    )


def _known(store: OfficeStore, update: Update) -> bool:
    """Whether we know the sender: a stranger's file is never asked for."""
    return people.at_address(store, update.channel, update.chat_id) is not None


def _fetch_payload(update: Update, file: File) -> dict[str, object]:
    """What the job must remember of `update` to fetch its file and go on with it."""
    return {
        "channel": update.channel,
        "event_id": update.event_id,
        "chat_id": update.chat_id,
        "at": update.at.isoformat(),
        "reply_token": update.reply_token,
        "file_ref": update.file_ref,
        "name": file.name,
        "media_type": file.media_type,
        "album": update.album,
        "album_size": update.album_size,
        "message_id": update.message_id,
    }


def _park(
    owe: OweReply, office_id: int, update: Update, problem: str, now: datetime, connection: Connection
) -> Answered:
    """Our own failure: nothing of it was kept, and the person is told so honestly."""
    store = OfficeStore(connection, office_id)
    if not events.note(store, update.channel, update.event_id, now):
        return Answered()
    events.bury(store, update.channel, update.event_id, problem, now)
    person = people.at_address(store, update.channel, update.chat_id)
    messages = [Message(say(person.language if person else "th", "not_saved"))]
    person_id = person.id if person else None
    return Answered(owe(store, update.channel, update.chat_id, messages, now, update.reply_token, person_id))
