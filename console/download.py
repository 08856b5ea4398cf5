"""The page a report is fetched from. Chat apps look at links by GET, so a GET shows the page and only a POST the file;
but a picture that was drawn to be shown in a chat is given by GET, to whoever has its link."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from console.file_response import file_response, picture_type
from console.pages import page
from console.security import SecureRoute
from console.static_files import static_routes
from console.thai_text import clock_text, size_text
from storage.files import Files
from storage.links import Link

SHOWN = ("image/png", "image/jpeg")
"""What LINE shows by its address (#image-message)."""
EXPIRED = "expired"
UNKNOWN = "unknown"
LOST = "lost"
"""The link is good, yet the store no longer has the file."""


def download_routes(
    find: Callable[[str], Awaitable[Link | None]], files: Files, clock: Callable[[], datetime]
) -> APIRouter:
    """GET /r/{token} and POST /r/{token}/{number}, the files of the link counted from 1; GET /p/{token}.png for a link
    that leads to one picture and nothing else."""
    routes = APIRouter(route_class=SecureRoute, include_in_schema=False)
    routes.include_router(static_routes())

    async def good_link(request: Request, token: str) -> Link | Response:
        """The link of `token`, or the page that says why there is none."""
        link = await find(token)
        if link is None:
            return refused(request, UNKNOWN, 404)
        return link if clock() < link.expires_at else refused(request, EXPIRED, 410)

    @routes.get("/r/{token}")
    async def show(request: Request, token: str) -> Response:
        link = await good_link(request, token)
        if isinstance(link, Response):
            return link
        shown = [(number, file.name, size_text(file.size)) for number, file in enumerate(link.files, 1)]
        until = clock_text(link.expires_at)
        return page("download.html", root=_root(request), token=token, title=link.title, files=shown, until=until)

    @routes.post("/r/{token}/{number:int}")
    async def give(request: Request, token: str, number: int) -> Response:
        link = await good_link(request, token)
        if isinstance(link, Response):
            return link
        if not 1 <= number <= len(link.files):
            return refused(request, UNKNOWN, 404)
        file = link.files[number - 1]
        try:
            content = await run_in_threadpool(files.read, file.digest)
        except FileNotFoundError:
            return refused(request, LOST, 410)
        return file_response(content, file.name, file.media_type)

    @routes.get("/p/{token}.png")
    async def show_picture(request: Request, token: str) -> Response:
        link = await good_link(request, token)
        if isinstance(link, Response):
            return link
        if len(link.files) != 1 or link.files[0].media_type not in SHOWN:
            return refused(request, UNKNOWN, 404)
        try:
            content = await run_in_threadpool(files.read, link.files[0].digest)
        except FileNotFoundError:
            return refused(request, LOST, 410)
        media_type = picture_type(content)
        if media_type not in SHOWN:
            return refused(request, UNKNOWN, 404)
        response = file_response(content, link.files[0].name, media_type, show=True)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # the chat's own page shows it
        return response

    return routes


def refused(request: Request, why: str, status: int) -> Response:
    return page("download_refused.html", status, root=_root(request), why=why)


def _root(request: Request) -> str:
    """The path we are served under, where a proxy gives us one."""
    return str(request.scope.get("root_path", ""))
