"""One warm pool of connections for all that a channel asks of its platform, and what its failures mean."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    InvalidURL,
)

from bot.channels import SendFailed, TooLarge

CONNECT = 5.0
"""Seconds; before a connection stands nothing has been said."""
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str]

    def said(self) -> Mapping[str, object]:
        """The JSON object that its body is; empty for any other body."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


class Wire:
    """Raises `SendFailed` where no answer came; any answer is the caller's to judge. No error names an address, for
    Telegram's carry its token."""

    def __init__(self, seconds: float = 20.0) -> None:
        """`seconds`: how long an answer may take, unless a request says otherwise."""
        self._seconds = seconds
        self._session: ClientSession | None = None

    async def start(self) -> None:
        self._session = ClientSession()

    async def stop(self) -> None:
        if self._session:
            await self._session.close()

    async def post(
        self, address: str, body: bytes | FormData, headers: Mapping[str, str], seconds: float | None = None
    ) -> Answer:
        return await self._ask("POST", address, headers, body, seconds, None)

    async def get(self, address: str, headers: Mapping[str, str], limit: int) -> Answer:
        """Raises `TooLarge` as soon as the body of a 200 is known to be longer than `limit` bytes."""
        return await self._ask("GET", address, headers, None, None, limit)

    async def ask(
        self, method: str, address: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:  # fmt: skip
        """Any other method."""
        return await self._ask(method, address, headers, body, None, None)

    async def _ask(
        self, method: str, address: str, headers: Mapping[str, str], body: bytes | FormData | None,
        seconds: float | None, limit: int | None,
    ) -> Answer:  # fmt: skip
        if self._session is None:
            raise RuntimeError("the channel was not started")
        timeout = ClientTimeout(total=seconds or self._seconds, sock_connect=min(CONNECT, self._seconds))
        try:
            async with self._session.request(
                method, address, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                content = await _read(response, limit if response.status == 200 else None)
                return Answer(response.status, content, response.headers)
        except (ClientError, TimeoutError) as problem:
            failed = _meaning(problem)
        raise failed  # outside the except, so that the trace does not carry the address along


async def _read(response: ClientResponse, limit: int | None) -> bytes:
    if limit is None:
        return await response.read()
    if (response.content_length or 0) > limit:
        raise TooLarge(f"{response.content_length} bytes")
    content = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        content += chunk
        if len(content) > limit:
            raise TooLarge(f"more than {limit} bytes")
    return bytes(content)


def _meaning(problem: Exception) -> SendFailed:
    kind = type(problem).__name__
    if isinstance(problem, InvalidURL):
        return SendFailed("the platform's address is not valid", permanent=True)
    if isinstance(problem, ClientConnectorError | ConnectionTimeoutError):
        return SendFailed(f"no connection ({kind})", permanent=False)
    return SendFailed(f"no answer ({kind})", permanent=False, unknown=True)
