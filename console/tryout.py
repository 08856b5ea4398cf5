"""The try-out: the whole bot on one page that feels like LINE on a phone, with a clock that can be moved."""

import secrets
from typing import Literal

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from console.bubble_json import bubble_json
from console.file_response import file_response, picture_type
from console.pages import page
from console.security import SecureRoute, from_this_machine
from console.stage import TryOut
from console.static_files import static_routes
from console.thai_text import clock_text
from console.uploads import read_upload, too_large
from dialogue.cleaning import clean
from dialogue.said import Tap, Text
from dialogue.words import say

AT_ONCE = 400
"""Bubbles in one answer; the page asks again for the rest."""
LONGEST_TEXT = 5000
"""Characters; LINE's own limit of a text message (developers.line.biz, messaging-api reference, text message)."""


class Spoken(BaseModel):
    """What a player types (`text`), or taps (`data`, with the button's `label`)."""

    chat_id: str
    text: str = Field("", max_length=LONGEST_TEXT)
    data: str = Field("", max_length=64, pattern=r"^[\x20-\x7e]*$")
    label: str = Field("", max_length=LONGEST_TEXT)


class Move(BaseModel):
    to: Literal["day", "reminder", "year_end"]


def tryout_routes(tryout: TryOut) -> APIRouter:
    """The page at / and what it asks for under /tryout; for browsers of this very machine alone."""
    here = [Depends(from_this_machine)]
    routes = APIRouter(route_class=SecureRoute, include_in_schema=False, dependencies=here)
    routes.include_router(static_routes())
    run = secrets.token_hex(4)

    def known(chat_id: str) -> str:
        if chat_id not in {player.chat_id for player in tryout.players()}:
            raise HTTPException(404, say("th", "page_nobody"))
        return chat_id

    def free() -> None:
        if tryout.busy():
            raise HTTPException(409, say("th", "page_busy"))

    @routes.get("/")
    async def show() -> Response:
        staff = [player for player in tryout.players() if not player.officer]
        officers = [player for player in tryout.players() if player.officer]
        now = tryout.now()
        limit = tryout.largest_file()
        return page(
            "tryout.html", run=run, staff=staff, officers=officers, now=now, clock=clock_text(now), limit=limit,
            too_large=too_large(limit), longest=LONGEST_TEXT,
        )  # fmt: skip

    @routes.get("/tryout/state")
    async def state(after: int = 0, clock: str = "", busy: str = "") -> dict[str, object]:
        """What is new since `after`; waits only while the caller's `clock` and `busy` are still true."""
        if (clock_text(tryout.now()), tryout.busy()) == (clock, busy):
            await tryout.wait(after)
        new = tryout.bubbles(after)[:AT_ONCE]
        return {
            "run": run,
            "now": tryout.now().isoformat(),
            "clock": clock_text(tryout.now()),
            "busy": tryout.busy(),
            "bubbles": [bubble_json(b.number, b.chat_id, b.mine, b.at, b.message) for b in new],
            "last": new[-1].number if new else after,
        }

    @routes.post("/tryout/say", status_code=204)
    async def speak(spoken: Spoken) -> None:
        chat_id = known(spoken.chat_id)
        if spoken.data:
            await tryout.say(chat_id, Tap(spoken.data), clean(spoken.label) or spoken.data)
            return
        text = clean(spoken.text)
        if not text.strip():
            raise HTTPException(422, say("th", "text_empty"))
        await tryout.say(chat_id, Text(text), text)

    @routes.post("/tryout/file", status_code=204)
    async def send_file(request: Request) -> None:
        upload = await read_upload(request, tryout.largest_file())
        chat_id = known(upload.chat_id)
        kept = await run_in_threadpool(tryout.keep, upload.name, upload.media_type, upload.content)
        await tryout.say(chat_id, kept, upload.name)

    @routes.post("/tryout/move", status_code=204)
    async def move(move: Move) -> None:
        free()
        await tryout.move(move.to)

    @routes.post("/tryout/fill", status_code=204)
    async def fill() -> None:
        free()
        await tryout.fill()

    @routes.get("/tryout/file/{digest}/{name}")
    async def get_file(digest: str, name: str) -> Response:
        try:
            content = await run_in_threadpool(tryout.file, digest)
        except FileNotFoundError:
            raise HTTPException(404, say("th", "page_no_file")) from None
        drawn = picture_type(content)
        return file_response(content, name, drawn or "application/octet-stream", show=bool(drawn))

    return routes
