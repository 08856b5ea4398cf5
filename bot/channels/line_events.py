"""What LINE's webhook events mean to us, read with the types of LINE's own SDK."""

import logging
import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from linebot.v3.webhooks import (
    Event,
    EventMode,
    FileMessageContent,
    FollowEvent,
    GroupSource,
    ImageMessageContent,
    JoinEvent,
    MessageContent,
    MessageEvent,
    PostbackEvent,
    RoomSource,
    TextMessageContent,
    UnfollowEvent,
    UnsendEvent,
    UserSource,
)

from dialogue.cleaning import clean
from dialogue.said import File, Other, Said, Tap, Text
from handlers.update import GROUP, JOINED, LEFT, SAID, UNSENT, Update

log = logging.getLogger(__name__)


def read_event(event: Mapping[str, object]) -> Update | None:
    """What `event` says; None where it is nothing to us, and for an odd one, which is logged by its id alone."""
    try:
        return _update(Event.from_dict(event))
    except Exception as problem:
        event_id = event.get("webhookEventId") if isinstance(event, Mapping) else None
        log.warning("a LINE event was left out: event=%.40r (%s)", event_id, type(problem).__name__)
        return None


def _update(event: Event) -> Update | None:
    source = event.source
    if event.mode != EventMode.ACTIVE:
        return None  # another module answers this chat at the moment; we must say nothing
    if isinstance(source, GroupSource | RoomSource):
        group = source.group_id if isinstance(source, GroupSource) else source.room_id
        return _about(event, group, GROUP) if isinstance(event, JoinEvent) else None
    if not isinstance(source, UserSource) or not source.user_id:
        return None
    read = _READ.get(type(event))
    return read(event, source.user_id) if read else None


def _message(event: MessageEvent, user: str) -> Update:
    said, file_ref = _said(event.message)
    update = replace(_about(event, user, SAID, said, file_ref), message_id=event.message.id)
    together = getattr(event.message, "image_set", None)
    return replace(update, album=together.id, album_size=together.total or 0) if together else update


def _said(message: MessageContent) -> tuple[Said, str]:
    if isinstance(message, TextMessageContent):
        return Text(clean(message.text)), ""
    if isinstance(message, FileMessageContent):
        media_type = mimetypes.guess_type(message.file_name)[0] or "application/octet-stream"
        return File("", clean(message.file_name), media_type, message.file_size), message.id
    if isinstance(message, ImageMessageContent) and message.content_provider.type == "line":
        return File("", f"{message.id}.jpg", "image/jpeg", 0), message.id
    return Other(message.type), ""


def _about(event: Event, chat_id: str, kind: str, said: Said | None = None, file_ref: str = "") -> Update:
    at = datetime.fromtimestamp(event.timestamp / 1000, UTC)
    token = getattr(event, "reply_token", None) or ""
    return Update("line", event.webhook_event_id, chat_id, at, kind, said, reply_token=token, file_ref=file_ref)


_READ: Mapping[type[Event], Callable[..., Update]] = {
    MessageEvent: _message,
    PostbackEvent: lambda event, user: _about(event, user, SAID, Tap(clean(event.postback.data))),
    FollowEvent: lambda event, user: _about(event, user, JOINED),
    UnfollowEvent: lambda event, user: _about(event, user, LEFT),
    UnsendEvent: lambda event, user: replace(_about(event, user, UNSENT), message_id=event.unsend.message_id),
}
