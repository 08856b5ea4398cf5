"""The composition: one store, one inbox, one outbox, the jobs and the timetable, for whatever channels there are."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.announcing import announced
from bot.broadcasting import Broadcasting
from bot.channels import Channel
from bot.fetching import Fetching
from bot.inbox import FETCH, GRID, REPORT, Inbox
from bot.jobs import Jobs, Work
from bot.naming import AskingNames
from bot.outbox import Outbox
from bot.pacing import Paces
from bot.picturing import Picturing
from bot.quota_reading import QuotaReading
from bot.reporting import Reporting
from bot.showing_evidence import EVIDENCE, ShowingEvidence
from handlers.broadcast import JOB as BROADCAST
from handlers.joining import PROFILE
from scheduler.quota import QUOTA
from scheduler.still_wanted import still_wanted
from storage.database import Database
from storage.files import Files
from storage.writer import Writer


class Tidtam:
    """Everything that runs while the bot is up. `database` is migrated and opened; it is closed by `stop`."""

    def __init__(
        self,
        database: Database,
        files: Files,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime],
        public_url: str = "",
        paces: Paces | None = None,
    ) -> None:
        """`paces`: how fast each channel is spoken to, where that is not to be by its platform's limits."""
        self.files = files
        self.channels = channels
        self.clock = clock
        self.writer = Writer(database)
        self.outbox = Outbox(self.writer, channels, clock, still_wanted, paces or Paces())
        self.inbox = Inbox(self.writer, self.outbox, clock, lambda: self.jobs.wake())
        reading = QuotaReading(self.writer, channels, clock)
        work: dict[str, Work] = {
            BROADCAST: Broadcasting(self.writer, self.outbox, clock, reading),
            EVIDENCE: ShowingEvidence(self.writer, files, self.outbox, clock, public_url),
            FETCH: Fetching(self.writer, files, channels, self.inbox, clock),
            GRID: Picturing(self.writer, files, self.outbox, clock, public_url),
            PROFILE: AskingNames(self.writer, channels),
            QUOTA: reading,
            REPORT: Reporting(self.writer, files, self.outbox, clock, public_url),
        }
        self.jobs = Jobs(self.writer, {kind: announced(does, channels) for kind, does in work.items()}, clock)
        self._database = database

    async def start(self) -> None:
        self.writer.start()
        for channel in self.channels.values():
            await channel.start()
        await self.outbox.start()
        await self.jobs.start()

    async def stop(self) -> None:
        """Finish what is being said, then close."""
        await self.jobs.stop()
        await self.outbox.stop()
        for channel in self.channels.values():
            await channel.stop()
        self.writer.stop()
        self._database.close()

    def wake(self) -> None:
        """Look at once for what there is to do and to say."""
        self.jobs.wake()
        self.outbox.wake()

    async def settle(self) -> None:
        """Returns when nothing is left to do or to say at the clock's present reading."""
        while True:
            self.jobs.wake()
            await self.jobs.idle()
            await self.outbox.idle()
            if not await self.outbox.poll():
                return
