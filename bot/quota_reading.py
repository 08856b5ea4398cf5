"""The job that asks the platforms that count what may be pushed this month, and how much of it is used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.channels import Channel
from scheduler.quota import read_tomorrow
from storage import budgets
from storage.database import Connection
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.writer import Writer


@runtime_checkable
class Counting(Protocol):
    """A channel whose platform counts pushes."""

    async def quota(self) -> tuple[int | None, int]:
        """(messages a month, None for no limit; those that are used, about). Raises `SendFailed`."""


@dataclass(frozen=True, slots=True)
class QuotaReading:
    writer: Writer
    channels: Mapping[str, Channel]
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> None:
        """Keep what they say; the daily one owes tomorrow's, whatever became of today's."""
        counting = {name: channel for name, channel in self.channels.items() if isinstance(channel, Counting)}
        try:
            read = {name: await channel.quota() for name, channel in counting.items()}
        except Exception:
            if job.last_try:
                await self.writer.run(lambda connection: self._keep(connection, job, {}))
            raise
        if counting:
            await self.writer.run(lambda connection: self._keep(connection, job, read))

    def _keep(self, connection: Connection, job: Job, read: Mapping[str, tuple[int | None, int]]) -> None:
        store, now = OfficeStore(connection, job.office_id), self.clock()
        for channel, (monthly, used) in read.items():
            budgets.keep_quota(store, channel, monthly, used, now)
        if job.payload.get("daily"):
            read_tomorrow(store, now)
