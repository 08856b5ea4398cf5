"""/picture in a chat: the officer gets a PNG; where files cannot be sent, a link that expires; nobody else gets it."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import sample_office
from bot.channels.web import WebChannel
from bot.clock import MovableClock
from bot.running import Tidtam
from dialogue.messages import Message
from dialogue.said import Said, Tap, Text
from handlers.update import SAID, Update
from measures.calendar import BANGKOK
from scheduler.timetable import tick_office
from storage import links
from storage.database import Connection, open_database
from storage.files import Files
from storage.links import Link
from storage.office_store import OfficeStore

OPENED = datetime(2024, 10, 31, 8, 30, tzinfo=BANGKOK)
pytestmark = pytest.mark.parametrize(
    "migrated_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)


def heard(
    folder: Path, url: str, said: Mapping[str, Sequence[Said]], public_url: str = ""
) -> tuple[dict[str, list[Message]], Tidtam]:
    """What each chat is told after saying these things one after another, reminders left out."""
    told: dict[str, list[Message]] = {}
    database = open_database(url)
    database.migrate()
    channel = WebChannel(lambda chat, message: told.setdefault(chat, []).append(message))
    tidtam = Tidtam(database, Files(folder / "files"), {"web": channel}, MovableClock(OPENED), public_url)

    async def play() -> None:
        await tidtam.start()
        try:
            office = await tidtam.writer.run(lambda c: sample_office.create(c, OPENED))
            await tidtam.writer.run(lambda c: sample_office.add_cast(OfficeStore(c, office), "web", OPENED))
            await tidtam.writer.run(lambda c: tick_office(c, office, OPENED))
            await tidtam.settle()
            told.clear()
            for chat, words in said.items():
                for number, word in enumerate(words):
                    update = Update("web", f"{chat}-{number}", chat, OPENED, SAID, word)
                    await tidtam.inbox.receive(office, [update])
                    await tidtam.settle()
            for messages in told.values():
                for message in messages:
                    if message.link:
                        token = message.link.rpartition("/")[2]
                        found = await tidtam.writer.run(partial(_link, token))
                        assert found is not None and found.files == message.attachments
                        assert found.expires_at == OPENED + timedelta(hours=24)
        finally:
            await tidtam.stop()

    asyncio.run(play())
    return told, tidtam


def _link(token: str, connection: Connection) -> Link | None:
    return links.link(connection, token)


def test_status_offers_it_and_a_tap_draws_it(tmp_path: Path, migrated_url: str) -> None:
    told, tidtam = heard(tmp_path, migrated_url, {"officer": [Text("/status"), Tap("picture 2568"), Text("ดูเป็นภาพ")]})
    status, tapped, typed = told["officer"]
    assert [(b.label, b.data) for b in status.buttons] == [("ดูเป็นภาพ", "picture 2568")]
    for message in (tapped, typed):
        (picture,) = message.attachments
        assert picture.media_type == "image/png" and picture.name == "status-2568-2024-10-31.png"
        assert tidtam.files.read(picture.digest)[:8] == b"\x89PNG\r\n\x1a\n"
        assert message.link == ""


def test_with_a_public_address_there_is_a_link_as_well(tmp_path: Path, migrated_url: str) -> None:
    told, _ = heard(tmp_path, migrated_url, {"officer": [Text("/picture 2568")]}, "https://tidtam.example.go.th")
    (message,) = told["officer"]
    assert message.link.startswith("https://tidtam.example.go.th/r/") and message.link_label == "เปิดดูภาพ"
    assert message.picture == message.link.replace("/r/", "/p/") + ".png"


def test_without_https_line_could_not_show_it_and_is_not_asked_to(tmp_path: Path, migrated_url: str) -> None:
    told, _ = heard(tmp_path, migrated_url, {"officer": [Text("/picture 2568")]}, "http://127.0.0.1:8000")
    (message,) = told["officer"]
    assert message.picture == "" and message.link.startswith("http://127.0.0.1:8000/r/")


@pytest.mark.parametrize(("chat", "words"), [("chang", "/picture"), ("officer", "/picture 2570")])
def test_it_is_not_for_reporters_nor_of_a_year_without_a_plan(
    tmp_path: Path, migrated_url: str, chat: str, words: str
) -> None:
    told, _ = heard(tmp_path, migrated_url, {chat: [Text(words)]})
    (message,) = told[chat]
    assert message.attachments == () and message.link == ""
