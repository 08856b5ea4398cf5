"""LINE: its signed webhooks in, free replies and counted pushes out. Addresses and limits: developers.line.biz."""

import base64
import hashlib
import hmac
import json
import logging
import uuid
from collections.abc import Mapping, Sequence

from bot.channels import Delivery, SendFailed, Unreadable
from bot.channels.flex import Json, line_messages, quick_reply
from bot.channels.line_events import read_event
from bot.channels.line_token import GivenToken, StatelessToken
from bot.channels.proof import must_hold
from bot.channels.wire import Answer, Wire
from dialogue.messages import Message
from handlers.update import Update

log = logging.getLogger(__name__)

A_REQUEST = 5
"""Messages in one reply or push (#send-reply-message)."""
LOADING = 20
"""Seconds; 5 to 60 in steps of 5. Few, for it stays if nothing is said after all."""
GROUPS = {"C": "group", "R": "room"}
"""How the id of a chat of several people begins, and what LINE calls it in addresses."""
PATHS = {"reply": "message/reply", "push": "message/push"}


class LineChannel:
    name = "line"

    def __init__(
        self, secret: str, access_token: str = "", channel_id: str = "", api_url: str = "https://api.line.me",
        api_data_url: str = "https://api-data.line.me", seconds: float = 20.0,
    ) -> None:  # fmt: skip
        """Without `access_token`, tokens are asked for with `channel_id` and `secret`. `seconds`: patience with LINE."""
        self._secret = secret.encode()
        self._api_url = api_url
        self._data_url = api_data_url
        self._wire = Wire(seconds)
        self._token = (
            GivenToken(access_token) if access_token else StatelessToken(self._wire, api_url, channel_id, secret)
        )

    async def start(self) -> None:
        await self._wire.start()

    async def stop(self) -> None:
        await self._wire.stop()

    def read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        """Raises `Forged` unless `x-line-signature` signs these very bytes, `Unreadable` for no list of events."""
        signature = base64.b64encode(hmac.digest(self._secret, body, hashlib.sha256)) if self._secret else b""
        must_hold(headers, "x-line-signature", signature)
        try:
            events = json.loads(body)["events"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Unreadable("the body is no webhook of LINE") from None
        if not isinstance(events, list):
            raise Unreadable("events is no list")
        return [update for event in events if (update := read_event(event))]

    def render(self, chat_id: str, messages: Sequence[Message], reply_token: str) -> Sequence[Delivery]:
        """One reply as far as it reaches, pushes for the rest. What is said to a group is followed by leaving it."""
        parts = [part for message in messages for part in line_messages(message)]
        if parts and messages[-1].buttons:
            parts[-1] = {**parts[-1], "quickReply": quick_reply(messages[-1].buttons)}
        deliveries = []
        for start in range(0, len(parts), A_REQUEST):
            some: Sequence[Json] = parts[start : start + A_REQUEST]
            if reply_token and not start:
                deliveries.append(Delivery("reply", {"replyToken": reply_token, "messages": some}))
            else:
                deliveries.append(Delivery("push", {"to": chat_id, "messages": some}, len(deliveries)))
        if chat_id[:1] in GROUPS:
            deliveries.append(Delivery("leave", {"chat": chat_id}, len(deliveries)))
        return deliveries

    async def say(self, delivery: Delivery, key: str) -> None:
        token = await self._token.get()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        if delivery.method == "push":  # no other method takes one (#retry-api-request)
            headers["X-Line-Retry-Key"] = str(uuid.uuid5(uuid.UUID(key), str(delivery.part))) if delivery.part else key
        body = json.dumps(delivery.body, ensure_ascii=False).encode() if delivery.method in PATHS else b""
        answer = await self._wire.post(f"{self._api_url}/v2/bot/{_path(delivery)}", body, headers)
        taken_before = answer.status == 409 and delivery.method == "push"
        if not (200 <= answer.status < 300 or taken_before):
            raise self._refusal(answer, delivery.method)
        # LINE keeps no logs for us and asks to keep this id (development-guidelines#save-logs).
        log.debug("LINE took a %s: request=%s", delivery.method, answer.headers.get("x-line-request-id"))

    async def fetch(self, file_ref: str, limit: int) -> bytes:
        """The bytes of the message `file_ref`. LINE keeps them for an unnamed time, and not at all once unsent."""
        headers = {"Authorization": f"Bearer {await self._token.get()}"}
        address = f"{self._data_url}/v2/bot/message/{file_ref}/content"
        answer = await self._wire.get(address, headers, limit)
        if answer.status == 202:
            raise SendFailed("LINE is still preparing the file", permanent=False)
        if answer.status != 200:
            raise self._refusal(answer, "content")
        return answer.body

    async def busy(self, chat_id: str) -> float:
        """The loading animation, which ends with the next message (#display-a-loading-indicator)."""
        await self.ask("POST", "chat/loading/start", {"chatId": chat_id, "loadingSeconds": LOADING})
        return LOADING

    async def ask(self, method: str, path: str, body: Json | bytes | None = None) -> Answer:
        """Any call of the Messaging API that was taken; a picture goes to LINE's host for data. Raises `SendFailed`."""
        headers = {"Authorization": f"Bearer {await self._token.get()}"}
        host = self._api_url
        content: bytes | None = None
        if isinstance(body, bytes):
            host, content, headers["Content-Type"] = self._data_url, body, "image/png"
        elif body is not None:
            content, headers["Content-Type"] = json.dumps(body, ensure_ascii=False).encode(), "application/json"
        answer = await self._wire.ask(method, f"{host}/v2/bot/{path}", headers, content)
        if not 200 <= answer.status < 300:
            raise self._refusal(answer, path)
        return answer

    async def display_name(self, chat_id: str) -> str:
        """#get-profile"""
        profile = await self.ask("GET", f"profile/{chat_id}")
        return str(profile.said().get("displayName", ""))

    async def quota(self) -> tuple[int | None, int]:
        """(messages that may be pushed this month, None for no limit; those that are used, about: #get-consumption)."""
        limit = (await self.ask("GET", "message/quota")).said()
        used = (await self.ask("GET", "message/quota/consumption")).said()
        monthly = limit.get("value") if limit.get("type") == "limited" else None
        return (int(str(monthly)) if monthly is not None else None), int(str(used.get("totalUsage", 0)))

    def _refusal(self, answer: Answer, method: str) -> SendFailed:
        said = str(answer.said().get("message", "no reason given"))[:200]
        reason = (
            f"LINE answered {answer.status} to {method}: {said} (request {answer.headers.get('x-line-request-id')})"
        )
        if answer.status == 401 and self._token.refused():
            return SendFailed(reason, permanent=False, status=401)
        if answer.status == 429:
            # The same status for "slower" and for "no more this month" (#error-messages).
            over = "monthly limit" in said
            return SendFailed(reason, permanent=over, retry_after=_seconds(answer), slower=not over, month_over=over)
        if answer.status == 400 and method == "reply" and "reply token" in said.lower():
            return SendFailed(f"the reply token is spent or expired; {reason}", permanent=True, spent=True)
        # It may have been taken before LINE stumbled.
        return SendFailed(
            reason, permanent=answer.status < 500, unknown=answer.status >= 500, status=answer.status
        )  # fmt: skip


def _path(delivery: Delivery) -> str:
    if delivery.method == "leave":
        chat = str(delivery.body["chat"])
        return f"{GROUPS[chat[0]]}/{chat}/leave"
    return PATHS[delivery.method]


def _seconds(answer: Answer) -> float | None:
    value = answer.headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else None
