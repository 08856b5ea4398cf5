"""A double behind a port of loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from aiohttp import web

from tests.doubles.faults import Faults


class Double(Protocol):
    faults: Faults
    url: str

    async def answer(self, request: web.Request) -> web.StreamResponse: ...


@asynccontextmanager
async def served(double: Double, port: int = 0) -> AsyncIterator[str]:
    """Its address while it listens, kept in `double.url` too. Port 0: any free one."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", double.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    double.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield double.url
    finally:
        double.faults.close()
        await runner.cleanup()
