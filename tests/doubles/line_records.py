"""What the LINE double remembers: who got what, which tokens and keys were used, what people sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Received:
    """What one chat truly got."""

    chat: str
    how: str
    """"reply" or "push"."""
    messages: Sequence[Json]
    at: float
    key: str = ""
    """The retry key it came with, or the reply token."""


@dataclass(slots=True)
class Token:
    chat: str
    at: float
    used: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    request: str
    sent: Json
    body: object
    at: float


@dataclass(frozen=True, slots=True)
class Content:
    """A file somebody sent. `status` 202: still being prepared, 404: gone, 410: unsent."""

    body: bytes = b""
    media_type: str = "image/jpeg"
    status: int = 200


def texts_in(found: object) -> list[str]:
    """Every "text" in a message, top down; a quick reply's labels are no text."""
    if isinstance(found, list):
        return [text for one in found for text in texts_in(one)]
    if not isinstance(found, dict):
        return []
    own = [found["text"]] if isinstance(found.get("text"), str) else []
    return own + [text for key, one in found.items() if key != "quickReply" for text in texts_in(one)]
