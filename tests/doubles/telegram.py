"""Telegram as it behaves (core.telegram.org/bots/api): a stateful Bot API on loopback, checked against its contract."""

import asyncio
import inspect
import json
import math
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import web

from tests.doubles.buckets import Bucket
from tests.doubles.contracts import Broken, TelegramContract, have_contracts
from tests.doubles.faults import Faults
from tests.doubles.telegram_people import BOT, TelegramPeople

QUERY_LIVES = 15.0
"""Seconds in which a tap must be answered; Telegram publishes none, 10 to 20 have been seen."""
LARGEST = 20 * 1024 * 1024
"""Bytes that getFile gives (#getfile)."""
_ME = {
    **BOT, "can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False,
    "can_connect_to_business": False, "has_main_web_app": False, "has_topics_enabled": False,
    "allows_users_to_create_topics": False, "can_manage_bots": False, "supports_guest_queries": False,
}  # fmt: skip
Json = Mapping[str, object]
CONFLICT = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
COMMAND = re.compile("[a-z0-9_]{1,32}")
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True)
class Received:
    """What one chat truly got."""

    chat: int
    method: str
    body: Mapping[str, object]
    at: float


class Refused(Exception):
    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.parameters = parameters


@dataclass
class TelegramDouble:
    token: str = "123456:the-bot-token"
    secret: str = "the-webhook-secret"
    a_second: float = 30.0
    """Messages to all chats together (bots/faq#my-bot-is-hitting-limits)."""
    a_chat_a_second: float = 1.0
    burst: float = 5.0
    """How many a chat takes at once before that."""
    clock: Callable[[], float] = time.time
    checking: bool = True
    first_update: int = 1
    url: str = ""
    faults: Faults = field(default_factory=Faults)
    received: list[Received] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    flooded: int = 0
    """How often we were told to slow down."""
    mistakes: list[str] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)
    """Chats that have never been opened."""
    migrated: dict[int, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    """What people sent, by file_id."""
    webhook: dict[str, object] = field(default_factory=dict)
    troubles: dict[str, object] = field(default_factory=dict)
    """What getWebhookInfo tells besides: last_error_date, last_error_message, pending_update_count."""
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """(chat or "", language or "") → its menu."""
    actions: list[tuple[int, str]] = field(default_factory=list)
    """(chat, what the bot was shown to be doing)"""
    left: list[int] = field(default_factory=list)
    waiting: list[Json] = field(default_factory=list)
    """Updates that have not been confirmed by getUpdates, in order."""

    def __post_init__(self) -> None:
        self._queries: dict[str, float] = {}
        self.people = TelegramPeople(self.secret, self.clock, self._tapped, self.first_update)
        self._contract = TelegramContract() if self.checking and have_contracts() else None
        self._everybody = Bucket(self.a_second, self.a_second, self.clock)
        self._chats: dict[int, Bucket] = {}
        self._come = asyncio.Event()

    def say(self, update: Json) -> None:
        """It waits for getUpdates."""
        self.waiting.append(update)
        self._come.set()

    def of(self, chat: int) -> list[Received]:
        return [one for one in self.received if one.chat == chat]

    def texts(self, chat: int) -> list[str]:
        return [str(one.body["text"]) for one in self.of(chat) if "text" in one.body]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        parts = request.path.strip("/").split("/", 2)
        if parts[:2] == ["file", f"bot{self.token}"]:
            return self._download(parts[2])
        if len(parts) != 2 or parts[0] != f"bot{self.token}":
            return _refusal(Refused(404, "Not Found"))
        method = parts[1]
        body = await _body(request)
        self.calls[method] += 1

        async def act() -> web.StreamResponse:
            return await self._acted(method, body)

        return await self.faults.around(method, request, act, lambda status: _refusal(_fault(status)))

    async def _acted(self, method: str, body: Mapping[str, object]) -> web.Response:
        do = getattr(self, f"_do_{method}", None)
        if do is None:
            self.mistakes.append(f"the double has no {method}")
            return _refusal(Refused(404, "Not Found: method not found"))
        try:
            if self._contract:
                self._contract.check_request(method, body)
            result = do(body)
            if inspect.isawaitable(result):
                result = await result
        except Broken as problem:
            self.mistakes.append(str(problem))
            return _refusal(Refused(400, f"Bad Request: {problem}"))
        except Refused as refused:
            return _refusal(refused)
        if self._contract:
            try:
                self._contract.check_answer(method, result)
            except Broken as problem:
                self.mistakes.append(f"answer to {method}: {problem}")
        return web.json_response({"ok": True, "result": result})

    def _tapped(self, query: str) -> None:
        self._queries[query] = self.clock()

    def _reached(self, body: Mapping[str, object]) -> int:
        """The chat that is spoken to, unless something stands between."""
        chat = int(str(body["chat_id"]))
        if chat in self.migrated:
            raise Refused(
                400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.migrated[chat]
            )
        if chat in self.unknown:
            raise Refused(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        own = self._chats.setdefault(chat, Bucket(self.a_chat_a_second, self.burst, self.clock))
        if wait := self._everybody.take() or own.take():
            self.flooded += 1
            seconds = max(1, math.ceil(wait))
            raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        return chat

    def _received(self, method: str, body: Mapping[str, object], **more: object) -> dict[str, object]:
        chat = self._reached(body)
        self.received.append(Received(chat, method, body, self.clock()))
        kind = "private" if chat > 0 else "supergroup"
        return {
            "message_id": len(self.received), "date": int(self.clock()), "from": BOT,
            "chat": {"id": chat, "type": kind}, **more,
        }  # fmt: skip

    def _do_sendMessage(self, body: Mapping[str, object]) -> object:  # noqa: N802
        return self._received("sendMessage", body, text=body["text"])

    def _do_editMessageText(self, body: Mapping[str, object]) -> object:  # noqa: N802
        return self._received("editMessageText", body, text=body["text"])

    def _do_sendDocument(self, body: Mapping[str, object]) -> object:  # noqa: N802
        number = f"sent-{len(self.received)}"
        return self._received("sendDocument", body, document={"file_id": number, "file_unique_id": number})

    def _do_sendPhoto(self, body: Mapping[str, object]) -> object:  # noqa: N802
        number = f"sent-{len(self.received)}"
        size = {"file_id": number, "file_unique_id": number, "width": 1, "height": 1}
        return self._received("sendPhoto", body, photo=[size])

    def _do_sendChatAction(self, body: Mapping[str, object]) -> object:  # noqa: N802
        self.actions.append((int(str(body["chat_id"])), str(body["action"])))
        return True

    def _do_answerCallbackQuery(self, body: Mapping[str, object]) -> object:  # noqa: N802
        at = self._queries.pop(str(body["callback_query_id"]), None)
        if at is None or self.clock() - at > QUERY_LIVES:
            raise Refused(400, TOO_OLD)
        return True

    def _do_getFile(self, body: Mapping[str, object]) -> object:  # noqa: N802
        file_id = str(body["file_id"])
        if file_id not in self.files:
            raise Refused(400, "Bad Request: invalid file_id")
        if len(self.files[file_id]) > LARGEST:
            raise Refused(400, "Bad Request: file is too big")
        size = len(self.files[file_id])
        return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": size, "file_path": f"sent/{file_id}"}

    def _do_leaveChat(self, body: Mapping[str, object]) -> object:  # noqa: N802
        self.left.append(int(str(body["chat_id"])))
        return True

    def _do_getMe(self, body: Mapping[str, object]) -> object:  # noqa: N802
        return _ME

    async def _do_getUpdates(self, body: Mapping[str, object]) -> object:  # noqa: N802
        if self.webhook.get("url"):
            raise Refused(409, CONFLICT)
        offset = int(str(body.get("offset", 0)))
        self.waiting = [one for one in self.waiting if int(str(one["update_id"])) >= offset]
        if not self.waiting:
            self._come.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._come.wait(), float(str(body.get("timeout", 0))))
        return self.waiting[:100]

    def _do_setMyCommands(self, body: Mapping[str, object]) -> object:  # noqa: N802
        scope = body.get("scope", {"type": "default"})
        assert isinstance(scope, dict)
        if scope.get("chat_id") in self.blocked | self.unknown:
            raise Refused(400, "Bad Request: chat not found")
        commands = body["commands"]
        assert isinstance(commands, list)
        for one in commands:
            if not COMMAND.fullmatch(one["command"]) or not 1 <= len(one["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        self.commands[str(scope.get("chat_id", "")), str(body.get("language_code", ""))] = commands
        return True

    def _do_setWebhook(self, body: Mapping[str, object]) -> object:  # noqa: N802
        if not str(body["url"]).startswith(
            ("https://", "http://127.0.0.1:")
        ):  # loopback: for a trial beside this double
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = dict(body)
        return True

    def _do_deleteWebhook(self, body: Mapping[str, object]) -> object:  # noqa: N802
        self.webhook = {}
        return True

    def _do_getWebhookInfo(self, body: Mapping[str, object]) -> object:  # noqa: N802
        url = str(self.webhook.get("url", ""))
        allowed = {"allowed_updates": self.webhook["allowed_updates"]} if "allowed_updates" in self.webhook else {}
        return {"url": url, "has_custom_certificate": False, "pending_update_count": 0, **allowed, **self.troubles}

    def _download(self, path: str) -> web.Response:
        content = self.files.get(path.removeprefix("sent/"))
        return _refusal(Refused(404, "Not Found")) if content is None else web.Response(body=content)


async def _body(request: web.Request) -> dict[str, object]:
    """The parameters: from JSON, or from a form whose files are bytes and whose other values may be JSON."""
    if request.content_type == "application/json":
        found: dict[str, object] = json.loads(await request.read() or b"{}")
        return found
    values: dict[str, object] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            values[name] = value.file.read()
        else:
            values[name] = int(value) if str(value).lstrip("-").isdecimal() else value
    return values


def _fault(status: int) -> Refused:
    if status == 429:
        return Refused(429, "Too Many Requests: retry after 1", retry_after=1)
    return Refused(status, "Internal Server Error")


def _refusal(refused: Refused) -> web.Response:
    body: dict[str, object] = {"ok": False, "error_code": refused.status, "description": str(refused)}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.status)
