"""ข้อความ: what the bot says, before a channel gives it a shape (a LINE Flex bubble, a Telegram keyboard, a web bubble)."""

from dataclasses import dataclass
from typing import Any

MAIN = "main"
QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Button:
    """One tap. Whoever cannot tap may type `say` instead, and it means the same."""

    label: str
    data: str
    """Opaque to the channel: at most 64 ASCII bytes, checked again when it comes back."""
    say: str = ""
    """What a person would type for it: the choice's number, or the words on the button."""
    weight: str = ""
    """`MAIN`: usually tapped next, so it stands last and is seen first; `QUIET`: a way back or aside; else an answer like
    those beside it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file that goes with a message: sent itself where the channel can, else as an expiring link."""

    digest: str
    name: str
    media_type: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Table:
    """Marks in rows and columns. The message's text says the same, for channels that have no tables."""

    title: str
    """What stands above it."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """(name, a mark a column)."""
    notes: str
    """What stands below it: what the marks mean."""


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    buttons: tuple[Button, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    link: str = ""
    """An https address that opens as a button, labelled `link_label`."""
    link_label: str = ""
    picture: str = ""
    """An https address of the attached picture itself, for channels that show pictures by their address alone."""
    table: Table | None = None

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"text": self.text}
        if self.buttons:
            found["buttons"] = [[b.label, b.data, b.say, *filter(None, [b.weight])] for b in self.buttons]
        if self.attachments:
            found["attachments"] = [[a.digest, a.name, a.media_type, a.size] for a in self.attachments]
        if self.link:
            found["link"] = [self.link, self.link_label]
        if self.picture:
            found["picture"] = self.picture
        if self.table:
            found["table"] = [self.table.title, self.table.columns, self.table.rows, self.table.notes]
        return found

    @staticmethod
    def from_json(found: dict[str, Any]) -> "Message":
        link, link_label = found.get("link", ("", ""))
        return Message(
            found["text"],
            tuple(Button(*b) for b in found.get("buttons", ())),
            tuple(Attachment(*a) for a in found.get("attachments", ())),
            link,
            link_label,
            found.get("picture", ""),
            _table(found["table"]) if "table" in found else None,
        )


def _table(found: list[Any]) -> Table:
    title, columns, rows, notes = found
    return Table(title, tuple(columns), tuple((name, tuple(marks)) for name, marks in rows), notes)
