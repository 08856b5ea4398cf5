"""A bubble as the page's script reads it: words ready to be shown, addresses ready to be opened, never markup."""

from datetime import datetime
from urllib.parse import quote

from console.file_response import file_name
from console.thai_text import day_text, size_text, time_text
from dialogue.messages import Attachment, Button, Message

_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


def bubble_json(number: int, chat_id: str, mine: bool, at: datetime, message: Message) -> dict[str, object]:
    safe_link = message.link if message.link.startswith(("https://", "http://")) else ""
    return {
        "number": number,
        "chat_id": chat_id,
        "mine": mine,
        "at": at.isoformat(),
        "day": day_text(at),
        "time": time_text(at),
        "text": message.text,
        "buttons": [_button(button) for button in message.buttons],
        "attachments": [_attachment(attachment) for attachment in message.attachments],
        "link": {"url": safe_link, "label": message.link_label or safe_link} if safe_link else None,
    }


def _button(button: Button) -> dict[str, str]:
    shown = {"label": button.label, "data": button.data}
    return {**shown, "weight": button.weight} if button.weight else shown


def _attachment(attachment: Attachment) -> dict[str, object]:
    name = file_name(attachment.name)
    ending = name.rpartition(".")[2] if "." in name else ""
    return {
        "url": f"tryout/file/{quote(attachment.digest, safe='')}/{quote(name, safe='')}",
        "name": name,
        "size": size_text(attachment.size),
        "kind": ending.upper() if 0 < len(ending) <= 4 else "ไฟล์",
        "picture": attachment.media_type in _PICTURES,
    }
