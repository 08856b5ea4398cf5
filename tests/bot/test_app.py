"""The server as it is put together: it starts, says that it lives, and stops; the try-out is this machine's alone."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.app import channels_of, create_app
from bot.demo import listen
from bot.settings import Settings, read_settings
from storage.database import BadDatabase

ROOT = Path(__file__).parents[2]


def settings(folder: Path, **more: str) -> Settings:
    environment = {"DATABASE_URL": f"sqlite:///{folder / 'tidtam.db'}", "FILES_DIR": str(folder / "files"), **more}
    return read_settings(environment, folder / ".env")


def test_it_starts_says_that_it_lives_and_stops(tmp_path: Path) -> None:
    async def scene() -> tuple[int, int]:
        app = create_app(settings(tmp_path))
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.example")
        async with app.router.lifespan_context(app), client:
            alive = await client.get("/healthz")
            hidden = await client.get("/openapi.json")
        return alive.status_code, hidden.status_code

    assert asyncio.run(scene()) == (200, 404)


def test_only_the_platforms_that_are_configured_are_served(tmp_path: Path) -> None:
    assert dict(channels_of(settings(tmp_path))) == {}
    line = {"LINE_CHANNEL_SECRET": "s", "LINE_CHANNEL_ACCESS_TOKEN": "t"}
    telegram = {"TELEGRAM_BOT_TOKEN": "1:t", "TELEGRAM_WEBHOOK_SECRET": "s"}
    assert list(channels_of(settings(tmp_path, **line))) == ["line"]
    assert list(channels_of(settings(tmp_path, **line, **telegram))) == ["line", "telegram"]


def test_a_database_that_cannot_be_opened_is_told_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(BadDatabase, match="DATABASE_URL"):
        create_app(settings(tmp_path, DATABASE_URL="sqlite:////proc/no/tidtam.db"))


def test_the_try_out_can_be_reached_from_this_machine_only() -> None:
    listening = listen(0)
    assert listening is not None
    with listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_not_taken_twice() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert listen(taken.getsockname()[1]) is None


def test_what_writes_documents_is_no_part_of_starting_up() -> None:
    heavy = "{'typst', 'docx', 'lxml', 'openpyxl', 'PIL'}"
    asked = f"import sys, bot.app, bot.channels.line, bot.channels.telegram; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.strip() == "set()"
