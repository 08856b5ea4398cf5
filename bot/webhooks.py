"""POST /webhook/line and /webhook/telegram, with or without an office's key: verify, keep, answer 200; speak afterwards."""

import logging
from collections.abc import Mapping
from typing import Protocol

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels import Channel, Forged, Unreadable
from bot.inbox import Inbox
from bot.problems import named

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""Bytes of a webhook's body. LINE and Telegram send a few kilobytes; files come by reference."""


class _TooLong(Exception):
    pass


class HasInbox(Protocol):
    @property
    def inbox(self) -> Inbox: ...
    @property
    def channels(self) -> Mapping[str, Channel]: ...


def webhook_routes(tidtam: HasInbox) -> list[Route]:
    async def receive(request: Request) -> Response:
        channel = tidtam.channels.get(request.path_params["channel"])
        if channel is None:
            # Without a secret nothing can be trusted, so an unconfigured channel refuses like a forged request.
            return PlainTextResponse("not configured", 401)
        try:
            body = await _body(request)
            updates = channel.read(body, request.headers)
        except Forged:
            return PlainTextResponse("no valid signature", 401)
        except Unreadable:
            return PlainTextResponse("not readable", 400)
        except _TooLong:
            return PlainTextResponse("too large", 413)
        except ClientDisconnect:
            return Response(status_code=400)
        try:
            office = await tidtam.inbox.office_named(request.path_params.get("office"))
            if office is None:
                return PlainTextResponse("no such office", 404)
            await tidtam.inbox.receive(office, updates)
        except Exception as problem:
            # Not kept, so not 200: both platforms send it again.
            log.error("a webhook could not be kept: channel=%s: %s", channel.name, named(problem))
            return PlainTextResponse("not kept, please send again", 503)
        return PlainTextResponse("OK")

    return [
        Route("/webhook/{channel}", receive, methods=["POST"]),
        Route("/webhook/{channel}/{office}", receive, methods=["POST"]),
    ]


async def _body(request: Request) -> bytes:
    """The raw bytes that were signed. Raises `_TooLong` without reading to the end."""
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > LARGEST:
            raise _TooLong
        parts.append(part)
    return b"".join(parts)
