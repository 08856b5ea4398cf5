"""Calls of the Messaging API, as a test makes them by hand."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from tests.doubles.line import LineDouble
from tests.doubles.line_people import user_id
from tests.doubles.serving import served

SOMEBODY = user_id(7)
HELLO = [{"type": "text", "text": "สวัสดีค่ะ"}]


class Caller:
    def __init__(self, line: LineDouble, session: ClientSession) -> None:
        self._line = line
        self._session = session

    async def __call__(
        self, path: str, body: object = None, verb: str = "POST", content_type: str = "image/png", **headers: str
    ) -> tuple[int, Any]:
        """`content_type`: of a body of bytes; any other is JSON."""
        own = {"Authorization": f"Bearer {self._line.access_token}", **headers}
        address = f"{self._line.url}/v2/bot/{path}"
        if isinstance(body, bytes):
            own["Content-Type"] = content_type
        given: Any = {"data": body} if isinstance(body, bytes) else {"json": body}
        async with self._session.request(verb, address, headers=own, **given) as response:
            found = await response.read()
            return response.status, json.loads(found) if response.content_type == "application/json" else found


def played(line: LineDouble, doing: Callable[[Caller], Awaitable[None]], patience: float = 30.0) -> None:
    """`patience`: seconds that an answer may take."""

    async def run() -> None:
        async with served(line), ClientSession(timeout=ClientTimeout(total=patience)) as session:
            await doing(Caller(line, session))

    asyncio.run(run())
