"""What every page promises the browser, and who may speak to the try-out at all."""

import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from dialogue.words import say

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
"""Scripts, styles and fonts come from us alone, nothing stands inline, and nobody may frame us."""

_THIS_MACHINE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)


class SecureRoute(APIRoute):
    """A route whose every answer carries `HEADERS`, refusals too; a stricter header of its own stays."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def secured(request: Request) -> Response:
            try:
                response = await answer(request)
            except HTTPException as refusal:
                response = await http_exception_handler(request, refusal)
            except RequestValidationError as problem:
                # Never repeated to the sender: what was sent may be no text at all (lone surrogates).
                response = JSONResponse({"detail": _reason(problem)}, 422)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return secured


def _reason(problem: RequestValidationError) -> str:
    for mistake in problem.errors():
        if mistake["type"] == "string_too_long":
            return say("th", "page_text_too_long", limit=f"{mistake['ctx']['max_length']:,}")
    return say("th", "page_unreadable")


def from_this_machine(request: Request) -> None:
    """Refuses with 403 what another site could send: a foreign Host (DNS rebinding), a foreign Origin."""
    host = request.headers.get("host", "").lower()
    if not _THIS_MACHINE.fullmatch(host):
        raise HTTPException(403, say("th", "page_here_only"))
    origin = request.headers.get("origin")
    if request.method != "GET" and origin is not None and origin.lower() not in (f"http://{host}", f"https://{host}"):
        raise HTTPException(403, say("th", "page_from_elsewhere"))
