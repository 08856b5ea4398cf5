"""Plays a written conversation to the real bot, on a clock of its own, and writes down what the bot says."""

import asyncio
import itertools
import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias, TypeVar

import pytest
from sqlalchemy import func, select

from bot import sample_office
from bot.channels.web import WebChannel
from bot.clock import MovableClock
from bot.fill import Filler
from bot.running import Tidtam
from bot.transcript import shown
from dialogue.cleaning import clean
from dialogue.messages import Message
from dialogue.said import File, Other, Said, Tap, Text
from dialogue.thai.dates import SHORT_MONTHS
from handlers.update import SAID, Update
from measures.calendar import BANGKOK
from measures.fiscal_year import BUDDHIST_ERA, year_end
from measures.plan_file import read_plan
from scheduler.timetable import moments, tick_office
from storage import divisions, invitations, people
from storage.database import Connection, open_database
from storage.files import Files
from storage.office_store import OfficeStore
from storage.tables import dead_letter
from tests.bot.crafted import DOCX_PARTS, office_file, photo

T = TypeVar("T")
Replay: TypeAlias = Callable[[str], str]

FOUNDED = datetime(2024, 10, 1, 9, 0, tzinfo=BANGKOK)
YEAR_CLOSED = datetime(2025, 10, 16, 8, 30, tzinfo=BANGKOK)
FILES = {
    "pdf": b"%PDF-1.4\nstartxref\n9\n%%EOF\n",
    "jpg": photo(),
    "png": photo(kind="PNG"),
    "heic": b"\0\0\0\x24ftypheic\0\0\0\0mif1heic",
    "broken": photo()[:400],
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "docm": office_file(DOCX_PARTS, word__vbaProject=b"Sub AutoOpen()"),
    "docx": office_file(DOCX_PARTS, word__media=bytes(60_000_000)),
    "exe": b"MZ\x90\x00 a program",
}
_MOMENT = re.compile(r"(\d{1,2}) (\S+) (\d{4}) (\d{1,2}):(\d{2})")
_ESCAPE = re.compile(r"\\(n|x[0-9a-f]{2}|u[0-9a-f]{4})")
_TAP = re.compile(r"(oldest )?(?:of (\S+) )?\[(.+)\]")
_REPEAT = re.compile(r"\((.+) × ([\d,]+)\)")


