"""Telegram: webhooks with a secret header in, Bot API methods out (core.telegram.org/bots/api)."""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from typing import cast

from aiohttp import FormData

from bot.channels import Delivery, SendFailed, TooLarge, Unreadable
from bot.channels.keyboard import text_messages
from bot.channels.proof import must_hold
from bot.channels.telegram_updates import read_update
from bot.channels.wire import Answer, Wire
from dialogue.messages import Message
from handlers.update import Update
from storage.files import Files

log = logging.getLogger(__name__)

UPLOAD = 120.0
"""Seconds; a document may have 50 MB (#senddocument) and the office's line be slow."""
TYPING = 5.0
"""Seconds for which Telegram shows what a bot is doing."""
LONG_POLL_MARGIN = 10.0
"""Seconds on top of those for which Telegram may hold a request."""
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we want to hear of; named every time, for Telegram goes on with what it was told last (#setwebhook)."""
PHOTOS = ("image/png", "image/jpeg")
"""Sent as photos as well, at most 10 MB and 20 times as long as wide (#sendphoto)."""
PHOTOGRAPH = "image/jpeg"
"""Has nothing to read in it that a photo would blur: no document comes with it."""
JSON = {"Content-Type": "application/json"}


class TelegramChannel:
    name = "telegram"

    def __init__(
        self, token: str, webhook_secret: str, files: Files, api_url: str = "https://api.telegram.org",
        seconds: float = 20.0,
    ) -> None:  # fmt: skip
        """`files` hold what is sent as a document. `seconds`: patience with Telegram."""
        self._secret = webhook_secret.encode()
        self._files = files
        self._methods = f"{api_url}/bot{token}"
        self._downloads = f"{api_url}/file/bot{token}"
        self._wire = Wire(seconds)

    async def start(self) -> None:
        await self._wire.start()

    async def stop(self) -> None:
        await self._wire.stop()

    def read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        """Raises `Forged` unless the secret given to setWebhook is there, `Unreadable` for no update."""
        must_hold(headers, "x-telegram-bot-api-secret-token", self._secret)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            raise Unreadable("the body is no JSON") from None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            raise Unreadable("the body is no update of Telegram")
        found = read_update(update)
        return [found] if found else []

    def render(self, chat_id: str, messages: Sequence[Message], reply_token: str) -> Sequence[Delivery]:
        """The tap is answered first, so that its button stops waiting; what is said to a group is followed by
        leaving it."""
        chat = int(chat_id)
        asked: list[tuple[str, Mapping[str, object]]] = []
        if reply_token:
            asked.append(("answerCallbackQuery", {"callback_query_id": reply_token}))
        for message in messages:
            asked.extend(("sendMessage", {"chat_id": chat, **spoken}) for spoken in text_messages(message))
            for file in message.attachments:
                stored = {"digest": file.digest, "name": file.name, "media_type": file.media_type}
                if file.media_type in PHOTOS:  # seen at once, though not as sharp
                    asked.append(("sendPhoto", {"chat_id": chat, "photo": stored}))
                if file.media_type != PHOTOGRAPH:
                    asked.append(("sendDocument", {"chat_id": chat, "document": stored}))
        if chat < 0:
            asked.append(("leaveChat", {"chat_id": chat}))
        return [Delivery(method, body, part) for part, (method, body) in enumerate(asked)]

    async def say(self, delivery: Delivery, key: str) -> None:
        """Telegram knows no keys: what may have arrived fails as `unknown`."""
        if delivery.method == "sendDocument":
            await self._send_file(delivery, "document")
        elif delivery.method == "sendPhoto":
            try:
                await self._send_file(delivery, "photo")
            except SendFailed as failed:
                if not failed.permanent:
                    raise
                log.debug("a picture was not shown: %s", failed)  # too long to be a photo; the document comes
        elif delivery.method == "answerCallbackQuery":
            try:
                await self.call(delivery.method, delivery.body)
            except SendFailed as failed:  # the tap was too long ago; what it led to is said all the same
                log.debug("a tap was not answered: %s", failed)
        else:
            await self.call(delivery.method, delivery.body)

    async def fetch(self, file_ref: str, limit: int) -> bytes:
        """The bytes of the file with the id `file_ref`. Telegram itself gives no more than 20 MB (#getfile)."""
        file = await self.call("getFile", {"file_id": file_ref})
        if not isinstance(file, dict) or not isinstance(path := file.get("file_path"), str):
            raise SendFailed("Telegram names no path for the file", permanent=True)
        answer = await self._wire.get(f"{self._downloads}/{path}", {}, limit)
        if answer.status != 200:
            raise _refusal("download", answer)
        return answer.body

    async def busy(self, chat_id: str) -> float:
        """ "typing", which ends with the next message or after 5 seconds (#sendchataction)."""
        await self.call("sendChatAction", {"chat_id": int(chat_id), "action": "typing"})
        return TYPING

    async def updates(self, offset: int, seconds: int) -> Sequence[tuple[int, Update | None]]:
        """What waits from update `offset` on, in order, with its number; what stands before it is Telegram's no more.
        Telegram holds the request for up to `seconds` when nothing waits (#getupdates)."""
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": list(ALLOWED_UPDATES)}
        found = await self.call("getUpdates", asked, seconds + LONG_POLL_MARGIN)
        updates = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        return [(one["update_id"], read_update(one)) for one in updates if isinstance(one.get("update_id"), int)]

    async def call(self, method: str, body: Mapping[str, object], seconds: float | None = None) -> object:
        """The result of any method of the Bot API. Raises `SendFailed`."""
        content = json.dumps(body, ensure_ascii=False).encode()
        return _result(method, await self._wire.post(f"{self._methods}/{method}", content, JSON, seconds))

    async def _send_file(self, delivery: Delivery, field: str) -> None:
        stored = cast(Mapping[str, str], delivery.body[field])
        try:
            content = await asyncio.to_thread(self._files.read, stored["digest"])
        except FileNotFoundError:
            raise SendFailed("the file is not stored", permanent=True) from None
        form = FormData(quote_fields=False)  # Telegram takes a name as it stands, and shows %E0… if it is quoted
        form.add_field("chat_id", str(delivery.body["chat_id"]))
        form.add_field(field, content, filename=stored["name"], content_type=stored["media_type"])
        _result(delivery.method, await self._wire.post(f"{self._methods}/{delivery.method}", form, {}, UPLOAD))


def _result(method: str, answer: Answer) -> object:
    if answer.status != 200:
        raise _refusal(method, answer)
    return answer.said().get("result")


def _refusal(method: str, answer: Answer) -> SendFailed | TooLarge:
    """5xx and 429 pass, and after a 5xx nobody knows whether it was said; whatever else Telegram refuses it will refuse
    again: blocked, no such chat, a bad request."""
    found = answer.said()
    said = str(found.get("description", "no reason given"))[:200]
    if "file is too big" in said:
        return TooLarge(said)
    reason = f"Telegram answered {answer.status} to {method}: {said}"
    parameters = found.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    retry_after = float(wait) if isinstance(wait, int) else None
    permanent = answer.status < 500 and answer.status != 429
    gone = answer.status == 403 or "chat not found" in said
    return SendFailed(
        reason, permanent=permanent, unknown=answer.status >= 500, retry_after=retry_after, gone=gone,
        slower=answer.status == 429, status=answer.status,
    )  # fmt: skip
