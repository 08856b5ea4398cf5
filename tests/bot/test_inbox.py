"""The inbox: an event counts once, a failure of ours undoes that event alone, and answers come in order."""

import asyncio
import logging
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from dialogue.said import File, Text
from handlers.update import GROUP, SAID, Update
from storage import people
from storage.tables import dead_letter, draft, event, job, outbox
from tests.bot.scripted import Bot, played

PHOTO = File("", "board.jpg", "image/jpeg", 0)
"""A file as a channel reads it: its bytes are still on the platform."""


async def spoil(bot: Bot) -> None:
    """Somebody's draft can no longer be read: whatever they answer fails by our fault."""
    await bot.look(lambda connection: connection.execute(update(draft).values(conversation="{")))


def test_the_same_event_twice_counts_once(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await bot.say("chang", "เริ่ม", "e1")
        assert len(await bot.say("chang", "3", "e2")) == 1
        assert await bot.say("chang", "3", "e2") == []
        assert (await bot.say("chang", "อยู่ไหน", "e3"))[0].startswith("2/4")

    played(tmp_path, scene)


def test_the_same_event_twenty_times_at_once_counts_once(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await bot.say("chang", "เริ่ม", "e1")
        await asyncio.gather(*(bot.receive("chang", "3", "e2") for _ in range(20)))
        await bot.tidtam.settle()
        assert (await bot.say("chang", "อยู่ไหน", "e3"))[0].startswith("2/4")
        assert await bot.look(lambda c: c.scalar(select(func.count()).select_from(event))) == 3

    played(tmp_path, scene)


def test_answers_are_taken_and_given_in_the_order_they_came(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        words = ["เริ่ม", "3", "2", "120", "0"]
        events = [
            Update(bot.channel.name, f"{word}-{chat}", chat, bot.clock(), SAID, Text(word))
            for word in words
            for chat in ("chang", "sueksa")
        ]
        await bot.tidtam.inbox.receive(bot.office, events)
        await bot.tidtam.settle()
        for chat in ("chang", "sueksa"):
            told = [text for to, text in bot.channel.said if to == chat]
            assert [text.split("\n")[-1][:3] for text in told[:4]] == ["1/4", "2/4", "3/4", "4/4"]
            assert "2 คู่มือประชาชน: 2 เรื่อง\n3 E-Service: 120 ครั้ง" in told[4]

    played(tmp_path, scene)


def test_a_failure_of_ours_undoes_that_event_alone_and_is_apologised_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(bot: Bot) -> None:
        await bot.say("chang", "เริ่ม", "e1")
        await spoil(bot)
        await bot.say("khlang", "เริ่ม", "e2")
        with caplog.at_level(logging.ERROR):
            await asyncio.gather(bot.receive("khlang", "4", "e3"), bot.receive("chang", "3", "e4"))
        await bot.tidtam.settle()
        last = dict(bot.channel.said)
        assert last["khlang"].startswith("2/9")
        assert last["chang"].startswith("ขออภัยค่ะ ระบบขัดข้อง ข้อความล่าสุดยังไม่ได้บันทึก")
        buried = await bot.look(lambda c: c.execute(select(dead_letter)).all())
        assert [row.event_id for row in buried] == ["e4"]
        assert "e4: JSONDecodeError at handlers/progress.py:" in caplog.text
        assert await bot.say("chang", "3", "e4") == [], "redelivered: it has been apologised for once"

    played(tmp_path, scene)


def test_the_apology_speaks_the_persons_language(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await bot.say("chang", "เริ่ม", "e1")
        await spoil(bot)
        person = await bot.store(lambda store: people.at_address(store, bot.channel.name, "chang"))
        assert person
        await bot.store(lambda store: people.set_language(store, person.id, "en"))
        assert (await bot.say("chang", "3", "e2"))[0].startswith("Sorry")

    played(tmp_path, scene)


def test_a_strangers_file_is_never_asked_for_and_the_stranger_for_a_code(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        assert "พิมพ์รหัสเข้าร่วม" in (await bot.say("nobody", PHOTO, "e1"))[0]
        assert await bot.look(lambda c: c.execute(select(job)).all()) == []

    played(tmp_path, scene)


def test_of_a_group_nothing_is_kept_but_that_it_was_told_once(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        joined = Update(bot.channel.name, "g1", "a-group", bot.clock(), GROUP)
        await bot.tidtam.inbox.receive(bot.office, [joined, joined])
        await bot.tidtam.settle()
        assert [chat for chat, _ in bot.channel.said] == ["a-group"]
        assert await bot.look(lambda c: c.scalar(select(func.count()).select_from(outbox))) == 1

    played(tmp_path, scene)
