"""The only reader of the environment: a .env file, NAME_FILE for secrets, and one clear line for what is wrong."""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

SECRETS = ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET")
DEFAULTS = {
    "DATABASE_URL": "sqlite:///tidtam.db",
    "PUBLIC_URL": "",
    "FILES_DIR": "files",
    "HOST": "127.0.0.1",
    "PORT": "8000",
    "LINE_CHANNEL_ID": "",
    "LINE_API_URL": "https://api.line.me",
    "LINE_API_DATA_URL": "https://api-data.line.me",
    "TELEGRAM_MODE": "webhook",
    "TELEGRAM_API_URL": "https://api.telegram.org",
    **dict.fromkeys(SECRETS, ""),
}


WEBHOOK, POLLING = "webhook", "polling"
"""How Telegram's updates come: to our address, or asked for by us, which needs neither an address nor a secret."""

TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""core.telegram.org/bots/api#setwebhook"""


class BadSettings(Exception):
    """What is set does not fit together; the message names the setting and the mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    database_url: str = field(repr=False)
    """May hold a password."""
    public_url: str
    """Where people's browsers reach us, https, no slash at the end; empty while only the try-out runs."""
    files_dir: Path
    host: str
    port: int
    line_channel_secret: str = field(repr=False)
    line_channel_access_token: str = field(repr=False)
    line_channel_id: str
    line_api_url: str
    line_api_data_url: str
    telegram_bot_token: str = field(repr=False)
    telegram_webhook_secret: str = field(repr=False)
    telegram_mode: str
    """`WEBHOOK` or `POLLING`."""
    telegram_api_url: str

    @property
    def line(self) -> bool:
        """Whether LINE is to be served."""
        return bool(self.line_channel_secret)

    @property
    def telegram(self) -> bool:
        return bool(self.telegram_bot_token)


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """The settings, environment over .env over defaults. Raises `BadSettings` for half a configuration."""
    given = {
        **{k: v for k, v in dotenv_values(env_file).items() if v is not None},
        **(os.environ if environment is None else environment),
    }
    value = {name: _one(name, given, default).strip() for name, default in DEFAULTS.items()}
    _together(value)
    _on_disk(value["DATABASE_URL"])
    return Settings(
        database_url=value["DATABASE_URL"],
        public_url=_address("PUBLIC_URL", value["PUBLIC_URL"]),
        files_dir=Path(value["FILES_DIR"]),
        host=value["HOST"],
        port=_port(value["PORT"]),
        line_channel_secret=value["LINE_CHANNEL_SECRET"],
        line_channel_access_token=value["LINE_CHANNEL_ACCESS_TOKEN"],
        line_channel_id=value["LINE_CHANNEL_ID"],
        line_api_url=_address("LINE_API_URL", value["LINE_API_URL"]),
        line_api_data_url=_address("LINE_API_DATA_URL", value["LINE_API_DATA_URL"]),
        telegram_bot_token=value["TELEGRAM_BOT_TOKEN"],
        telegram_webhook_secret=value["TELEGRAM_WEBHOOK_SECRET"],
        telegram_mode=value["TELEGRAM_MODE"],
        telegram_api_url=_address("TELEGRAM_API_URL", value["TELEGRAM_API_URL"]),
    )


def _one(name: str, given: Mapping[str, str], default: str) -> str:
    """NAME, or the contents of the file that NAME_FILE names (Docker and systemd hand over secrets so)."""
    path = given.get(f"{name}_FILE")
    if not path:
        return given.get(name) or default
    if given.get(name):
        raise BadSettings(f"{name} and {name}_FILE are both set: keep one of them")
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadSettings(f"{name}_FILE: cannot read {path}: {problem}") from problem


def _together(value: Mapping[str, str]) -> None:
    """Half a configuration is worse than none: say which half is missing."""
    token = value["LINE_CHANNEL_ACCESS_TOKEN"] or value["LINE_CHANNEL_ID"]
    if value["LINE_CHANNEL_SECRET"] and not token:
        raise BadSettings(
            "LINE_CHANNEL_ACCESS_TOKEN is missing: LINE_CHANNEL_SECRET is set, so set the token too, "
            "or LINE_CHANNEL_ID for short-lived tokens (LINE Developers console, Messaging API)"
        )
    if token and not value["LINE_CHANNEL_SECRET"]:
        raise BadSettings("LINE_CHANNEL_SECRET is missing: without it no webhook of LINE can be trusted")
    if value["TELEGRAM_MODE"] not in (WEBHOOK, POLLING):
        raise BadSettings(f"TELEGRAM_MODE must be {WEBHOOK} or {POLLING}, not {value['TELEGRAM_MODE']!r}")
    if value["TELEGRAM_BOT_TOKEN"] and not value["TELEGRAM_WEBHOOK_SECRET"] and value["TELEGRAM_MODE"] == WEBHOOK:
        raise BadSettings(
            "TELEGRAM_WEBHOOK_SECRET is missing: choose 32 or more of A-Z a-z 0-9 _ -, "
            "or set TELEGRAM_MODE=polling on a machine without a public address"
        )
    if value["TELEGRAM_WEBHOOK_SECRET"] and not TELEGRAM_SECRET.fullmatch(value["TELEGRAM_WEBHOOK_SECRET"]):
        raise BadSettings("TELEGRAM_WEBHOOK_SECRET may hold only A-Z a-z 0-9 _ -, and at most 256 of them")
    if value["TELEGRAM_WEBHOOK_SECRET"] and not value["TELEGRAM_BOT_TOKEN"]:
        raise BadSettings("TELEGRAM_BOT_TOKEN is missing: TELEGRAM_WEBHOOK_SECRET is set, so set the bot's token too")


def _on_disk(url: str) -> None:
    """A database in memory would be gone with the command that made it. One folder may be missing above the file: it
    is made; a path that is wrong from further up is more likely a slip."""
    scheme, _, path = url.partition("://")
    if scheme.split("+")[0] != "sqlite":
        return
    path, _, query = path.partition("?")
    if path.strip("/") in ("", ":memory:"):
        raise BadSettings("DATABASE_URL names a database in memory, which keeps nothing: write sqlite:///tidtam.db")
    if query:
        raise BadSettings("DATABASE_URL: a sqlite address takes nothing after a ?: write sqlite:///tidtam.db")
    folder = Path(path.removeprefix("/")).parent
    if not folder.is_dir() and not folder.parent.is_dir():
        raise BadSettings(f"DATABASE_URL: there is no folder {folder}: make it, or name another")


def checked_folder(folder: Path) -> Path:
    """`folder`, made where it is missing, into which files can be written. Raises `BadSettings`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as problem:
        raise BadSettings(
            f"FILES_DIR: files cannot be kept in {folder} ({problem.strerror}): name a folder that can be written to"
        ) from problem


def _address(name: str, value: str) -> str:
    if value and not _is_web_address(value):
        raise BadSettings(f"{name} is no web address: write it as https://example.go.th")
    return value.rstrip("/")


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 <= int(value) <= 65535:
        raise BadSettings(f"PORT must be a number from 0 to 65535, not {value!r}")
    return int(value)
