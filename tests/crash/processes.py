"""Real servers that are killed and started again."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from aiohttp import ClientError, ClientSession

from tests.crash.town import Town
from tests.doubles.line import LineDouble
from tests.doubles.telegram import TelegramDouble

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds for a server to come up."""


class Process:
    """One `serve`, on a port of its own; everything it says is in a file."""

    def __init__(self, town: Town, folder: Path, port: int, line: LineDouble, telegram: TelegramDouble) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.killed = 0
        self._offset = town.offset
        self._folder = folder
        self._log = folder / f"server-{port}.log"
        self._environment: Mapping[str, str] = {
            **os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": town.url, "FILES_DIR": str(folder / "files"),
            "PORT": str(port), "PUBLIC_URL": "https://bot.example", "LINE_CHANNEL_SECRET": line.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": line.access_token, "LINE_API_URL": line.url, "LINE_API_DATA_URL": line.url,
            "TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_WEBHOOK_SECRET": telegram.secret,
            "TELEGRAM_API_URL": telegram.url,
        }  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self, session: ClientSession) -> None:
        """Returns when it answers."""
        self._process = process = self._begun()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            try:
                async with session.get(f"{self.url}/healthz") as answer:
                    if answer.status == 200:
                        return
            except ClientError:
                await asyncio.sleep(0.02)
        raise AssertionError(self.said())

    def _begun(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.crash.serve_at", str(self._offset)]
        with self._log.open("ab") as log:
            return subprocess.Popen(command, cwd=self._folder, env=dict(self._environment), stdout=log, stderr=log)

    def kill(self) -> None:
        """At once, with nothing finished and nothing closed."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self.killed += 1

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(PATIENCE)

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-3000:]
