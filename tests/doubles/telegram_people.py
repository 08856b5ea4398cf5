"""The people on Telegram's side: what they write comes to the bot as updates with the webhook's secret."""

import itertools
import json
from collections.abc import Callable, Mapping
from typing import cast

Update = dict[str, object]
BOT = {"id": 123456, "is_bot": True, "first_name": "ติดตาม", "username": "tidtam_bot"}


class TelegramPeople:
    """Makes updates, numbered one after another. Taps are told to `tapped(query id)`."""

    def __init__(self, secret: str, clock: Callable[[], float], tapped: Callable[[str], None], first: int = 1) -> None:
        self._secret = secret
        self._clock = clock
        self._tapped = tapped
        self._numbers = itertools.count(first)
        self._queries = itertools.count(7_000_000_000 + first)

    def text(self, chat: int, text: str) -> Update:
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return self._message(chat, text=text, **({"entities": entities} if text.startswith("/") else {}))

    def edited(self, update: Mapping[str, object], text: str) -> Update:
        """The message of `update` says something else now."""
        message = {**cast(Update, update["message"]), "text": text, "edit_date": int(self._clock())}
        return {"update_id": next(self._numbers), "edited_message": message}

    def document(self, chat: int, file_id: str, name: str, size: int, media_type: str = "application/pdf") -> Update:
        found = {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_name": name, "mime_type": media_type}
        return self._message(chat, document={**found, "file_size": size})

    def photo(self, chat: int, file_id: str, size: int) -> Update:
        found = {"file_id": file_id, "file_unique_id": f"u{file_id}", "width": 1280, "height": 960, "file_size": size}
        return self._message(chat, photo=[found])

    def tap(self, chat: int, data: str) -> Update:
        number, query = next(self._numbers), str(next(self._queries))
        self._tapped(query)
        message = {"message_id": number, "date": int(self._clock()), "chat": _chat(chat), "text": "…"}
        asked = {"id": query, "from": _person(chat), "message": message, "chat_instance": f"c{chat}", "data": data}
        return {"update_id": number, "callback_query": asked}

    def blocks(self, chat: int) -> Update:
        """my_chat_member: the person has blocked the bot."""
        change = {
            "chat": _chat(chat), "from": _person(chat), "date": int(self._clock()),
            "old_chat_member": {"status": "member", "user": BOT},
            "new_chat_member": {"status": "kicked", "user": BOT, "until_date": 0},
        }  # fmt: skip
        return {"update_id": next(self._numbers), "my_chat_member": change}

    def adds(self, group: int) -> Update:
        """my_chat_member: somebody has put the bot into a group."""
        change = {
            "chat": {"id": group, "type": "supergroup", "title": "กอง"}, "from": _person(1), "date": int(self._clock()),
            "old_chat_member": {"status": "left", "user": BOT}, "new_chat_member": {"status": "member", "user": BOT},
        }  # fmt: skip
        return {"update_id": next(self._numbers), "my_chat_member": change}

    def in_group(self, group: int, text: str) -> Update:
        """Somebody says something there."""
        update = self.text(1, text)
        chat = {"id": group, "type": "supergroup", "title": "กอง"}
        return {**update, "message": {**cast(Update, update["message"]), "chat": chat}}

    def webhook(self, update: Mapping[str, object]) -> tuple[bytes, dict[str, str]]:
        """(body, headers) of one request."""
        body = json.dumps(update, ensure_ascii=False).encode()
        return body, {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": self._secret}

    def _message(self, chat: int, **more: object) -> Update:
        number = next(self._numbers)
        head = {"message_id": number, "date": int(self._clock()), "chat": _chat(chat), "from": _person(chat)}
        return {"update_id": number, "message": {**head, **more}}


def _chat(chat: int) -> dict[str, object]:
    return {"id": chat, "type": "private", "first_name": f"จนท. {chat}"}


def _person(chat: int) -> dict[str, object]:
    return {"id": chat, "is_bot": False, "first_name": f"จนท. {chat}"}
