"""The server's composition root: settings → store, channels, clock → an app with its lifespan."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import clock
from bot.channels import Channel
from bot.polling import Polling
from bot.running import Tidtam
from bot.settings import POLLING, Settings
from bot.webhooks import webhook_routes
from console.download import download_routes
from scheduler.timetable import Timetable
from storage import links
from storage.database import open_database
from storage.files import Files
from storage.links import Link


def create_app(settings: Settings) -> FastAPI:
    """Raises `storage.database.BadDatabase` when the database cannot be used."""
    database = open_database(settings.database_url)
    database.migrate()
    tidtam = Tidtam(database, Files(settings.files_dir), channels_of(settings), clock.now, settings.public_url)
    timetable = Timetable(tidtam.writer, clock.now, tidtam.wake)
    polling = _polling(settings, tidtam)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await tidtam.start()
        await timetable.start()
        if polling:
            await polling.start()
        yield
        if polling:
            await polling.stop()
        await timetable.stop()
        await tidtam.stop()

    async def find_link(token: str) -> Link | None:
        return await tidtam.writer.run(lambda connection: links.link(connection, token))

    app = FastAPI(title="Tidtam", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.router.routes.extend([*webhook_routes(tidtam), Route("/healthz", _healthz)])
    app.include_router(download_routes(find_link, tidtam.files, clock.now))
    return app


def channels_of(settings: Settings) -> Mapping[str, Channel]:
    """The channels that are configured. Each SDK is loaded only if it is needed."""
    channels: dict[str, Channel] = {}
    if settings.line:
        from bot.channels.line import LineChannel

        channels["line"] = LineChannel(
            settings.line_channel_secret,
            settings.line_channel_access_token,
            settings.line_channel_id,
            settings.line_api_url,
            settings.line_api_data_url,
        )
    if settings.telegram:
        from bot.channels.telegram import TelegramChannel

        channels["telegram"] = TelegramChannel(
            settings.telegram_bot_token,
            settings.telegram_webhook_secret,
            Files(settings.files_dir),
            settings.telegram_api_url,
        )
    return channels


def _polling(settings: Settings, tidtam: Tidtam) -> Polling | None:
    if not (settings.telegram and settings.telegram_mode == POLLING):
        return None
    from bot.channels.telegram import TelegramChannel

    channel = tidtam.channels["telegram"]
    assert isinstance(channel, TelegramChannel)
    return Polling(channel, tidtam.inbox)


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("OK")
