"""python -m bot doctor: what this deployment needs, checked one by one; every ✗ comes with its mend. No secret is shown."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.addresses import webhook_address, wrong_public_url
from bot.app import channels_of
from bot.channels import SendFailed
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.wire import Wire
from bot.findings import Finding
from bot.line_checks import line_findings
from bot.opened import Refused, opened
from bot.settings import POLLING, Settings
from bot.telegram_checks import telegram_findings
from storage import offices, plans
from storage.database import BadDatabase
from storage.office_store import OfficeStore

MEGABYTE = 1024 * 1024
ROOM = 500 * MEGABYTE
"""Free bytes that a year of evidence and a backup want."""
SKEW = 30.0
"""Seconds that our clock may differ; a reply token of LINE's lives for 60."""


def examined(settings: Settings, office_key: str, now: datetime) -> list[Finding]:
    """Every finding, the platforms' last."""
    found = [*_database(settings), *_files(settings)]
    if not (settings.line or settings.telegram):
        mend = "fill in .env as docs/connect.md says; without, only the try-out (make run) works"
        return [*found, Finding(False, "neither LINE nor Telegram is configured", mend)]
    return [*found, *asyncio.run(_outside(settings, _addresses(settings, office_key), now))]


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        with opened(settings.database_url) as connection:
            known = offices.offices(connection)
            years = {o.key: sorted(plans.fiscal_years(OfficeStore(connection, o.id))) for o in known}
    except BadDatabase as problem:
        yield Finding(False, "the database cannot be used", str(problem))
        return
    yield Finding(True, "the database is there, its schema up to date")
    if not known:
        yield Finding(False, "there is no office", 'python -m bot office add takbai --name "เทศบาลเมืองตากใบ"')
    for key, of_office in years.items():
        told = f"office {key}: plans of {', '.join(map(str, of_office)) or 'no year'}"
        yield Finding(bool(of_office), told, f"python -m bot plan load FILE --office {key}")


def _files(settings: Settings) -> Iterator[Finding]:
    folder = settings.files_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        mend = "make the folder of FILES_DIR writable for the user that runs the server"
        yield Finding(False, f"{_named(folder)} cannot be written: {problem.strerror}", mend)
        return
    yield Finding(True, f"{_named(folder)} can be written")
    mend = "free some space, or move FILES_DIR and DATABASE_URL to a larger disk"
    yield Finding(free >= ROOM, f"{free // MEGABYTE:,} MB are free on the disk", mend)


def _named(folder: Path) -> str:
    return f"the folder of evidence and documents ({folder})"


def _addresses(settings: Settings, office_key: str) -> dict[str, str]:
    """Channel → the webhook's address; none where PUBLIC_URL or the office is not there, which is found elsewhere."""
    found = {}
    for channel in ("line", "telegram"):
        try:
            with opened(settings.database_url) as connection:
                found[channel] = webhook_address(settings, connection, channel, office_key)
        except (Refused, BadDatabase):
            found[channel] = ""
    return found


async def _outside(settings: Settings, addresses: dict[str, str], now: datetime) -> list[Finding]:
    wire, found = Wire(10.0), list[Finding]()
    await wire.start()
    try:
        if settings.line or settings.telegram_mode != POLLING:
            found.append(await _public(settings, wire))
        host = settings.telegram_api_url if settings.telegram else settings.line_api_url
        found.extend(await _clock(wire, host, now))
    finally:
        await wire.stop()
    for channel in channels_of(settings).values():
        await channel.start()
        try:
            if isinstance(channel, LineChannel):
                found += await line_findings(channel, addresses["line"])
            elif isinstance(channel, TelegramChannel):
                found += await telegram_findings(channel, addresses["telegram"], settings.telegram_mode, now)
        finally:
            await channel.stop()
    return found


async def _public(settings: Settings, wire: Wire) -> Finding:
    """Whether our own server answers under PUBLIC_URL."""
    url = settings.public_url
    if mend := wrong_public_url(url):
        return Finding(False, f"PUBLIC_URL is {url or 'not set'}", mend)
    try:
        answer = await wire.ask("GET", f"{url}/healthz", {})
    except SendFailed as failed:
        mend = (
            "start `python -m bot serve`, and see that the reverse proxy, its certificate and the name's DNS are right"
        )
        return Finding(False, f"{url} is not reached from here: {failed}", mend)
    good = answer.status == 200 and answer.body == b"OK"
    mend = "let the reverse proxy hand every path to HOST:PORT unchanged"
    return Finding(good, f"{url}/healthz answers {answer.status}{'' if good else ', not as our server does'}", mend)


async def _clock(wire: Wire, host: str, now: datetime) -> list[Finding]:
    """Our clock against the platform's; nothing where that cannot be told, which other findings say."""
    try:
        there = parsedate_to_datetime((await wire.ask("GET", host, {})).headers["Date"])
    except (SendFailed, KeyError, ValueError):
        return []
    skew = (now - there).total_seconds()
    mend = "set the clock by NTP: timedatectl set-ntp true"
    return [Finding(abs(skew) <= SKEW, f"the clock is {abs(skew):.0f} s {'ahead' if skew > 0 else 'behind'}", mend)]
