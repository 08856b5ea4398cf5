"""TELEGRAM_MODE=polling: Telegram is asked for its updates, by a machine that it cannot reach, such as a laptop."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from bot.channels import SendFailed
from bot.inbox import Inbox
from bot.problems import named
from handlers.update import Update

log = logging.getLogger(__name__)

HELD = 50
"""Seconds for which Telegram holds a request when nothing waits."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries while Telegram or the database cannot be had."""
NO_OFFICE = 'There is not exactly one office, so nobody can be answered: python -m bot office add KEY --name "…"'
MENDS = {
    401: "the token is not valid: copy TELEGRAM_BOT_TOKEN from @BotFather once more",
    404: "the token is not valid: copy TELEGRAM_BOT_TOKEN from @BotFather once more",
    409: "another server asks for this bot too, or a webhook is set: stop that server, and run "
    "`python -m bot setup-channels` with TELEGRAM_MODE=polling, which takes the webhook away; or use a bot of its own",
}
"""What Telegram answers → what is to be done."""


class Polled(Protocol):
    async def updates(self, offset: int, seconds: int) -> Sequence[tuple[int, Update | None]]: ...


class Polling:
    """Asks, and hands each update to `inbox`. Telegram hears that it need not keep an update any longer only after what
    it led to is committed, so whatever happens in between, it comes again and is noted as seen."""

    def __init__(self, channel: Polled, inbox: Inbox, *, held: int = HELD, pause: float = 1.0) -> None:
        """`pause`: seconds before the second try after a failure; twice as many before each further one."""
        self._channel = channel
        self._inbox = inbox
        self._held = held
        self._pause = pause
        self._asking: asyncio.Task[Sequence[tuple[int, Update | None]]] | None = None
        self._running: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        self._running = asyncio.create_task(self._forever())

    async def stop(self) -> None:
        """What has come in is answered; nothing more is asked for."""
        self._stopping.set()
        if self._asking:
            self._asking.cancel()
        if self._running:
            await self._running

    async def _forever(self) -> None:
        offset = failures = 0
        while not self._stopping.is_set():
            try:
                # Numbers may begin anew, lower, after a quiet week (#update): an offset serves once, to confirm.
                offset = await self._answer(offset)
                failures = 0
            except asyncio.CancelledError:
                if not self._stopping.is_set():
                    raise
            except SendFailed as failed:
                log.warning("Telegram gives no updates: %s%s", failed, _mend(failed))
                failures += 1
                await self._wait(failed.retry_after or self._pause * 2.0**failures)
            except Exception as problem:  # the database cannot write: unconfirmed, it comes again
                log.error("an update could not be kept: channel=telegram: %s", named(problem))
                failures += 1
                await self._wait(self._pause * 2.0**failures)

    async def _answer(self, offset: int) -> int:
        """Answer everything that waits, one after another; the offset that confirms it, 0 where nothing waited."""
        office = await self._inbox.office_named(None)
        if office is None:
            log.error(NO_OFFICE)
            await self._wait(LONGEST_PAUSE)
            return 0
        self._asking = asyncio.create_task(self._channel.updates(offset, self._held))
        found = await self._asking
        for number, update in found:
            if update is not None:
                await self._inbox.receive(office, [update])
            offset = number + 1
        return offset if found else 0

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), min(seconds, LONGEST_PAUSE))


def _mend(failed: SendFailed) -> str:
    return f". {mend[0].upper()}{mend[1:]}" if (mend := MENDS.get(failed.status)) else ""
