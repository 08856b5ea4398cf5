"""One of the year's two schedulers: a program of its own that ticks and sends when it is told to, and dies when killed.

A line of JSON in: {"do": "tick" or "poll", "at": a moment}. A line out when that is done: {"done": true}. Meanwhile it
asks, {"ask": 7, …}, and is answered, {"ask": 7, "answer": …}: for every message that it sends {"said": a `Said`}, and the
answer is null or the `SendFailed` that says why it was not taken; in every tick, when it knows which
offices are due, {"due": true}, and it is answered when the other one knows that as well.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any, TypeVar

from bench.chased_faults import FAULTS
from bot.channels import Delivery, SendFailed
from bot.clock import MovableClock
from bot.outbox import Outbox
from bot.pacing import Paces
from dialogue.messages import Message
from handlers.update import Update
from measures.calendar import BANGKOK
from scheduler.still_wanted import still_wanted
from scheduler.timetable import Timetable
from storage import looks
from storage.database import Database, open_database
from storage.writer import Work, Writer

T = TypeVar("T")


class Line:
    """The line to whoever told us to tick; it has the phones."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._numbers = count()

    async def ask(self, **asked: object) -> Any:
        number, answer = next(self._numbers), asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self.tell(ask=number, **asked)
        return await answer

    def tell(self, **told: object) -> None:
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    def answered(self, number: int, answer: Any) -> None:
        self._waiting.pop(number).set_result(answer)


class Racing(Writer):
    """Lets a tick go on from what it has found due only when the other one's has found it too, so that both do it."""

    def __init__(self, database: Database, line: Line) -> None:
        super().__init__(database)
        self._line = line
        self.begins = False
        """True where a tick is about to ask what is due."""

    async def run(self, work: Work[T]) -> T:
        found = await super().run(work)
        if self.begins:
            self.begins = False
            await self._line.ask(due=True)
        return found


class Pipe:
    """A channel to a phone at the other end of the line."""

    def __init__(self, name: str, line: Line) -> None:
        self.name = name
        self._line = line

    def read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        return []

    def render(self, chat_id: str, messages: Sequence[Message], reply_token: str) -> Sequence[Delivery]:
        text = "\n\n".join(message.text for message in messages)
        buttons = [button.data for message in messages for button in message.buttons]
        return [Delivery("push", {"chat": chat_id, "text": text, "buttons": buttons})]

    async def say(self, delivery: Delivery, key: str) -> None:
        if failed := await self._line.ask(said={"channel": self.name, "key": key, **delivery.body}):
            raise SendFailed(**failed)

    async def fetch(self, file_ref: str, limit: int) -> bytes:
        raise NotImplementedError

    async def busy(self, chat_id: str) -> float:
        return 60.0

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


async def main(url: str) -> None:
    """Serve until the line is closed."""
    database, line = open_database(url), Line()
    clock = MovableClock(datetime(2024, 1, 1, tzinfo=BANGKOK))
    writer = Racing(database, line)
    writer.start()
    phones = {name: Pipe(name, line) for name in ("line", "telegram")}
    outbox = Outbox(writer, phones, clock, still_wanted, Paces({}))
    timetable = Timetable(writer, clock, lambda: None)
    await writer.run(looks.everywhere)  # as every program does that has just begun

    async def do(what: str) -> None:
        if what == "tick":
            writer.begins = True
            await timetable.tick()
        else:
            await outbox.poll()
            await outbox.idle()
        line.tell(done=True)

    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    doing: set[asyncio.Task[None]] = set()
    while told := await reader.readline():
        heard = json.loads(told)
        if "ask" in heard:
            line.answered(heard["ask"], heard["answer"])
        else:
            clock.move(datetime.fromisoformat(heard["at"]))
            task = asyncio.create_task(do(heard["do"]))
            doing.add(task)
            task.add_done_callback(doing.discard)
    writer.stop()
    database.close()


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # every lost answer of the year is a line in the log
    url, fault = sys.argv[1:]
    if fault:
        FAULTS[fault]()
    asyncio.run(main(url))
