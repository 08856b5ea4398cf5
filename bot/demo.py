"""python -m bot demo: the try-out page on this machine alone."""

import asyncio
import logging
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from bot.listening import listening_at
from bot.tryout import TryOut
from console.tryout import tryout_routes

HOST = "127.0.0.1"
"""Never anything else: whoever opens the page is everybody in it."""
PORT = 8000


def demo_app(tryout: TryOut, *, fill: bool = False) -> FastAPI:
    """The try-out's pages; `fill` begins the reference year as soon as it runs."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await tryout.start()
        filling = asyncio.create_task(tryout.fill()) if fill else None
        yield
        if filling:
            filling.cancel()
        await tryout.stop()

    app = FastAPI(title="Tidtam", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(tryout_routes(tryout))
    return app


class TryOutServer(uvicorn.Server):
    """Lets the waiting pages go before it closes, so that it ends at once and without complaint."""

    def __init__(self, tryout: TryOut, *, fill: bool = False) -> None:
        app = demo_app(tryout, fill=fill)
        super().__init__(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5))
        self._tryout = tryout

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._tryout.close()
        await super().shutdown(sockets)


def run_demo(port: int | None, *, fill: bool) -> int:
    """Serve the try-out until it is stopped. `port` None: 8000, or a free one where that is taken."""
    logging.basicConfig(level=logging.WARNING)
    listening = listen(port)
    if listening is None:
        print(f"Port {port} is taken by another program: choose another with --port, or leave it out.")
        return 1
    with tempfile.TemporaryDirectory(prefix="tidtam-") as folder:
        server = TryOutServer(TryOut(Path(folder)), fill=fill)
        print(f"Tidtam's try-out: http://{HOST}:{listening.getsockname()[1]}   (Ctrl+C ends it)", flush=True)
        server.run(sockets=[listening])
    return 0


def listen(port: int | None) -> socket.socket | None:
    """A socket at `port` of this machine, 0 for any; None where it is taken. `port` None: 8000, or else any."""
    for wanted in (port,) if port is not None else (PORT, 0):
        with suppress(OSError):
            return listening_at(HOST, wanted)
    return None
