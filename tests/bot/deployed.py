"""The whole server on loopback between a LINE and a Telegram of its own, and the command line beside it."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from bot.__main__ import main
from bot.app import create_app
from bot.settings import read_settings
from tests.doubles.contracts import have_contracts
from tests.doubles.line import LineDouble
from tests.doubles.serving import served
from tests.doubles.telegram import TelegramDouble

OFFICE = ("office", "add", "takbai", "--name", "เทศบาลเมืองตากใบ")


@dataclass
class Deployed:
    line: LineDouble
    telegram: TelegramDouble
    public_url: str
    environment: dict[str, str]
    _screen: pytest.CaptureFixture[str]
    _patch: pytest.MonkeyPatch

    async def run(self, *words: str, **environment: str) -> tuple[int, list[str]]:
        """(exit code, the lines it printed or complained with) of `python -m bot …`; no secret may be among them."""
        with ExitStack() as stack:
            patch = stack.enter_context(self._patch.context())
            for name, value in {**self.environment, **environment}.items():
                patch.setenv(name, value) if value else patch.delenv(name, raising=False)
            code = await asyncio.to_thread(main, words)
        out, problem = self._screen.readouterr()
        for secret in (self.line.secret, self.line.access_token, self.telegram.token, self.telegram.secret):
            assert secret not in out + problem
        return code, (out + problem).splitlines()


def deployed(
    folder: Path, screen: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch,
    scene: Callable[[Deployed], Awaitable[None]], **settings: str,
) -> None:  # fmt: skip
    """Run `scene` beside a running server with one office and its plan."""
    if not have_contracts():
        pytest.skip("the platforms' contracts are not here")
    patch.chdir(folder)

    async def play() -> None:
        line, telegram = LineDouble("s3cret-of-line", "t0ken-of-line"), TelegramDouble()
        listening = socket.create_server(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with served(line), served(telegram):
            environment = {
                "DATABASE_URL": f"sqlite:///{folder / 'tidtam.db'}", "FILES_DIR": str(folder / "files"),
                "PUBLIC_URL": url, "LINE_CHANNEL_SECRET": line.secret, "LINE_CHANNEL_ACCESS_TOKEN": line.access_token,
                "LINE_API_URL": line.url, "LINE_API_DATA_URL": line.url, "TELEGRAM_BOT_TOKEN": telegram.token,
                "TELEGRAM_WEBHOOK_SECRET": telegram.secret, "TELEGRAM_API_URL": telegram.url, **settings,
            }  # fmt: skip
            there = Deployed(line, telegram, url, environment, screen, patch)
            assert (await there.run(*OFFICE))[0] == 0
            app = create_app(read_settings(environment, folder / ".env"))
            server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            try:
                await scene(there)
            finally:
                server.should_exit = True
                await serving
        assert line.mistakes == telegram.mistakes == []

    asyncio.run(play())
