"""A file that the try-out's page sends."""

from dataclasses import dataclass

from fastapi import HTTPException, Request
from starlette.datastructures import UploadFile

from console.file_response import file_name
from dialogue.words import say

_AROUND = 64 * 1024
"""Bytes that a form adds around its file."""


@dataclass(frozen=True, slots=True)
class Upload:
    chat_id: str
    name: str
    media_type: str
    """As the browser calls it: a guess by the file's ending."""
    content: bytes


async def read_upload(request: Request, limit: int) -> Upload:
    """The form's `chat_id` and `file`, of at most `limit` bytes. Raises HTTPException: 411 without a length, 413 too large,
    422 for no file."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(411)
    if int(length) > limit + _AROUND:
        raise HTTPException(413, too_large(limit))
    async with request.form(max_files=1, max_fields=4) as form:
        chat_id, file = form.get("chat_id"), form.get("file")
        if not isinstance(chat_id, str) or not isinstance(file, UploadFile):
            raise HTTPException(422, say("th", "page_file_unseen"))
        content = await file.read(limit + 1)
        if len(content) > limit:
            raise HTTPException(413, too_large(limit))
        if not content:
            raise HTTPException(422, say("th", "page_file_empty"))
        name = file_name(file.filename or "")
        return Upload(chat_id, name, file.content_type or "application/octet-stream", content)


def too_large(limit: int) -> str:
    """What is said of a file of more than `limit` bytes."""
    return say("th", "file_too_large", limit=limit // 1024 // 1024)
