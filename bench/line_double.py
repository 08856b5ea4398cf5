"""LINE's reply endpoint on the loopback: takes every message at once, and remembers when each reply token was used."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bench.wire import Incoming

_TOKEN = re.compile(rb'"replyToken": ?"([^"]*)"')
_TAKEN = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{"sentMessages":[]}'


@dataclass(slots=True)
class Heard:
    """What the bot has said so far."""

    replies: dict[bytes, float] = field(default_factory=dict)
    """Reply token → when it was used, by the performance counter; the first time only."""
    others: int = 0
    """Calls that are no first use of a reply token: pushes, and replies said twice."""
    something_new: asyncio.Event = field(default_factory=asyncio.Event)

    async def all_of(self, tokens: Set[bytes], patience: float) -> None:
        """Returns when each of `tokens` has been used. Raises TimeoutError after `patience` seconds."""
        async with asyncio.timeout(patience):
            while not self.replies.keys() >= tokens:
                self.something_new.clear()
                await self.something_new.wait()


class _Line(asyncio.Protocol):
    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._incoming = Incoming()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for head, body in self._incoming.take(data):
            token = _TOKEN.search(body)
            if b"/message/reply " in head and token and token.group(1) not in self._heard.replies:
                self._heard.replies[token.group(1)] = time.perf_counter()
            elif not head.startswith(b"GET "):  # who has joined is looked up, and here has no name
                self._heard.others += 1
            self._heard.something_new.set()
            self._transport.write(_TAKEN)


@asynccontextmanager
async def line_double(port: int) -> AsyncIterator[Heard]:
    heard = Heard()
    server = await asyncio.get_running_loop().create_server(lambda: _Line(heard), "127.0.0.1", port)
    try:
        yield heard
    finally:
        server.close()
