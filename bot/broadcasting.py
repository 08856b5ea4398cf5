"""The job of /broadcast: owe the message to everybody it is for, some at a time, so that nobody else waits for long."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outbox import Outbox
from dialogue.messages import Message
from dialogue.words import say
from handlers.broadcast import preferred
from scheduler.pushes import Pushes
from scheduler.quota import QUOTA
from storage import broadcasts, jobs, outbox, people
from storage.broadcasts import OWED, UNREACHABLE, WITHHELD, Broadcast
from storage.database import Connection
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.outbox import BROADCAST
from storage.people import Address
from storage.writer import Writer

SOME = 200
"""People a transaction."""
AFTERWARDS = timedelta(minutes=10)
"""When the platform is asked what it has counted."""


@dataclass(frozen=True, slots=True)
class Broadcasting:
    writer: Writer
    outbox: Outbox
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> None:
        """Done again after a crash, it goes on where it was: who is owed it waits no longer."""
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
        places, pushes = people.places_of(store, waiting), Pushes(store, now)
        says = people.person_named(store, found.person_id)
        for person_id in waiting:
            own = preferred(places.get(person_id, ()))
            place = pushes.take(own, urgent=False)
            if place is None:
                broadcasts.settle(store, found.id, person_id, WITHHELD if own else UNREACHABLE, None)
            else:
                self._owe(store, found, says.name if says else "", person_id, place)
        return True

    def _owe(self, store: OfficeStore, found: Broadcast, name: str, person_id: int, place: Address) -> None:
        person = people.person_named(store, person_id)
        language = person.language if person else "th"
        message = Message(say(language, "broadcast_message", name=name, text=found.text))
        row = outbox.owe(
            store, place.channel, place.chat_id, [message], BROADCAST, self.clock(), person_id=person_id
        )  # fmt: skip
        broadcasts.settle(store, found.id, person_id, OWED, row.id)
