"""The platforms as their published contracts describe them, and a server on loopback that plays them."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import web
from jsonschema import Draft202012Validator
from linebot.v3.messaging import PushMessageRequest, ReplyMessageRequest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.channels import Delivery

CONTRACTS = Path(__file__).parents[3] / "shared" / "contracts"
SDK = {"ReplyMessageRequest": ReplyMessageRequest, "PushMessageRequest": PushMessageRequest}


def _contract(name: str) -> dict[str, object]:
    path = CONTRACTS / name
    if not path.exists():
        if os.environ.get("REQUIRE_CONTRACTS") == "1":
            pytest.fail(f"the contract {name} is missing")
        pytest.skip("the platforms' contracts are not here")
    return cast(dict[str, object], json.loads(path.read_text(encoding="utf-8")))


class LineContract:
    def __init__(self) -> None:
        resources = [
            (f"urn:{name}", Resource.from_contents(_contract(f"line-{name}.strict.json"), DRAFT202012))
            for name in ("messaging-api", "webhook")
        ]
        self._registry: Registry[bool | Mapping[str, Any]] = Registry().with_resources(resources)

    def check_webhook(self, body: object) -> None:
        self._check("urn:webhook", "CallbackRequest", body)

    def check(self, delivery: Delivery) -> None:
        """The body, by LINE's contract, and once through LINE's own SDK, which drops what it does not know."""
        name = {"reply": "ReplyMessageRequest", "push": "PushMessageRequest"}[delivery.method]
        body = json.loads(json.dumps(delivery.body))
        self._check("urn:messaging-api", name, body)
        known = SDK[name].from_dict(body).to_dict()
        assert known.pop("notificationDisabled") is False
        assert known == body

    def _check(self, contract: str, schema: str, body: object) -> None:
        reference = {"$ref": f"{contract}#/components/schemas/{schema}"}
        Draft202012Validator(reference, registry=self._registry).validate(body)


class TelegramContract:
    """Checks names, required ones, and the limits that the descriptions state."""

    def __init__(self) -> None:
        self._spec = cast(dict[str, dict[str, dict[str, list[dict[str, object]]]]], _contract("telegram-bot-api.json"))

    def check(self, delivery: Delivery) -> None:
        self._fields(self._spec["methods"][delivery.method]["fields"], delivery.body)

    def _fields(self, fields: Sequence[Mapping[str, object]], body: Mapping[str, object]) -> None:
        known = {str(f["name"]): f for f in fields}
        assert set(body) <= set(known)
        assert {name for name, f in known.items() if f["required"]} <= set(body)
        for name, value in body.items():
            self._value(known[name], value)

    def _value(self, described: Mapping[str, object], value: object) -> None:
        limit = re.search(r"(\d+)-(\d+) (characters|bytes)", str(described["description"]))
        if limit and isinstance(value, str):
            length = len(value.encode()) if limit[3] == "bytes" else len(value.encode("utf-16-le")) // 2
            assert int(limit[1]) <= length <= int(limit[2])
            assert value.strip()
        kind = cast(list[str], described["types"])[0].removeprefix("Array of ").removeprefix("Array of ")
        if kind in self._spec["types"] and kind != "InputFile":
            for one in _objects(value):
                self._fields(self._spec["types"][kind]["fields"], one)


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
    else:
        yield cast(Mapping[str, object], value)


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
def line_contract() -> LineContract:
    return LineContract()


@pytest.fixture(scope="session")
def telegram_contract() -> TelegramContract:
    return TelegramContract()


@pytest.fixture(scope="session")
def played() -> Callable[..., AbstractAsyncContextManager[Platform]]:
    """`async with played(answer, …) as platform`."""
    return _played
