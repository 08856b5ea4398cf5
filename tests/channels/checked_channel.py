"""A channel that makes everything ready for LINE and for Telegram, and checks it there."""

from collections.abc import Callable, Mapping, Sequence
from math import inf

from bot.channels import Delivery, Forged
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from dialogue.messages import Button, Message
from handlers.update import Update
from storage.files import Files
from tests.bot.crafted import photo

Check = Callable[[Delivery], None]
SENT = {"photo": photo(), "broken": photo()[:400], "program": b"MZ\x90\x00 a program"}
"""Files by what `fetch` calls them."""


class Checked:
    """Speaks as LINE's channel does; what it would say there, and on Telegram, has passed `checks` or is in `wrong`."""

    name = "line"

    def __init__(self, checks: Mapping[str, Check], files: Files) -> None:
        self._line, self._telegram = LineChannel("secret", "token"), TelegramChannel("123:token", "secret", files)
        self._checks = checks
        self.wrong: list[str] = []
        self.said: list[Message] = []
        self.buttons: dict[str, Sequence[Button]] = {}
        """Chat → those it was shown last."""

    def render(self, chat_id: str, messages: Sequence[Message], reply_token: str) -> Sequence[Delivery]:
        on_line = self._line.render(chat_id, messages, reply_token)
        on_telegram = self._telegram.render("555", messages, reply_token)
        for platform, delivery in [*(("line", d) for d in on_line), *(("telegram", d) for d in on_telegram)]:
            try:
                self._checks[platform](delivery)
            except Exception as problem:
                self.wrong.append(f"{platform}: {type(problem).__name__}: {problem}")
        self.said.extend(messages)
        self.buttons[chat_id] = [button for message in messages for button in message.buttons]
        return on_line

    async def say(self, delivery: Delivery, key: str) -> None: ...

    async def fetch(self, file_ref: str, limit: int) -> bytes:
        return SENT[file_ref]

    async def busy(self, chat_id: str) -> float:
        return inf

    def read(self, body: bytes, headers: Mapping[str, str]) -> Sequence[Update]:
        raise Forged

    async def start(self) -> None: ...

    async def stop(self) -> None: ...
