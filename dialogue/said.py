"""What one person said in one message, whatever channel it came by."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    """Cleaned: NFC, no control characters, no lone surrogates (see `dialogue.cleaning`)."""


@dataclass(frozen=True, slots=True)
class Tap:
    data: str
    """A `Button.data` that comes back. Anyone can forge one, so it is trusted for nothing but its name."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent to us. Its bytes are stored already when the dialogue sees it."""

    digest: str
    """sha-256 in hexadecimal; empty while the bytes are still to be fetched."""
    name: str
    media_type: str
    size: int
    """Bytes."""
    more: bool = False
    """True: others of the same album follow, and nothing need be said before the last of them."""

    @property
    def item(self) -> dict[str, Any]:
        """What an answer keeps of it."""
        return {"digest": self.digest, "name": self.name, "media_type": self.media_type, "size": self.size}


@dataclass(frozen=True, slots=True)
class BadFile:
    """A file that was sent to us and is not kept."""

    reason: str
    """The sentence of the catalogue that says why."""
    values: tuple[tuple[str, str], ...] = ()
    """The values that sentence wants."""


@dataclass(frozen=True, slots=True)
class Other:
    """A sticker, a place, a voice: something no question takes."""

    kind: str


Said = Text | Tap | File | BadFile | Other


def said_to_json(said: Said) -> list[Any]:
    return [type(said).__name__, *(getattr(said, field.name) for field in fields(said))]


def said_from_json(found: list[Any]) -> Said:
    return _KINDS[found[0]](*found[1:])


_KINDS: dict[str, Callable[..., Said]] = {kind.__name__: kind for kind in (Text, Tap, File, BadFile, Other)}
