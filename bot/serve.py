"""python -m bot serve: the real server."""

import logging
import sys

import uvicorn

from bot.app import create_app
from bot.settings import Settings


def run_server(settings: Settings) -> int:
    """Serve until stopped. Logs carry ids only, never what was said."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    app = create_app(settings)
    if not (settings.line or settings.telegram):
        print(
            "Neither LINE nor Telegram is configured, so nobody can write to the bot: see .env.example", file=sys.stderr
        )
    elif settings.line and not settings.public_url:
        print("PUBLIC_URL is not set, so reports cannot reach LINE: set it to your https address", file=sys.stderr)
    # Addresses of pages carry tokens, so no access log.
    uvicorn.run(app, host=settings.host, port=settings.port, access_log=False, log_level="warning")
    return 0
