"""The try-out's channel: what is said goes to the bubbles of a page instead of a platform."""

from collections.abc import Callable, Mapping, Sequence
from math import inf

from bot.channels import Delivery, Forged
from dialogue.messages import Message
from handlers.update import Update

Show = Callable[[str, Message], None]
"""(chat, message) → it stands on the page."""


class WebChannel:
    name = "web"

    def __init__(self, show: Show) -> None:
        self._show = show
        self.sent: dict[str, bytes] = {}
        """The files that people sent, by what `fetch` calls them."""

    def read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        """The try-out has no webhook."""
        raise Forged("the try-out takes no webhooks")

    def render(self, chat_id: str, messages: Sequence[Message], reply_token: str) -> Sequence[Delivery]:
        return [Delivery("show", {"chat": chat_id, "message": message.to_json()}) for message in messages]

    async def say(self, delivery: Delivery, key: str) -> None:
        self._show(str(delivery.body["chat"]), Message.from_json(delivery.body["message"]))  # type: ignore[arg-type]

    async def fetch(self, file_ref: str, limit: int) -> bytes:
        """What was put into `sent`; the page has measured it already."""
        return self.sent[file_ref]

    async def busy(self, chat_id: str) -> float:
        """The page shows by itself that it waits."""
        return inf

    async def start(self) -> None: ...

    async def stop(self) -> None: ...
