"""The judge's hold on one of the two schedulers: it is told what to do, its messages are taken, and it can be killed."""

import asyncio
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from bench.chased_phones import Phone, Said
from bench.server import ROOT
from bot.channels import SendFailed


class Died(Exception):
    """The program has ended and nobody had told it to."""


class Program:
    """`bench.chased_scheduler` in a process of its own. It begins when it is first told to do something, and anew after
    it was killed."""

    def __init__(self, url: str, phones: Mapping[str, Phone], fault: str) -> None:
        self._command = (sys.executable, "-m", "bench.chased_scheduler", url, fault)
        self._phones = phones
        self._process: asyncio.subprocess.Process | None = None
        self.killed = 0
        """How often it has been."""
        self.doomed = False
        """Whether it is to be killed when the next message of its has been taken, and before it knows."""

    async def tick(self, at: datetime, race: asyncio.Barrier) -> None:
        """Tick, beginning what is due when all that are in the `race` know what is."""
        await self._do("tick", at, race)

    async def poll(self, at: datetime) -> None:
        """Send what waits."""
        await self._do("poll", at, asyncio.Barrier(1))

    async def tick_and_die(self, at: datetime, race: asyncio.Barrier, after: float) -> None:
        """Be killed `after` seconds of a tick, however far it has come."""
        ticking = asyncio.create_task(self.tick(at, race))
        await asyncio.wait([ticking], timeout=after)
        await self.kill()
        await race.abort()
        await asyncio.wait([ticking])
        if not isinstance(ticking.exception(), Died | None):
            await ticking

    async def kill(self) -> None:
        """kill -9."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            await process.wait()
            self.killed += 1

    async def end(self) -> None:
        """Returns when it has ended by itself, its line being closed."""
        if self._process is not None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            await self._process.wait()

    async def _do(self, what: str, at: datetime, race: asyncio.Barrier) -> None:
        if self._process is None:
            pipe = asyncio.subprocess.PIPE
            self._process = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe, cwd=ROOT)
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(_line({"do": what, "at": at.isoformat()}))
        while told := await process.stdout.readline():
            heard = json.loads(told)
            if "done" in heard:
                return
            answer = None
            if "due" in heard:
                with suppress(asyncio.BrokenBarrierError):  # the other one was killed
                    await race.wait()
            else:
                answer = self._said(Said(**heard["said"]))
                if self.doomed:
                    self.doomed = False
                    await self.kill()
                    return
            process.stdin.write(_line({"ask": heard["ask"], "answer": answer}))
        raise Died(f"{what} at {at}")

    def _said(self, said: Said) -> Mapping[str, object] | None:
        """Why the message was not taken: None where it was."""
        try:
            self._phones[said.channel].say(said)
        except SendFailed as failed:
            return {"reason": str(failed), **vars(failed)}
        return None


def _line(told: Mapping[str, object]) -> bytes:
    return (json.dumps(told) + "\n").encode()
