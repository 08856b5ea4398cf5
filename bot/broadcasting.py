"""The job of /broadcast: owe the message to everybody it is for, some at a time, so that nobody else waits for long."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.outbox import Outbox
from bot.problems import named
from dialogue.messages import Message
from dialogue.words import say
from handlers.broadcast_cost import preferred
from handlers.context import Context
from handlers.names import name_of
from scheduler.pushes import Pushes
from scheduler.quota import QUOTA
from storage import broadcasts, jobs, outbox, people
from storage.broadcasts import OWED, UNREACHABLE, WITHHELD, Broadcast
from storage.database import Connection
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.outbox import BROADCAST
from storage.writer import Writer

log = logging.getLogger(__name__)

SOME = 200
"""People a transaction."""
AFTERWARDS = timedelta(minutes=10)
"""When the platform is asked what it has counted."""


@dataclass(frozen=True, slots=True)
class Broadcasting:
    writer: Writer
    outbox: Outbox
    clock: Callable[[], datetime]
    read_quota: Callable[[Job], Awaitable[None]]
    """Keeps what the platforms say now of the month: there may be more than in the morning, or less."""

    async def __call__(self, job: Job) -> None:
        """Done again after a crash, it goes on where it was: who is owed it waits no longer."""
        try:
            await self.read_quota(job)
        except Exception as problem:  # no reason to say nothing
            log.warning("what is left of the month is not known anew: office=%s: %s", job.office_id, named(problem))
        while await self.writer.run(lambda connection: self._some(connection, job)):
            self.outbox.wake()

    def _some(self, connection: Connection, job: Job) -> bool:
        """Whether there were any left."""
        store, now = OfficeStore(connection, job.office_id), self.clock()
        found = broadcasts.broadcast(store, int(job.payload["broadcast"]))
        waiting = broadcasts.waiting(store, found.id, SOME) if found else ()
        if found is None or not waiting:
            jobs.owe_job(store, QUOTA, {}, now + AFTERWARDS)
            return False
        places, pushes = people.places_of(store, [person_id for person_id, _ in waiting]), Pushes(store, now)
        said = {language: _message(store, found, language, now) for language in {language for _, language in waiting}}
        settled: list[tuple[int, str, str | None]] = []
        told: list[tuple[int, str, str, Message]] = []
        for person_id, language in waiting:
            own = preferred(places.get(person_id, ()))
            if place := pushes.take(own, urgent=False):
                told.append((person_id, place.channel, place.chat_id, said[language]))
            else:
                settled.append((person_id, WITHHELD if own else UNREACHABLE, None))
        ids = outbox.owe_each(store, told, BROADCAST, now)
        settled += [(person_id, OWED, row_id) for (person_id, *_), row_id in zip(told, ids, strict=True)]
        broadcasts.settle(store, found.id, settled)
        return True


def _message(store: OfficeStore, found: Broadcast, language: str, now: datetime) -> Message:
    """What it says to those who read `language`: as the officer was shown it, in theirs."""
    officer = people.person_named(store, found.person_id)
    reader = replace(officer, language=language) if officer else None
    name = name_of(Context(store, now, "", "", reader), reader) if reader else say(language, "somebody")
    return Message(say(language, "broadcast_message", name=name, text=found.text))
