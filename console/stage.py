"""What the try-out shows: its players, their bubbles, and what can be done on its stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dialogue.messages import Message
from dialogue.said import File, Said


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody whose phone is played."""

    chat_id: str
    name: str
    place: str
    """The division, or the section of it."""
    officer: bool = False


@dataclass(frozen=True, slots=True)
class Bubble:
    number: int
    """From 1, over all chats, in the order they came."""
    chat_id: str
    mine: bool
    """True: the player said it; False: the bot did."""
    at: datetime
    message: Message


class TryOut(Protocol):
    """What the page plays: some people's chats with the bot, and a clock."""

    def players(self) -> Sequence[Player]: ...

    def now(self) -> datetime: ...

    def bubbles(self, after: int) -> Sequence[Bubble]:
        """All numbered higher than `after`, in order."""

    async def wait(self, after: int) -> None:
        """Returns when there is a bubble numbered higher, the clock moved or `busy` changed, or after some seconds."""

    async def say(self, chat_id: str, said: Said, shown: str) -> None:
        """One message of that player; `shown` is what their own bubble says."""

    def largest_file(self) -> int:
        """Bytes of what a player may send."""

    def keep(self, name: str, media_type: str, content: bytes) -> File: ...

    def file(self, digest: str) -> bytes:
        """Raises FileNotFoundError."""

    async def move(self, to: str) -> None:
        """To the next "day", the next "reminder", or the "year_end"."""

    async def fill(self) -> None:
        """Give the year's reference answers."""

    def busy(self) -> str:
        """A short sentence with the progress while moving or filling, else empty."""
