"""The people on LINE's side: what they write comes to the bot as signed webhooks."""

import base64
import hashlib
import hmac
import itertools
import json
import secrets
from collections.abc import Callable, Sequence

Event = dict[str, object]
BOT = "U" + "b" * 32
"""The bot's own id, which every webhook names as its destination."""
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def user_id(number: int) -> str:
    return f"U{number:032x}"


class LinePeople:
    """Makes events. Each has an id of its own and, where LINE gives one, a reply token told to `issue(token, chat)`."""

    def __init__(self, secret: str, clock: Callable[[], float], issue: Callable[[str, str], None]) -> None:
        self._secret = secret.encode()
        self._clock = clock
        self._issue = issue
        self._numbers = itertools.count(1)
        self._run = secrets.randbits(40)

    def text(self, user: str, text: str, *, at: float | None = None) -> Event:
        number = next(self._numbers)
        message = {"type": "text", "id": str(number), "quoteToken": f"quote-{number}", "text": text}
        return self._event("message", {"type": "user", "userId": user}, at, message=message)

    def tap(self, user: str, data: str, *, at: float | None = None) -> Event:
        return self._event("postback", {"type": "user", "userId": user}, at, postback={"data": data})

    def image(self, user: str, message_id: str, *, at: float | None = None) -> Event:
        message = {
            "type": "image", "id": message_id, "quoteToken": f"quote-{message_id}",
            "contentProvider": {"type": "line"},
        }  # fmt: skip
        return self._event("message", {"type": "user", "userId": user}, at, message=message)

    def file(self, user: str, message_id: str, name: str, size: int, *, at: float | None = None) -> Event:
        message = {"type": "file", "id": message_id, "fileName": name, "fileSize": size}
        return self._event("message", {"type": "user", "userId": user}, at, message=message)

    def follow(self, user: str) -> Event:
        return self._event("follow", {"type": "user", "userId": user}, None, follow={"isUnblocked": False})

    def unfollow(self, user: str) -> Event:
        return self._event("unfollow", {"type": "user", "userId": user}, None, token=False)

    def unsend(self, user: str, message_id: str) -> Event:
        source = {"type": "user", "userId": user}
        return self._event("unsend", source, None, token=False, unsend={"messageId": message_id})

    def join(self, group: str) -> Event:
        return self._event("join", {"type": "group", "groupId": group}, None)

    def redelivered(self, event: Event) -> Event:
        """The same event once more, as LINE sends it again: same id, same token, same time."""
        return {**event, "deliveryContext": {"isRedelivery": True}}

    def webhook(self, events: Sequence[Event]) -> tuple[bytes, dict[str, str]]:
        """(body, headers) of one signed request."""
        body = json.dumps({"destination": BOT, "events": list(events)}, ensure_ascii=False).encode()
        signature = base64.b64encode(hmac.digest(self._secret, body, hashlib.sha256)).decode()
        return body, {"Content-Type": "application/json", "x-line-signature": signature}

    def _event(
        self, kind: str, source: dict[str, str], at: float | None, *, token: bool = True, **more: object
    ) -> Event:
        number = next(self._numbers)
        event: Event = {
            "type": kind,
            "webhookEventId": _ulid(self._run << 40 | number),
            "deliveryContext": {"isRedelivery": False},
            "timestamp": int((self._clock() if at is None else at) * 1000),
            "source": source,
            "mode": "active",
            **more,
        }
        if token:
            event["replyToken"] = f"{self._run:010x}{number:022x}"
            self._issue(str(event["replyToken"]), next(iter(list(source.values())[1:])))
        return event


def _ulid(number: int) -> str:
    letters = ""
    for _ in range(26):
        number, letter = divmod(number, 32)
        letters = _CROCKFORD[letter] + letters
    return letters
