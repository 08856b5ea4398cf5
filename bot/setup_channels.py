"""python -m bot setup-channels: LINE and Telegram are told our addresses and menus. Doing it again changes nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot import command_menu, rich_menu
from bot.addresses import webhook_address
from bot.app import channels_of
from bot.channels import SendFailed
from bot.channels.line import LineChannel
from bot.channels.telegram import ALLOWED_UPDATES, TelegramChannel
from bot.findings import Finding
from bot.line_webhook import REFUSED as LINE_REFUSED
from bot.line_webhook import USE_WEBHOOK, line_webhook, tested
from bot.opened import Refused, opened
from bot.settings import POLLING, Settings
from handlers.commands import EVERYONE, REPORTERS
from storage import offices, people
from storage.database import Connection
from storage.office_store import OfficeStore

TELEGRAM_REFUSED = "check TELEGRAM_BOT_TOKEN and PUBLIC_URL; the address needs port 443, 80, 88 or 8443"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the platforms are to be told; an address is empty where the channel has none."""

    line: str
    telegram: str
    officers: tuple[tuple[int, frozenset[str]], ...]
    """Telegram chat, roles."""


def setup_channels(settings: Settings, office_key: str) -> list[Finding]:
    """What was done. Raises `Refused` where there is nothing to set up, or no address to tell."""
    if not (settings.line or settings.telegram):
        raise Refused("Neither LINE nor Telegram is configured: see .env.example and docs/connect.md")
    with opened(settings.database_url) as connection:
        wanted = _wanted(settings, connection, office_key)
    return asyncio.run(_set_up(settings, wanted))


def _wanted(settings: Settings, connection: Connection, office_key: str) -> Wanted:
    def address(channel: str, needed: bool) -> str:
        return webhook_address(settings, connection, channel, office_key) if needed else ""

    asked = settings.telegram and settings.telegram_mode != POLLING
    officers = list[tuple[int, frozenset[str]]]()
    for office in offices.offices(connection):
        store = OfficeStore(connection, office.id)
        places = people.places(store)
        for person in people.people(store):
            if person.roles & (EVERYONE - REPORTERS):
                chats = [p.chat_id for p in places.get(person.id, ()) if p.channel == "telegram"]
                officers.extend((int(chat), person.roles) for chat in chats)
    return Wanted(address("line", settings.line), address("telegram", asked), tuple(officers))


async def _set_up(settings: Settings, wanted: Wanted) -> list[Finding]:
    found: list[Finding] = []
    for channel in channels_of(settings).values():
        await channel.start()
        try:
            if isinstance(channel, LineChannel):
                found += await _line(channel, wanted)
            elif isinstance(channel, TelegramChannel):
                found += await _telegram(channel, wanted, settings)
        finally:
            await channel.stop()
    return found


async def _line(line: LineChannel, wanted: Wanted) -> list[Finding]:
    address = wanted.line

    async def webhook() -> str:
        if (await line_webhook(line)).get("endpoint") == address:
            return f"the webhook is {address} already"
        await line.ask("PUT", "channel/webhook/endpoint", {"endpoint": address})
        return f"the webhook is set to {address}"

    done = [await _done("LINE", LINE_REFUSED, webhook)]
    if done[0].good and not (await line_webhook(line)).get("active"):
        done.append(Finding(False, "LINE: Use webhook is off", USE_WEBHOOK))
    return [*done, await tested(line, address), await _done("LINE", LINE_REFUSED, lambda: rich_menu.put(line))]


async def _telegram(telegram: TelegramChannel, wanted: Wanted, settings: Settings) -> list[Finding]:
    async def webhook() -> str:
        if settings.telegram_mode == POLLING:
            await telegram.call("deleteWebhook", {})
            return "there is no webhook: the server asks (TELEGRAM_MODE=polling)"
        secret, updates = settings.telegram_webhook_secret, list(ALLOWED_UPDATES)
        # Always, for nobody can ask Telegram which secret it has.
        body = {"url": wanted.telegram, "secret_token": secret, "allowed_updates": updates}
        await telegram.call("setWebhook", body)
        return f"the webhook is set to {wanted.telegram}"

    return [
        await _done("Telegram", TELEGRAM_REFUSED, webhook),
        await _done("Telegram", TELEGRAM_REFUSED, lambda: command_menu.put(telegram, wanted.officers)),
    ]


async def _done(platform: str, mend: str, step: Callable[[], Awaitable[str]]) -> Finding:
    """What `step` did; one that fails does not keep the others from being tried."""
    try:
        return Finding(True, f"{platform}: {await step()}")
    except SendFailed as failed:
        return Finding(False, f"{platform}: {failed}", mend)
