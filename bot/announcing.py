"""Whoever waits for a report, a picture or a file sees at once that it is being worked on."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress

from bot.channels import Channel
from bot.jobs import Work
from bot.problems import named
from storage.jobs import Job

log = logging.getLogger(__name__)

EARLY = 0.9
"""It is shown again a little before it ends."""


def announced(work: Work, channels: Mapping[str, Channel]) -> Work:
    """`work`, during which the chat that asked for it is shown that something takes a moment. What becomes of the
    showing never matters to the work."""

    async def do(job: Job) -> None:
        showing = asyncio.create_task(_show(job, channels))
        try:
            await work(job)
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing

    return do


async def _show(job: Job, channels: Mapping[str, Channel]) -> None:
    """Nothing for a job that nobody asked for in a chat."""
    channel, chat_id = channels.get(str(job.payload.get("channel", ""))), str(job.payload.get("chat_id", ""))
    try:
        while channel and chat_id:
            ends_in = await channel.busy(chat_id)
            await asyncio.sleep(EARLY * ends_in)
    except Exception as problem:
        log.debug("it could not be shown that a job is being done: job=%s: %s", job.id, named(problem))
