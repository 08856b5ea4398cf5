"""Evidence looked at again: the copy that is shown and never the photo itself, and what both platforms take."""

import asyncio
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot import sample_office
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.web import WebChannel
from bot.clock import MovableClock
from bot.evidence import keep
from bot.running import Tidtam
from dialogue.messages import Message
from dialogue.said import Text
from handlers.evidence_seen import SHOWN
from handlers.update import SAID, Update
from measures.calendar import BANGKOK
from measures.fiscal_year import anytime, month_period
from scheduler.timetable import tick_office
from storage import files as stored
from storage import links, submissions
from storage.database import open_database
from storage.files import Files
from storage.office_store import OfficeStore
from tests.bot.crafted import photo

NOW = datetime(2024, 10, 31, 9, 0, tzinfo=BANGKOK)
MONTH = month_period(NOW.date())
LONG = "ภาพถ่ายบอร์ดประชาสัมพันธ์หน้าสำนักงาน" * 6
LINK = "https://www.takbai.go.th/" + "a" * 900


def evidence(store: OfficeStore, files: Files, count: int) -> list[tuple[str, str]]:
    """`count` photos of กองช่าง and two long links; (the photo, its copy) of each."""
    items, found = [], []
    for number in range(count):
        kept = keep(files, photo((80 + number, 60)), f"{number} {LONG}.jpg")
        file = kept.file
        stored.note_file(store, file.digest, file.name, file.media_type, file.size, None, NOW, kept.display)
        items.append({"digest": file.digest, "name": file.name, "media_type": file.media_type, "size": file.size})
        found.append((file.digest, kept.display))
    measure, links_of = "staff_manual", [{"url": f"{LINK}{number}"} for number in range(2)]
    answers = {"photo": [*links_of, *items]}
    submissions.submit(store, measure, "chang", "", anytime(MONTH), 1, "web", answers, 1, NOW)
    return found


def asked(folder: Path, chat: str, words: str, count: int, public_url: str = "") -> tuple[list[Message], Any, Any]:
    """What the bot says in that chat; the photos; and what each link leads to."""
    told: list[tuple[str, Message]] = []
    database = open_database(f"sqlite:///{folder / 'tidtam.db'}")
    database.migrate()
    web = WebChannel(lambda to, message: told.append((to, message)))
    tidtam = Tidtam(database, Files(folder / "files"), {"web": web}, MovableClock(NOW), public_url)

    async def play() -> tuple[Any, Any]:
        await tidtam.start()
        try:
            office = await tidtam.writer.run(lambda c: sample_office.create(c, NOW))
            await tidtam.writer.run(lambda c: sample_office.add_cast(OfficeStore(c, office), "web", NOW))
            await tidtam.writer.run(lambda c: tick_office(c, office, NOW))
            photos = await tidtam.writer.run(lambda c: evidence(OfficeStore(c, office), tidtam.files, count))
            await tidtam.settle()
            told.clear()
            await tidtam.inbox.receive(office, [Update("web", "1", chat, NOW, SAID, Text(words))])
            await tidtam.settle()
            tokens = [m.link.rpartition("/")[2] for _, m in told] + [
                m.picture.rpartition("/")[2].removesuffix(".png") for _, m in told
            ]
            found = [await tidtam.writer.run(partial(lambda token, c: links.link(c, token), token)) for token in tokens]
            return photos, found
        finally:
            await tidtam.stop()

    photos, found = asyncio.run(play())
    return [message for to, message in told if to == chat], photos, found


def test_the_copy_is_shown_and_the_photo_itself_is_behind_the_link(tmp_path: Path) -> None:
    (message,), photos, (page, picture) = asked(tmp_path, "chang", "หลักฐาน", 2, "https://bot.example")
    copies = [copy for _, copy in photos]
    assert [a.digest for a in message.attachments] == copies
    assert not set(copies) & {original for original, _ in photos}
    assert [file.digest for file in page.files] == [original for original, _ in photos]
    assert [file.digest for file in picture.files] == copies[:1]
    assert message.link_label == "เปิดไฟล์ต้นฉบับ"


def test_without_a_public_address_there_is_no_link(tmp_path: Path) -> None:
    (message,), photos, _ = asked(tmp_path, "chang", "หลักฐาน", 1)
    assert (message.link, message.picture) == ("", "")
    assert [a.digest for a in message.attachments] == [copy for _, copy in photos]


def test_the_officer_sees_a_measure_s_and_another_division_nothing(tmp_path: Path) -> None:
    (message,), photos, _ = asked(tmp_path / "1", "officer", "/evidence 1", 1)
    assert "กองช่าง" in message.text and len(message.attachments) == len(photos)
    (message,), _, _ = asked(tmp_path / "2", "khlang", "หลักฐาน", 1)
    assert message.attachments == () and "กองช่าง" not in message.text


def test_the_most_and_longest_of_it_fits_both_platforms(
    tmp_path: Path, line_contract: Any, telegram_contract: Any
) -> None:
    messages, _, _ = asked(tmp_path, "chang", "หลักฐาน", 12, "https://bot.example")
    assert len(messages[0].attachments) == SHOWN - 2
    assert messages[0].text.splitlines()[-1] == "… และอีก 4 รายการ"
    on_line = LineChannel("secret", "token").render("U" + "a" * 32, messages, "reply-1")
    assert [delivery.method for delivery in on_line] == ["reply"], "one free reply"
    for delivery in on_line:
        line_contract.check(delivery)
    on_telegram = TelegramChannel("1:a", "s", Files(tmp_path)).render("5", messages, "")
    for delivery in on_telegram:
        telegram_contract.check(delivery)
    assert [d.method for d in on_telegram].count("sendPhoto") == SHOWN - 2
    assert "sendDocument" not in [d.method for d in on_telegram], "a copy that is looked at is no document"
