"""A file that the try-out's page sends: at most as large as the chat apps let a bot have."""

from dataclasses import dataclass

from fastapi import HTTPException, Request
from starlette.datastructures import UploadFile

from console.file_response import file_name
from dialogue.words import say

LIMIT = 20 * 1024 * 1024
"""Bytes; what Telegram's getFile gives (core.telegram.org/bots/api#getfile)."""
_AROUND = 64 * 1024
"""Bytes that a form adds around its file."""


@dataclass(frozen=True, slots=True)
class Upload:
    chat_id: str
    name: str
    media_type: str
    """As the browser calls it: a guess by the file's ending."""
    content: bytes


async def read_upload(request: Request) -> Upload:
    """The form's `chat_id` and `file`. Raises HTTPException: 411 without a length, 413 too large, 422 for no file."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411)
    if int(length) > LIMIT + _AROUND:
        raise _too_large()
    async with request.form(max_files=1, max_fields=4) as form:
        chat_id, file = form.get("chat_id"), form.get("file")
        if not isinstance(chat_id, str) or not isinstance(file, UploadFile):
            raise HTTPException(422, say("th", "page_file_unseen"))
        content = await file.read(LIMIT + 1)
        if len(content) > LIMIT:
            raise _too_large()
        if not content:
            raise HTTPException(422, say("th", "page_file_empty"))
        name = file_name(file.filename or "")
        return Upload(chat_id, name, file.content_type or "application/octet-stream", content)


def _too_large() -> HTTPException:
    return HTTPException(413, say("th", "file_too_large", limit=LIMIT // 1024 // 1024))
