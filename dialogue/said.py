"""What one person said in one message, whatever channel it came by."""

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Other:
    """A sticker, a place, a voice: something no question takes."""

    kind: str


Said = Text | Tap | File | Other
