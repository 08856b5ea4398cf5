"""python -m bot serve: the real server."""

import logging
import socket
import sys
from contextlib import suppress

import uvicorn

from bot.app import create_app
from bot.listening import listening_at
from bot.settings import BadSettings, Settings, checked_folder


def run_server(settings: Settings) -> int:
    """Serve until stopped. Logs carry ids only, never what was said."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    checked_folder(settings.files_dir)
    listening = _listening(settings)
    try:
        app = create_app(settings)
    except BaseException:
        listening.close()
        raise
    if not (settings.line or settings.telegram):
        print(
            "Neither LINE nor Telegram is configured, so nobody can write to the bot: see .env.example", file=sys.stderr
        )
    elif settings.line and not settings.public_url:
        print("PUBLIC_URL is not set, so reports cannot reach LINE: set it to your https address", file=sys.stderr)
    # Addresses of pages carry tokens, so no access log.
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
    with suppress(KeyboardInterrupt):  # Ctrl+C, which the server has heeded before it is raised again
        server.run(sockets=[listening])
    return 0 if server.started else 1


def _listening(settings: Settings) -> socket.socket:
    """The server's socket, taken before anything starts. Raises `BadSettings`."""
    try:
        return listening_at(settings.host, settings.port)
    except (socket.gaierror, UnicodeError) as problem:
        raise BadSettings(f"HOST: {settings.host!r} is no address: write 127.0.0.1 or 0.0.0.0") from problem
    except OSError as problem:
        raise BadSettings(
            f"HOST, PORT: cannot listen at {settings.host}:{settings.port} ({problem.strerror}): choose a PORT that is "
            "free, and a HOST of this machine"
        ) from problem
