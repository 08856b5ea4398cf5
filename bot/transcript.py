"""A conversation written down as the tests replay it: `@` whose phone, `>` what is said, `!` what happens, then the bot."""

from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from console.stage import Bubble, Player
from dialogue.messages import Message
from dialogue.thai.dates import short_date


class Transcript:
    """Written to `file` as it is spoken, so that nothing is lost when the chat is broken off."""

    def __init__(self, file: TextIO, player: Player, now: datetime) -> None:
        self._file = file
        self._who = player.chat_id
        self._unread: dict[str, list[Message]] = {}
        self._file.write(f"# python -m bot chat\n\n@ {_name(player)} · {moment(now)}\n")

    def hear(self, bubbles: Iterable[Bubble]) -> None:
        """What the bot has said, to anybody."""
        for bubble in bubbles:
            if not bubble.mine:
                self._unread.setdefault(bubble.chat_id, []).append(bubble.message)

    def turn_to(self, player: Player) -> None:
        self._who = player.chat_id
        self._write(f"@ {_name(player)}")

    def typed(self, line: str) -> None:
        """`line` as it was typed, \\n for a new line."""
        self._write(f"> {_plain(line)}")

    def tapped(self, label: str) -> None:
        self._write(f"> [{label}]")

    def moved(self, now: datetime) -> None:
        self._write(f"! {moment(now)}")

    def _write(self, line: str) -> None:
        read = "\n\n".join(shown(message) for message in self._unread.pop(self._who, []))
        self._file.write(f"\n{line}\n{read}".rstrip() + "\n")
        self._file.flush()


def shown(message: Message) -> str:
    """A message as it is read: its text, its files, its buttons in brackets."""
    lines = [message.text, *(f"📄 {attachment.name}" for attachment in message.attachments)]
    if message.buttons:
        lines.append(" ".join(f"[{button.label}]" for button in message.buttons))
    return "\n".join(lines)


def moment(now: datetime) -> str:
    """ "31 ต.ค. 2567 09:00"."""
    return f"{short_date(now.date())} {now:%H:%M}"


def _name(player: Player) -> str:
    return player.name if player.officer else player.place


def _plain(line: str) -> str:
    """`line` with everything escaped that the replay would take for a tap, a file or an escape of its own."""
    found = line.replace("\\n", "\0").replace("\\", "\\x5c").replace("\0", "\\n").replace("{", "\\x7b")
    first = found[:1]
    return f"\\x{ord(first):02x}{found[1:]}" if first in ("(", "[") or found.startswith(("of ", "oldest ")) else found
