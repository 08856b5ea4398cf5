"""What Telegram's updates mean to us, read with the types of python-telegram-bot."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from telegram import CallbackQuery, ChatMemberUpdated, Message, PhotoSize
from telegram import Update as TelegramUpdate
from telegram.constants import ChatMemberStatus, ChatType

from dialogue.cleaning import clean
from dialogue.said import File, Other, Said, Tap, Text
from handlers.update import EDITED, GROUP, JOINED, LEFT, SAID, Update

log = logging.getLogger(__name__)

_COMMAND = re.compile(r"\A/(\w+)@\w+")
_START = re.compile(r"/start(?:\s+(.*))?", re.DOTALL)
_NO_ANSWER = (
    "sticker", "voice", "audio", "video", "video_note", "animation", "location", "venue", "contact", "poll", "dice",
    "story", "game", "paid_media", "checklist",
)  # fmt: skip
"""What a person may send and no question takes. Whatever else a message holds tells of the chat itself."""


def read_update(update: Mapping[str, object]) -> Update | None:
    """What `update` says; None where it is nothing to us, and for an odd one, which is logged by its id alone."""
    event_id = str(update.get("update_id"))
    try:
        found = TelegramUpdate.de_json(dict(update), None)
        if found.message:
            return _message(event_id, found.message)
        if found.edited_message:
            return _edited(event_id, found.edited_message)
        if found.callback_query:
            return _tap(event_id, found.callback_query)
        if found.my_chat_member:
            return _ourselves(event_id, found.my_chat_member)
    except Exception as problem:
        log.warning("a Telegram update was left out: update=%.20s (%s)", event_id, type(problem).__name__)
    return None


def _message(event_id: str, message: Message) -> Update | None:
    if message.chat.type != ChatType.PRIVATE:
        return None
    name = clean(message.from_user.full_name) if message.from_user else ""
    text = _COMMAND.sub(r"/\1", clean(message.text), count=1) if message.text else ""
    if text.startswith("/") and (start := _START.fullmatch(text)):
        code = (start.group(1) or "").strip()
        return _about(event_id, message.chat_id, message.date, JOINED, Text(code) if code else None, name)
    said, file_ref = (Text(text), "") if text else _unwritten(message)
    if said is None:
        return None
    update = _about(event_id, message.chat_id, message.date, SAID, said, name, file_ref)
    return replace(update, album=message.media_group_id or "", message_id=str(message.message_id))


def _edited(event_id: str, message: Message) -> Update | None:
    """Other words in a message of before. What is written under a picture, and where somebody walks, is nothing to us."""
    update = _message(event_id, message) if message.text else None
    return replace(update, kind=EDITED) if update and update.kind == SAID else None


def _unwritten(message: Message) -> tuple[Said | None, str]:
    if message.photo:
        photo: PhotoSize = max(message.photo, key=lambda size: size.width * size.height)
        return File("", f"{photo.file_unique_id}.jpg", "image/jpeg", photo.file_size or 0), photo.file_id
    kind = next((kind for kind in _NO_ANSWER if getattr(message, kind)), "")
    if message.document and not kind:  # an animation comes as a document too
        document = message.document
        media_type = document.mime_type or "application/octet-stream"
        return File("", clean(document.file_name or ""), media_type, document.file_size or 0), document.file_id
    return (Other(kind) if kind else None), ""


def _tap(event_id: str, query: CallbackQuery) -> Update | None:
    """Telegram does not tell when a button was tapped: `at` is when its message was sent."""
    message = query.message
    if message is None or message.chat.type != ChatType.PRIVATE or not query.data:
        return None
    name = clean(query.from_user.full_name)
    return _about(event_id, message.chat.id, message.date, SAID, Tap(clean(query.data)), name, token=query.id)


def _ourselves(event_id: str, change: ChatMemberUpdated) -> Update | None:
    """Blocked, or put into a group. Whoever unblocks us presses Start as well, which says more."""
    chat, now = change.chat, change.new_chat_member.status
    out = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
    if chat.type == ChatType.PRIVATE:
        return _about(event_id, chat.id, change.date, LEFT) if now == ChatMemberStatus.BANNED else None
    added = change.old_chat_member.status in out and now not in out
    if chat.type in (ChatType.GROUP, ChatType.SUPERGROUP) and added:
        return _about(event_id, chat.id, change.date, GROUP)
    return None


def _about(
    event_id: str, chat_id: int, at: datetime, kind: str, said: Said | None = None, name: str = "", file_ref: str = "",
    token: str = "",
) -> Update:  # fmt: skip
    return Update("telegram", event_id, str(chat_id), at, kind, said, token, name, file_ref)
