"""python -m bot chat: the try-out in a terminal. What is typed is said; lines that begin with : are about the try-out."""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from bot.opened import Refused
from bot.transcript import Transcript
from bot.tryout import TryOut
from console.stage import Bubble, Player
from console.thai_text import clock_text
from dialogue.cleaning import clean
from dialogue.said import Tap, Text

HELP = """\
:who          who is there           :as KEY       be somebody else (:as khlang, :as officer)
:day          the next day           :reminder     the next reminder
:year_end     the end of the year    :fill         report the whole year with the reference answers
[n] or words  answer; a button is tapped by its number in brackets: [2]
:quit         leave (Ctrl+D)"""


def run_chat(save: Path | None = None) -> int:
    """With `save`, what is said is written there as tests/transcripts replay it. Raises Refused where it cannot be."""
    with tempfile.TemporaryDirectory(prefix="tidtam-") as folder, ExitStack() as files:
        try:
            file = files.enter_context(save.open("w", encoding="utf-8")) if save else None
        except OSError as problem:
            raise Refused(f"{save} cannot be written: {problem.strerror}") from None
        asyncio.run(_chat(TryOut(Path(folder)), file))
    return 0


async def _chat(tryout: TryOut, save: TextIO | None) -> None:
    await tryout.start()
    terminal = _Terminal(tryout, save)
    print(HELP)
    try:
        while True:
            terminal.show()
            print(f"\n{terminal.me.place} · {clock_text(tryout.now())} > ", end="", flush=True)
            line = await asyncio.to_thread(sys.stdin.readline)
            if not line:
                print()  # Ctrl+D leaves the cursor behind the prompt
            if not line or line.strip() == ":quit":
                return
            await terminal.take(clean(line.rstrip("\n")))
    finally:
        await tryout.stop()


class _Terminal:
    def __init__(self, tryout: TryOut, save: TextIO | None) -> None:
        self.me: Player = next(p for p in tryout.players() if p.chat_id == "chang")
        self._tryout = tryout
        self._seen = 0
        self._buttons: list[tuple[str, str]] = []
        self._transcript = Transcript(save, self.me, tryout.now()) if save else None
        self._written = 0

    def show(self) -> None:
        """What has been said since; in other people's chats, that it was."""
        new = self._tryout.bubbles(self._seen)
        self._seen += len(new)
        for bubble in new:
            if bubble.chat_id == self.me.chat_id and not bubble.mine:
                self._print(bubble)
        others = {b.chat_id for b in new if not b.mine} - {self.me.chat_id}
        if others:
            print(f"  ({', '.join(sorted(others))}: new messages)")

    def _print(self, bubble: Bubble) -> None:
        message = bubble.message
        print(f"\n{message.text}")
        self._buttons = [(b.data, b.label) for b in message.buttons] or self._buttons
        for number, (_, label) in enumerate(self._buttons if message.buttons else [], 1):
            print(f"  [{number}] {label}")
        for attachment in message.attachments:
            print(f"  📄 {attachment.name} ({attachment.size:,} bytes)")

    async def take(self, line: str) -> None:
        if not line:
            return
        if line.startswith(":"):
            await self._command(*line[1:].split())
        elif line.startswith("[") and line[1:].rstrip("]").isdecimal():
            await self._tap(int(line[1:].rstrip("]")))
        else:
            await self._tryout.say(self.me.chat_id, Text(line.replace("\\n", "\n")), line)
            self._write(lambda transcript: transcript.typed(line))

    async def _tap(self, number: int) -> None:
        if not 1 <= number <= len(self._buttons):
            print("There is no such button.")
            return
        data, label = self._buttons[number - 1]
        await self._tryout.say(self.me.chat_id, Tap(data), label)
        self._write(lambda transcript: transcript.tapped(label))

    def _write(self, what: Callable[[Transcript], None]) -> None:
        """Into the transcript, if there is one, with what the bot has said since."""
        if self._transcript:
            new = self._tryout.bubbles(self._written)
            self._written += len(new)
            self._transcript.hear(new)
            what(self._transcript)

    async def _command(self, name: str = "", *words: str) -> None:
        if name in ("day", "reminder", "year_end"):
            await self._tryout.move(name)
            self._write(lambda transcript: transcript.moved(self._tryout.now()))
        elif name == "fill" and self._transcript:
            print("A conversation that is saved is replayed word for word: a filled year is not part of it.")
        elif name == "fill":
            print("Reporting the whole year, a moment …", flush=True)
            await self._tryout.fill()
        elif name == "as" and words:
            self._be(words[0])
        elif name == "who":
            print("\n".join(f"{p.chat_id:10} {p.place}" for p in self._tryout.players()))
        else:
            print(HELP)

    def _be(self, key: str) -> None:
        found = next((p for p in self._tryout.players() if p.chat_id == key), None)
        if found is None:
            print("Nobody is called that; :who tells who is there.")
            return
        self.me = found
        self._write(lambda transcript: transcript.turn_to(found))
        last = [b for b in self._tryout.bubbles(0) if b.chat_id == key and not b.mine][-1:]
        for bubble in last:
            self._print(bubble)
