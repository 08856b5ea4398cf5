"""A LINE and a Telegram in a process of their own, which keep to the platforms' limits, scaled if asked."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.server import ROOT
from tests.doubles.line import LineDouble
from tests.doubles.serving import served
from tests.doubles.telegram import TelegramDouble


@dataclass(frozen=True, slots=True)
class Doubles:
    line_url: str
    telegram_url: str
    process: "subprocess.Popen[str]"

    def counts(self) -> dict[str, int]:
        """What reached how many until now, and how often somebody was too fast."""
        assert self.process.stdin and self.process.stdout
        print("counts", file=self.process.stdin, flush=True)
        found: dict[str, int] = json.loads(self.process.stdout.readline())
        return found


@contextmanager
def doubles(scale: float) -> Iterator[Doubles]:
    """Both, `scale` times as fast as the real ones allow."""
    command = [sys.executable, "-m", "bench.platform_doubles", str(scale)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdin
    try:
        line_url, telegram_url = json.loads(process.stdout.readline())
        yield Doubles(line_url, telegram_url, process)
    finally:
        process.stdin.close()
        process.wait()


async def _serve(line: LineDouble, telegram: TelegramDouble) -> None:
    async with served(line), served(telegram):
        print(json.dumps([line.url, telegram.url]), flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            found = {
                "line": len(line.received),
                "line_people": len(line.pushed),
                "line_429": line.calls["push"] - line.used,
                "telegram": len(telegram.received),
                "telegram_people": len({one.chat for one in telegram.received}),
                "telegram_429": telegram.flooded,
            }
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    factor = float(sys.argv[1])
    asyncio.run(
        _serve(LineDouble(a_second=2000 * factor, checking=False), TelegramDouble(a_second=30 * factor, checking=False))
    )
