"""The styles, scripts and fonts of the pages: a closed list, so that no path can lead anywhere else."""

from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse

import reports
from console.security import SecureRoute

_STATIC = Path(__file__).parent / "static"
_FONTS = Path(reports.__file__).parent / "fonts"
_DAY = 24 * 3600

FILES = {
    "page.css": (_STATIC / "page.css", "text/css"),
    "tryout.css": (_STATIC / "tryout.css", "text/css"),
    "chat.css": (_STATIC / "chat.css", "text/css"),
    "download.css": (_STATIC / "download.css", "text/css"),
    "tryout.js": (_STATIC / "tryout.js", "text/javascript"),
    "phone.js": (_STATIC / "phone.js", "text/javascript"),
    "bubble.js": (_STATIC / "bubble.js", "text/javascript"),
    "icon.svg": (_STATIC / "icon.svg", "image/svg+xml"),
    "fonts/Sarabun-Regular.ttf": (_FONTS / "Sarabun-Regular.ttf", "font/ttf"),
    "fonts/Sarabun-Bold.ttf": (_FONTS / "Sarabun-Bold.ttf", "font/ttf"),
    "fonts/NotoEmoji-Regular.ttf": (_FONTS / "NotoEmoji-Regular.ttf", "font/ttf"),
}
"""Name under /static → file and media type. The fonts are the documents' own: Thai is drawn on any machine."""


def static_routes() -> APIRouter:
    routes = APIRouter(route_class=SecureRoute, include_in_schema=False)

    @routes.get("/static/{name:path}")
    async def static(name: str) -> FileResponse:
        if name not in FILES:
            raise HTTPException(404)
        path, media_type = FILES[name]
        kept = f"max-age={_DAY}" if media_type == "font/ttf" else "no-cache"
        return FileResponse(path, media_type=media_type, headers={"Cache-Control": kept})

    return routes
