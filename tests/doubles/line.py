"""LINE as it behaves (developers.line.biz): a stateful Messaging API on loopback, checked against LINE's own contract."""

import inspect
import json
import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import ClientError, ClientSession, web

from tests.doubles.buckets import Bucket
from tests.doubles.contracts import Broken, LineContract, have_contracts
from tests.doubles.faults import Faults
from tests.doubles.line_answers import answered, refused
from tests.doubles.line_calls import called_in
from tests.doubles.line_menus import LineMenus
from tests.doubles.line_people import BOT, LinePeople
from tests.doubles.line_records import Accepted, Content, Json, Received, Token, texts_in
from tests.doubles.line_refusals import CHAT, Refused, check, read

TOKEN_LIVES = 60.0
"""Seconds in which a reply token must be used (#send-reply-message-reply-token)."""
GROUPS = ("C", "R")
"""How the ids of groups and rooms begin."""
KEY_LIVES = 24 * 3600.0
"""Seconds for which a retry key is known; the same key sends anew after that (retrying-api-request)."""
RATE = "The API rate limit has been exceeded. Try again later."
MONTHLY = "You have reached your monthly limit."
"""The two meanings of 429 (#error-messages)."""


@dataclass
class LineDouble:
    secret: str = "the channel secret"
    access_token: str = "the access token"
    monthly: int | None = None
    """Messages that may be pushed this month; None: as many as one likes."""
    a_second: float = 2000.0
    """Pushes and replies, each (#rate-limits)."""
    clock: Callable[[], float] = time.time
    checking: bool = True
    url: str = ""
    faults: Faults = field(default_factory=Faults)
    received: list[Received] = field(default_factory=list)
    pushed: Counter[str] = field(default_factory=Counter)
    """Chat → messages counted against the month: one a recipient and request, whatever it holds."""
    calls: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)
    """Where we, or this double, did not keep to the contract. A test ends with none."""
    blocked: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    """Not friends and never heard of: taken with 200 and dropped, as for the blocked."""
    names: dict[str, str] = field(default_factory=dict)
    """What people call themselves, where they have a name of their own."""
    members: dict[str, int] = field(default_factory=dict)
    """Group → how many people are in it; a push counts each."""
    use_webhook: bool = True
    chat_mode: str = "bot"
    """Two switches of the console: "chat" where people answer over the bot."""
    groups: set[str] = field(default_factory=set)
    """Groups and rooms the bot is in, besides those of `members`: from their first event until it leaves."""
    left: list[str] = field(default_factory=list)
    loading: list[str] = field(default_factory=list)
    """Chats in which the loading animation was shown."""
    contents: dict[str, Content] = field(default_factory=dict)
    keys: dict[str, Accepted] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tokens: dict[str, Token] = {}
        self.people = LinePeople(self.secret, self.clock, self._issue)
        self._contract = LineContract() if self.checking and have_contracts() else None
        self._buckets = {name: Bucket(self.a_second, self.a_second, self.clock) for name in ("reply", "push")}
        self._numbers = 0
        self.menus = LineMenus()
        self.webhook = ""

    def of(self, chat: str) -> list[Received]:
        return [one for one in self.received if one.chat == chat]

    def texts(self, chat: str) -> list[str]:
        """Every text that chat got, in order: of messages, and of the bubbles that hold buttons."""
        return [text for one in self.of(chat) for text in self.texts_of(one)]

    def texts_of(self, received: Received) -> list[str]:
        return [text for message in received.messages for text in texts_in(message)]

    @property
    def used(self) -> int:
        """Messages counted this month."""
        return self.pushed.total()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        called = called_in(request)
        if called is None and request.path == "/":
            return web.Response(status=404)  # nothing stands there, and asking tells LINE's clock
        if called is None:
            self.mistakes.append(f"no such call: {request.method} {request.path}")
            return refused(404, "Not found")
        method, contract, parts = called
        self.calls[method] += 1

        async def act() -> web.StreamResponse:
            return await self._acted(method, contract, parts, request, body)

        return await self.faults.around(
            method, request, act, lambda status: refused(status, RATE if status == 429 else "fault")
        )

    async def _acted(
        self, method: str, contract: str, parts: Sequence[str], request: web.Request, body: bytes
    ) -> web.StreamResponse:
        if method != "token" and request.headers.get("Authorization") != f"Bearer {self.access_token}":
            return refused(401, "Authentication failed. Confirm that the access token in the header is valid.")
        if len(body) > 2 * 1024 * 1024:
            return refused(413, "Request exceeds the max size of 2MB.")
        try:
            asked = read(method, request, body)
            if self._contract and contract and not isinstance(asked, bytes):
                check(self._contract, method, request.method, contract, asked)
        except Refused as problem:
            self.mistakes.append(f"{method}: {problem}")
            return answered(problem.status, problem.body)
        if "X-Line-Retry-Key" in request.headers and method != "push":
            self.mistakes.append(f"{method}: a retry key")
            return refused(400, "The retry key is not supported for this endpoint")
        do = getattr(self, f"_do_{method}", None) or getattr(self.menus, f"do_{method}")
        found = do(asked, parts, request)
        answer: web.Response = await found if inspect.isawaitable(found) else found
        answer.headers["x-line-request-id"] = str(uuid.uuid4())
        self._check_answer(method, request.method, contract, answer)
        return answer

    def _check_answer(self, method: str, verb: str, contract: str, answer: web.Response) -> None:
        if self._contract and contract and answer.content_type == "application/json":
            try:
                self._contract.check_answer(verb, contract, answer.status, json.loads(answer.text or "{}"))
            except Broken as problem:
                self.mistakes.append(f"answer to {method}: {problem}")

    def _issue(self, token: str, chat: str) -> None:
        self._tokens[token] = Token(chat, self.clock())
        if chat.startswith(GROUPS):
            self.groups.add(chat)

    def _do_reply(self, asked: dict[str, object], _: Sequence[str], __: web.Request) -> web.Response:
        if self._buckets["reply"].take():
            return refused(429, RATE)
        token = self._tokens.get(str(asked["replyToken"]))
        if token is None or token.used or self.clock() - token.at > TOKEN_LIVES:
            return refused(400, "Invalid reply token")
        token.used = True
        return answered(200, self._given(token.chat, "reply", asked, str(asked["replyToken"])))

    def _do_push(self, asked: dict[str, object], _: Sequence[str], request: web.Request) -> web.Response:
        if self._buckets["push"].take():
            return refused(429, RATE)
        key, chat, now = request.headers.get("X-Line-Retry-Key", ""), str(asked["to"]), self.clock()
        if key and not (key := _uuid(key)):
            return refused(400, "The retry key is invalid")
        if chat.startswith(GROUPS) and chat not in self.groups | set(self.members):
            return refused(400, "Failed to send messages")
        known = self.keys.get(key)
        if known and now - known.at < KEY_LIVES:
            if known.body != asked:
                self.mistakes.append("push: a known retry key with another body")
            answer = answered(409, {"message": "The retry key is already accepted", **known.sent})
            answer.headers["x-line-accepted-request-id"] = known.request
            return answer
        reached = 0 if chat in self.blocked | self.strangers else self.members.get(chat, 1)
        if self.monthly is not None and self.used + reached > self.monthly:
            return refused(429, MONTHLY)
        self.pushed[chat] += reached
        sent = self._given(chat, "push", asked, key)
        if key:
            self.keys[key] = Accepted(str(uuid.uuid4()), sent, asked, now)
        return answered(200, sent)

    def _given(self, chat: str, how: str, asked: Mapping[str, object], key: str) -> Json:
        messages = asked["messages"]
        assert isinstance(messages, list)
        if chat not in self.blocked | self.strangers:
            self.received.append(Received(chat, how, messages, self.clock(), key))
        self._numbers += len(messages)
        return {"sentMessages": [{"id": str(self._numbers - n)} for n in range(len(messages))]}

    def _do_validate(self, *_: object) -> web.Response:
        return answered(200, {})

    def _do_loading(self, asked: dict[str, object], *_: object) -> web.Response:
        if not str(asked["chatId"]).startswith("U"):
            return refused(400, "Invalid chat ID")
        self.loading.append(str(asked["chatId"]))
        return answered(202, {})

    def _do_quota(self, *_: object) -> web.Response:
        return answered(200, {"type": "none"} if self.monthly is None else {"type": "limited", "value": self.monthly})

    def _do_consumption(self, *_: object) -> web.Response:
        return answered(200, {"totalUsage": self.used})

    def _do_content(self, _: object, parts: Sequence[str], __: object) -> web.Response:
        found = self.contents.get(parts[0], Content(status=404))
        if found.status == 200:
            return web.Response(body=found.body, content_type=found.media_type)
        return answered(202, {}) if found.status == 202 else refused(found.status, "Not found")

    def _do_transcoding(self, _: object, parts: Sequence[str], __: object) -> web.Response:
        status = self.contents.get(parts[0], Content(status=404)).status
        return answered(200, {"status": {200: "succeeded", 202: "processing"}.get(status, "failed")})

    def _do_info(self, *_: object) -> web.Response:
        names = {"basicId": "@tidtam", "displayName": "ติดตาม", "chatMode": self.chat_mode, "markAsReadMode": "auto"}
        return answered(200, {"userId": BOT, **names})

    def _do_profile(self, _: object, parts: Sequence[str], __: object) -> web.Response:
        if parts[0] in self.blocked | self.strangers:
            return refused(404, "Not found")
        return answered(200, {"userId": parts[0], "displayName": self.names.get(parts[0], "เจ้าหน้าที่")})

    def _do_leave(self, _: object, parts: Sequence[str], request: web.Request) -> web.Response:
        if not CHAT.fullmatch(parts[0]):
            return refused(400, f"The value for the '{request.path.split('/')[3]}Id' parameter is invalid")
        if parts[0] not in self.groups | set(self.members):
            return refused(404, "Not found")
        self.groups.discard(parts[0])
        self.members.pop(parts[0], None)
        self.left.append(parts[0])
        return answered(200, {})

    def _do_webhook(self, asked: dict[str, object], _: object, request: web.Request) -> web.Response:
        if request.method == "PUT":
            self.webhook = str(asked["endpoint"])
            return answered(200, {})
        if not self.webhook:
            return refused(404, "Webhook endpoint not found")
        return answered(200, {"endpoint": self.webhook, "active": self.use_webhook})

    async def _do_webhook_test(self, asked: dict[str, object], *_: object) -> web.Response:
        """LINE posts no events, signed, and tells what it met (#test-webhook-endpoint)."""
        body, headers = self.people.webhook([])
        at = datetime.fromtimestamp(self.clock(), UTC).isoformat()
        try:
            address = str(asked.get("endpoint") or self.webhook)
            async with ClientSession() as session, session.post(address, data=body, headers=headers) as answer:
                met, reason, detail = answer.status, "OK", str(answer.status)
        except (ClientError, OSError) as problem:
            met, reason, detail = 0, "COULD_NOT_CONNECT", type(problem).__name__
        if met not in (0, 200):
            reason = "ERROR_STATUS_CODE"
        told = {"success": met == 200, "timestamp": at, "statusCode": met, "reason": reason, "detail": detail}
        return answered(200, told)

    def _do_token(self, *_: object) -> web.Response:
        return answered(200, {"token_type": "Bearer", "access_token": self.access_token, "expires_in": 900})


def _uuid(key: str) -> str:
    """`key` as the same UUID is always written; empty if it is none."""
    try:
        known = str(uuid.UUID(key))
    except ValueError:
        return ""
    return known if known == key.lower() else ""