class Stage:
    """เทศบาลเมืองตากใบ with one reporter a division and the legal officer, each with a phone."""

    def __init__(self, folder: Path, url: str) -> None:
        self.clock = MovableClock(FOUNDED)
        self._files = Files(folder / "files")
        self._database = database = open_database(url)
        database.migrate()
        self._web = WebChannel(self._show)
        self._tidtam = Tidtam(database, self._files, {"web": self._web}, self.clock)
        self._heard: dict[str, list[Message]] = {}
        self._unread: dict[str, list[Message]] = {}
        self._phones: dict[str, str] = {}
        self._who = self._code = ""
        self._events = itertools.count(1)

    async def play(self, script: str) -> str:
        await self._tidtam.start()
        try:
            self._office = await self._write(lambda connection: sample_office.create(connection, FOUNDED))
            for player in await self._store(lambda store: sample_office.add_cast(store, "web", FOUNDED)):
                self._phones[player.name if player.officer else player.place] = player.chat_id
            written = []
            for line in script.splitlines():
                if line[:1] in "#@!>" and line:
                    await self._do(line[0], line[1:].strip())
                    read = self._unread.pop(self._who, []) if line[0] != "#" else []
                    written.append("\n".join((line, "\n\n".join(map(shown, read)))).strip())
            assert await self._write(lambda c: c.scalar(select(func.count()).select_from(dead_letter))) == 0
            return "\n\n".join(written) + "\n"
        finally:
            await self._tidtam.stop()
            self._database.close()

    async def _do(self, mark: str, words: str) -> None:
        if mark == "@":
            name, _, moment = words.partition(" · ")
            self._who = self._phones.get(name, name)
            if moment:
                await self._move(_moment(moment))
                self._unread.clear()
        elif mark == ">":
            await self._say(self._said(words))
        elif mark == "!":
            verb, _, rest = words.partition(" ")
            await (self._move(_moment(words)) if verb.isdecimal() else getattr(self, f"_do_{verb}")(*rest.split()))

    async def _do_day(self) -> None:
        await self._move(datetime.combine(self.clock().astimezone(BANGKOK) + timedelta(days=1), time(8, 30), BANGKOK))

    async def _do_reminder(self) -> None:
        while not self._unread.get(self._who):
            await self._do_day()

    async def _do_year_end(self) -> None:
        await self._move(YEAR_CLOSED)

    async def _do_fill(self) -> None:
        """The speaker reports everything owed today with the reference answers."""
        plan = read_plan(sample_office.plan_text())
        filler = Filler(self._tidtam, self._office, "web", sample_office.sample_answers(plan))
        await filler.report(self._who, year_end(plan.fiscal_year))
        await self._tidtam.settle()
        self._unread.clear()

    async def _do_invite(self, role: str, division: str = "") -> None:
        """{code} is what was handed out."""
        now = self.clock()
        self._code = await self._store(lambda store: invitations.invite(store, role, division, "", now))

    async def _do_colleague(self, name: str, division: str, language: str = "th", role: str = "reporter") -> None:
        """Somebody more, with a phone that is called as they are."""

        def add(store: OfficeStore) -> None:
            person = people.add_person(store, name, division, "", frozenset({role}), language, FOUNDED)
            people.link_address(store, person, "web", name, FOUNDED)

        await self._store(add)

    async def _do_closes(self, division: str) -> None:
        """A division is no more."""
        plan = read_plan(sample_office.plan_text())
        remaining = [d for d in plan.divisions if d.key != division]
        await self._store(lambda store: divisions.save_divisions(store, remaining))

    async def _move(self, until: datetime) -> None:
        for moment in moments(self.clock(), until):
            self.clock.move(moment)
            await self._write(lambda connection: tick_office(connection, self._office, self.clock()))
            await self._tidtam.settle()
        self.clock.move(until)

    async def _say(self, said: Said) -> None:
        sent = said.name if isinstance(said, File) else ""
        update = Update("web", f"e{next(self._events)}", self._who, self.clock(), SAID, said, file_ref=sent)
        await self._tidtam.inbox.receive(self._office, [update])
        await self._tidtam.settle()

    def _said(self, words: str) -> Said:
        if tap := _TAP.fullmatch(words):
            whose = self._phones[tap.group(2)] if tap.group(2) else self._who
            buttons = [b for m in self._heard[whose] for b in m.buttons if b.label == tap.group(3)]
            return Tap(buttons[0 if tap.group(1) else -1].data)
        if words == "(sticker)":
            return Other("sticker")
        if words.startswith("(file "):
            name = words[6:-1]
            self._web.sent[name] = FILES[name.rpartition(".")[2]]
            return File("", name, "application/octet-stream", 0)
        if repeat := _REPEAT.fullmatch(words):
            return Text(repeat.group(1) * int(repeat.group(2).replace(",", "")))
        return Text(clean(_ESCAPE.sub(_escaped, words.replace("{code}", self._code))))

    def _show(self, chat_id: str, message: Message) -> None:
        self._heard.setdefault(chat_id, []).append(message)
        self._unread.setdefault(chat_id, []).append(message)

    async def _store(self, work: Callable[[OfficeStore], T]) -> T:
        return await self._write(lambda connection: work(OfficeStore(connection, self._office)))

    async def _write(self, work: Callable[[Connection], T]) -> T:
        return await self._tidtam.writer.run(work)


def _moment(words: str) -> datetime:
    """ "31 ต.ค. 2567 09:00", Bangkok."""
    found = _MOMENT.fullmatch(words)
    assert found, f"no moment: {words}"
    day, month, year, hour, minute = found.groups()
    month_number = SHORT_MONTHS.index(month) + 1
    return datetime(int(year) - BUDDHIST_ERA, month_number, int(day), int(hour), int(minute), tzinfo=BANGKOK)


def _escaped(found: re.Match[str]) -> str:
    return "\n" if found.group(1) == "n" else chr(int(found.group(1)[1:], 16))


@pytest.fixture
def replay(tmp_path: Path, migrated_url: str) -> Iterator[Replay]:
    """A script played from the office's first day; the whole conversation as it then stands. On both databases."""
    yield lambda script: asyncio.run(Stage(tmp_path, migrated_url).play(script))
