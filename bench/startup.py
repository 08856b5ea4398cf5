"""From exec to the first answer, on a database that is set up, and what is in memory by then."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.deployment import deploy
from bench.server import ROOT, serving
from bench.wire import free_port

LATER = ("typst", "lxml", "docx")
"""What only a report needs; lxml is what python-docx stands on."""


@dataclass(frozen=True, slots=True)
class Start:
    seconds: float
    megabytes: float
    loaded: tuple[str, ...]
    """What of `LATER` was there already."""


def starts(count: int) -> Sequence[Start]:
    """Raises `bench.server.NotServing`."""
    (ROOT / "out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "out") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'tidtam.db'}"
        deploy(url, folder, 1, ())
        return [_start(url, folder) for _ in range(count)]


def _start(url: str, folder: Path) -> Start:
    with serving(url, folder, free_port(), free_port()) as server:
        return Start(server.started_in, server.megabytes(), tuple(name for name in LATER if server.loaded(name)))
