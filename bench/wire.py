"""Just enough HTTP/1.1 to load a server from the same two cores that it runs on."""

import asyncio
import re
import socket
from collections.abc import Iterator

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_END = b"\r\n\r\n"


class Incoming:
    """Parts what arrives on one connection into messages. Every message names its length, or has no body."""

    def __init__(self) -> None:
        self._waiting = b""

    def take(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """(head, body) of each message that is now complete."""
        self._waiting += data
        while (end := self._waiting.find(_END)) >= 0:
            head = self._waiting[:end]
            named = _LENGTH.search(head)
            until = end + len(_END) + (int(named.group(1)) if named else 0)
            if len(self._waiting) < until:
                return
            body, self._waiting = self._waiting[end + len(_END) : until], self._waiting[until:]
            yield head, body


class Connection(asyncio.Protocol):
    """A kept-alive connection to the bot; one request at a time."""

    def __init__(self) -> None:
        self._incoming = Incoming()
        self._answer: asyncio.Future[int] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        for head, _ in self._incoming.take(data):
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(int(head[9:12]))

    def connection_lost(self, problem: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(problem or ConnectionError("the server closed the connection"))

    def close(self) -> None:
        self._transport.close()

    async def ask(self, request: bytes) -> int:
        """Send `request`; the status of its answer. Raises ConnectionError when the server goes away."""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer


async def connect(port: int) -> Connection:
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
