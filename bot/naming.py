"""The name of somebody who joined without one: asked of the platform, once they have joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, runtime_checkable

from bot.channels import Channel, SendFailed
from dialogue.cleaning import clean
from storage import people
from storage.database import Connection
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.people import Address
from storage.writer import Writer

LONGEST = 100
"""Characters that are kept of a name."""


@runtime_checkable
class Naming(Protocol):
    """A channel that tells people's names only when it is asked."""

    async def display_name(self, chat_id: str) -> str:
        """What the person calls themselves there. Raises `SendFailed`."""


@dataclass(frozen=True, slots=True)
class AskingNames:
    writer: Writer
    channels: Mapping[str, Channel]

    async def __call__(self, job: Job) -> None:
        """Call the person by that name, unless they have another meanwhile; without an answer they keep what they have.
        Raises `SendFailed` where it may be told later."""
        person_id, stand_in = int(job.payload["person"]), str(job.payload["stand_in"])

        def places(connection: Connection) -> Sequence[Address]:
            return people.places_of(OfficeStore(connection, job.office_id), [person_id]).get(person_id, ())

        for place in await self.writer.run(places):
            if name := await self._told(place):
                await self.writer.run(partial(_rename, job.office_id, person_id, stand_in, name))
                return

    async def _told(self, place: Address) -> str:
        """The name there; empty where nobody tells one."""
        channel = self.channels.get(place.channel)
        if not isinstance(channel, Naming):
            return ""
        try:
            return " ".join(clean(await channel.display_name(place.chat_id)).split())[:LONGEST]
        except SendFailed as problem:
            if problem.permanent:
                return ""
            raise


def _rename(office_id: int, person_id: int, old: str, new: str, connection: Connection) -> None:
    people.rename(OfficeStore(connection, office_id), person_id, old, new)
