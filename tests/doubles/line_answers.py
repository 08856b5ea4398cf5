"""How LINE answers a call: JSON, and a refusal as a message."""

from aiohttp import web

from tests.doubles.line_records import Json


def answered(status: int, body: Json) -> web.Response:
    return web.json_response(body, status=status)


def refused(status: int, message: str) -> web.Response:
    return answered(status, {"message": message})
