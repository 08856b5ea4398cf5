"""What we say, held against the published contracts; and a platform on loopback that answers what a test tells it to."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from aiohttp import web
from linebot.v3.messaging import PushMessageRequest, ReplyMessageRequest

from bot.channels import Delivery
from tests.doubles.contracts import LineContract, TelegramContract, have_contracts

T = TypeVar("T")
REQUESTS = {"reply": ReplyMessageRequest, "push": PushMessageRequest}


class LineBodies(LineContract):
    def check(self, delivery: Delivery) -> None:
        """The body, by LINE's contract, and once through LINE's own SDK, which drops what it does not know."""
        body = json.loads(json.dumps(delivery.body))
        self.check_request("post", f"/v2/bot/message/{delivery.method}", body)
        known = REQUESTS[delivery.method].from_dict(body).to_dict()
        assert known.pop("notificationDisabled") is False
        assert known == body


class TelegramBodies(TelegramContract):
    def check(self, delivery: Delivery) -> None:
        body = dict(delivery.body)
        for file in ("document", "photo"):
            if isinstance(body.get(file), dict):
                body[file] = b"the stored file itself"
        self.check_request(delivery.method, body)


@dataclass
class Platform:
    """What it is asked, and what it answers: (status, JSON or bytes, headers), "hang", or "drop"; then 200 {}."""

    answers: list[tuple[int, object, dict[str, str]] | str] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path, {k.lower(): v for k, v in request.headers.items()}, await request.read()))
        answer = self.answers.pop(0) if self.answers else (200, {}, {})
        if isinstance(answer, str):
            if answer == "hang":
                await self.closing.wait()
            assert request.transport
            request.transport.abort()
            return web.Response()
        status, body, headers = answer
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return web.Response(status=status, body=content, headers=headers)

    def bodies(self) -> list[dict[str, object]]:
        return [json.loads(body) for _, _, body in self.asked]


@asynccontextmanager
async def _played(*answers: tuple[int, object, dict[str, str]] | str) -> AsyncIterator[Platform]:
    platform = Platform(list(answers))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", platform.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    platform.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield platform
    finally:
        platform.closing.set()
        await runner.cleanup()


@pytest.fixture(scope="session")
def line_contract() -> LineBodies:
    return _if_there(LineBodies)


@pytest.fixture(scope="session")
def telegram_contract() -> TelegramBodies:
    return _if_there(TelegramBodies)


def _if_there(contract: Callable[[], T]) -> T:
    if not have_contracts():
        pytest.skip("the platforms' contracts are not here")
    return contract()


@pytest.fixture(scope="session")
def played() -> Callable[..., AbstractAsyncContextManager[Platform]]:
    """`async with played(answer, …) as platform`."""
    return _played
