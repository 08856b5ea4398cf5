"""The channels: each reads what its platform sends and says what the bot wants said. One file a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dialogue.messages import Message
from handlers.update import Update


class Forged(Exception):
    """The request does not carry the platform's signature or secret: answered 401, nothing kept."""


class Unreadable(Exception):
    """The request is signed, yet is not what the platform's contract describes: answered 400."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One rendered request to the platform; kept before the first try, so that a retry sends the same bytes."""

    method: str
    """The platform's method: "reply", "push", "leave", "sendMessage", "sendDocument", "sendPhoto", "answerCallbackQuery",
    "leaveChat"."""
    body: Mapping[str, object]
    part: int = 0
    """Its place among the requests of one outbox row, so that each can have a retry key of its own."""


class SendFailed(Exception):
    """The platform did not take it."""

    def __init__(
        self, reason: str, *, permanent: bool, unknown: bool = False, retry_after: float | None = None,
        spent: bool = False, gone: bool = False, slower: bool = False, month_over: bool = False,
        status: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(reason)
        self.permanent = permanent
        """True: trying again cannot help (a 4xx, a spent reply token, a person who blocked us)."""
        self.unknown = unknown
        """True: it may have been delivered (the answer was lost after the request left)."""
        self.retry_after = retry_after
        """Seconds the platform asks us to wait."""
        self.spent = spent
        """True: the reply token is spent or expired, so either it was said at an earlier try, or this way it never is."""
        self.gone = gone
        """True: nobody can be reached there any more: blocked, deactivated, no such chat."""
        self.status = status
        """HTTP's, where the platform answered; else 0."""
        self.slower = slower
        """True: the platform takes nothing for a while, from anybody to anybody (a 429 of too many)."""
        self.month_over = month_over
        """True: what may be pushed in a month is used up (LINE's other 429)."""


class Channel(Protocol):
    name: str

    def read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        """Verify, then read. Raises `Forged` before a byte is parsed; an odd event alone is left out, never the batch."""

    def render(self, chat_id: str, messages: Sequence[Message], reply_token: str) -> Sequence[Delivery]:
        """The requests that say `messages`, inside the platform's limits. Pure."""

    async def say(self, delivery: Delivery, key: str) -> None:
        """Send one request; `key` is the outbox row's UUID. Raises `SendFailed`."""

    async def fetch(self, file_ref: str, limit: int) -> bytes:
        """The bytes of a file a person sent, at most `limit`. Raises `SendFailed`, or `TooLarge` past the limit."""

    async def busy(self, chat_id: str) -> float:
        """Show there that something takes a moment; for how many seconds it is shown at most. Raises `SendFailed`."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class TooLarge(Exception):
    """The file is larger than we take."""
