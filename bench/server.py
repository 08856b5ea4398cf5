"""The real server as its own process, and what it costs by the kernel's count."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.deployment import SECRET, TOKEN

ROOT = Path(__file__).parents[1]
PATIENCE = 30.0
"""Seconds for the server to answer /healthz."""
_TICKS = os.sysconf("SC_CLK_TCK")


class NotServing(Exception):
    """The server has not come up; the message holds what it said."""


class Server:
    def __init__(self, process: "subprocess.Popen[bytes]", port: int, started_in: float) -> None:
        self.port = port
        self.started_in = started_in
        """Seconds from exec to the first 200 of /healthz."""
        self._process = process

    def cpu(self) -> float:
        """Seconds of processor time so far, in user code and in the kernel."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def megabytes(self) -> float:
        """Resident memory now."""
        line = next(line for line in self._proc("status").splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def loaded(self, library: str) -> bool:
        """Whether that compiled library is mapped into the process."""
        return f"/site-packages/{library}/" in self._proc("maps")

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text(encoding="utf-8")


@contextmanager
def serving(url: str, folder: Path, port: int, line_port: int) -> Iterator[Server]:
    """`python -m bot serve` on the database at `url`, speaking to LINE at `line_port`. Raises `NotServing`."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": url, "FILES_DIR": str(folder / "files"),
        "PORT": str(port), "PUBLIC_URL": "https://bench.invalid", "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN, "LINE_API_URL": f"http://127.0.0.1:{line_port}",
    }  # fmt: skip
    said = folder / "server.log"
    with said.open("wb") as log:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            _wait(process, port, said, begun)
            yield Server(process, port, time.perf_counter() - begun)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", port: int, said: Path, begun: float) -> None:
    while time.perf_counter() - begun < PATIENCE and process.poll() is None:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            asking.request("GET", "/healthz")
            if asking.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.005)
        finally:
            asking.close()
    raise NotServing(said.read_text(encoding="utf-8", errors="replace")[-2000:])
