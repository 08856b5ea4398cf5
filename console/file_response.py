"""A stored file on its way to a browser: never run, never guessed at, under its own name even in Thai."""

import re
from urllib.parse import quote

from fastapi import Response

from dialogue.cleaning import clean

LONGEST_NAME = 150
"""Characters; three bytes each of Thai stay under what file systems take (255 bytes) only after the browser cuts it."""

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)
_ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
"""How the name of a file that people send may end; the first is given to a name that ends otherwise."""
_ENDING = re.compile(r"\.[0-9]*[a-z][a-z0-9]{0,9}$", re.IGNORECASE)
"""Not the 5 of "ฉบับที่ 1.5", nor the "ร.บ." of a law."""
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+", re.IGNORECASE)


def picture_type(content: bytes) -> str:
    """The media type of a picture that browsers draw and that holds no script, by its first bytes; else empty."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for start, media_type in _PICTURES if content.startswith(start)), "")


def file_name(name: str) -> str:
    """`name` as a bare file name: no folders, no line ends, no leading dots; "file" when nothing is left."""
    last = re.split(r"[/\\]", clean(name))[-1]
    bare = re.sub(r"\s+", " ", last).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    if len(bare) > LONGEST_NAME and dot and len(ending) < 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return bare[:LONGEST_NAME] or "file"


def named_as(name: str, media_type: str) -> str:
    """`name` as a bare file name that ends as `media_type` does: "รายงาน.hta" that is a PDF is "รายงาน.pdf". By that ending
    alone a desktop chooses what to start on a double click. A type that people cannot send keeps its name."""
    bare = file_name(name)
    endings = _ENDINGS.get(media_type)
    if endings is None or bare.lower().endswith(endings):
        return bare
    stem = _ENDING.sub("", bare).rstrip(" .") or "file"
    return stem if stem.lower().endswith(endings) else file_name(f"{stem}{endings[0]}")


def file_response(content: bytes, name: str, media_type: str, *, show: bool = False) -> Response:
    """`content` to be saved as `name`, or shown in place with `show`. As a document it could do nothing at all, and saved
    it is opened as the `media_type` that was told by its bytes, whatever its sender called it."""
    return Response(
        content,
        media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream",
        headers={
            "Content-Disposition": f"{'inline' if show else 'attachment'}; {_names(named_as(name, media_type))}",
            "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _names(name: str) -> str:
    """Both forms of RFC 6266: the true name percent-encoded (RFC 5987), and an ASCII one for what cannot read it."""
    plain = re.sub(r'["\\%]|[^\x20-\x7e]', "_", name)
    if not re.search("[a-z0-9]", plain.rpartition(".")[0] or plain, re.IGNORECASE):
        plain = "file" + name[name.rfind(".") :] if re.search(r"\.[a-zA-Z0-9]+$", name) else "file"
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
