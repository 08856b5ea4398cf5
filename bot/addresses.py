"""Where LINE and Telegram are told to write to."""

from urllib.parse import urlsplit

from bot.opened import Refused, chosen_office
from bot.settings import Settings
from storage import offices
from storage.database import Connection

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def webhook_address(settings: Settings, connection: Connection, channel: str, office_key: str) -> str:
    """Under PUBLIC_URL; with the office's key where one is named. Raises `Refused` where it cannot be told."""
    if mend := wrong_public_url(settings.public_url):
        raise Refused(mend)
    address = f"{settings.public_url}/webhook/{channel}"
    if not office_key and len(offices.offices(connection)) < 2:
        return address
    return f"{address}/{chosen_office(connection, office_key).key}"


def wrong_public_url(url: str) -> str:
    """What is wrong with PUBLIC_URL and how to mend it; empty for a good one. http is good for a trial on one machine."""
    if not url:
        return "PUBLIC_URL is missing: set it to the https address under which this server is reached"
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        return f"PUBLIC_URL must begin with https, not {parts.scheme}: LINE and Telegram write to nothing else"
    return ""
