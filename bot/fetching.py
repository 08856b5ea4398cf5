"""A file that was sent in chat: fetched from the platform after its event is kept, then said like any other message."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from dialogue.said import File
from handlers.update import Update

LIMIT = 20 * 1024 * 1024
"""Bytes. Telegram's getFile gives no more (core.telegram.org/bots/api#getfile)."""


def fetch_payload(update: Update) -> dict[str, object]:
    """What the job must remember of `update` to fetch its file and go on with it."""
    file = update.said
    if not isinstance(file, File):
        raise TypeError("only an update with a file is fetched")
    return {
        "channel": update.channel,
        "event_id": update.event_id,
        "chat_id": update.chat_id,
        "at": update.at.isoformat(),
        "reply_token": update.reply_token,
        "file_ref": update.file_ref,
        "name": file.name,
        "media_type": file.media_type,
    }


def fetched_update(payload: Mapping[str, str], digest: str, size: int) -> Update:
    """The update again, now that its bytes are stored; it counts as an event of its own."""
    update = Update(
        payload["channel"], payload["event_id"] + "+file", payload["chat_id"], datetime.fromisoformat(payload["at"]), "said",
        reply_token=payload["reply_token"],
    )  # fmt: skip
    return replace(update, said=File(digest, payload["name"], payload["media_type"], size))
