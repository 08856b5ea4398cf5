"""The outbox: tried again after a pause, given up when it cannot help, never twice what nobody wants twice."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dialogue.messages import Message
from scheduler.timetable import tick_office
from storage import outbox
from storage.office_store import OfficeStore
from storage.outbox import REMINDER, REPLY, REPORT
from storage.tables import outbox as table
from tests.bot.scripted import Bot, played, refused

HOUR = timedelta(hours=1)


async def owe(bot: Bot, *texts: str, chat: str = "chang", cause: str = REPORT) -> str:
    """One row with these messages; its key."""
    messages = [Message(text) for text in texts]
    owed = await bot.store(lambda s: outbox.owe(s, bot.channel.name, chat, messages, cause, bot.clock()))
    return owed.id


async def state(bot: Bot, key: str) -> str:
    return str(await bot.look(lambda c: c.scalar(select(table.c.state).where(table.c.id == key))))


def test_what_fails_is_tried_again_with_the_same_key_after_ever_longer_pauses(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        bot.channel.failures = [refused() for _ in range(4)]
        key = await owe(bot, "รายงาน")
        waits: list[timedelta] = []
        began = bot.clock()
        while not bot.channel.said and len(waits) < 9:
            tries = len(bot.channel.tries)
            await bot.wait(timedelta(seconds=0.5))
            assert bot.clock() - began < HOUR
            if len(bot.channel.tries) > tries:
                waits.append(bot.clock() - began)
                began = bot.clock()
        assert {k for k, _ in bot.channel.tries} == {key}
        assert len(waits) == 5
        assert waits[2:] == sorted(waits[2:])
        assert timedelta(seconds=1) <= waits[1] <= timedelta(seconds=2)
        assert timedelta(seconds=4) <= waits[4] <= timedelta(seconds=14)
        assert await state(bot, key) == "sent"

    played(tmp_path, scene)


def test_the_platforms_own_pause_is_kept_to(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        bot.channel.failures = [refused(retry_after=30)]
        await owe(bot, "รายงาน")
        await bot.wait(timedelta(seconds=1))
        await bot.wait(timedelta(seconds=28))
        assert bot.channel.said == []
        await bot.wait(timedelta(seconds=2))
        assert bot.channel.said == [("chang", "รายงาน")]

    played(tmp_path, scene)


@pytest.mark.parametrize("failure", [refused(permanent=True), ValueError("our own mistake")])
def test_what_cannot_help_is_not_tried_again(tmp_path: Path, failure: Exception) -> None:
    async def scene(bot: Bot) -> None:
        bot.channel.failures = [failure]
        key = await owe(bot, "รายงาน")
        await bot.wait(HOUR)
        await bot.wait(HOUR)
        assert len(bot.channel.tries) == 1
        assert await state(bot, key) == "failed"

    played(tmp_path, scene)


def test_given_up_before_lines_retry_key_is_a_day_old(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        bot.channel.failures = [refused() for _ in range(200)]
        key = await owe(bot, "รายงาน")
        for _ in range(60):
            await bot.wait(timedelta(minutes=30))
        assert await state(bot, key) == "failed"
        assert bot.channel.said == []

    played(tmp_path, scene)


def test_a_reminder_that_may_have_arrived_is_left_alone(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        bot.channel.failures = [refused(unknown=True) for _ in range(100)]
        await bot.look(lambda connection: tick_office(connection, bot.office, bot.clock()))
        owed = await bot.look(lambda c: c.scalars(select(table.c.id).where(table.c.cause == REMINDER)).all())
        await bot.wait(timedelta(minutes=10))
        await bot.wait(timedelta(minutes=10))
        assert len(bot.channel.tries) == len(owed) > 0
        assert {await state(bot, key) for key in owed} == {"unknown"}

    played(tmp_path, scene)


def test_a_report_that_may_have_arrived_is_sent_again(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        bot.channel.failures = [refused(unknown=True)]
        key = await owe(bot, "รายงาน")
        await bot.wait(HOUR)
        await bot.wait(HOUR)
        assert len(bot.channel.tries) == 2
        assert await state(bot, key) == "sent"

    played(tmp_path, scene)


def test_replies_go_before_what_nobody_waits_for(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        due = bot.clock() + timedelta(seconds=60)  # when a reply that its owner has not spoken may be taken by others

        def owe_all(store: OfficeStore) -> None:
            for number in range(5):
                outbox.owe(store, bot.channel.name, f"c{number}", [Message("รายงาน")], REPORT, due)
            outbox.owe(store, bot.channel.name, "c9", [Message("ตอบ")], REPLY, bot.clock())

        await bot.store(owe_all)
        await bot.wait(timedelta(minutes=2))
        assert bot.channel.said[0] == ("c9", "ตอบ")
        assert len(bot.channel.said) == 6

    played(tmp_path, scene)


def test_one_chats_messages_keep_their_order_and_hold_up_nobody_else(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        slow = bot.channel.gates["หนึ่ง"] = asyncio.Event()
        rows = [await _row(bot, "chang", "หนึ่ง"), await _row(bot, "chang", "สอง"), await _row(bot, "khlang", "สาม")]
        bot.tidtam.outbox.speak(rows)
        await asyncio.sleep(0.02)
        assert bot.channel.said == [("khlang", "สาม")]
        slow.set()
        await bot.tidtam.settle()
        assert bot.channel.said[1:] == [("chang", "หนึ่ง"), ("chang", "สอง")]

    played(tmp_path, scene)


def test_what_waits_for_its_turn_longer_than_its_lease_is_still_said_once(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        slow = bot.channel.gates["หนึ่ง"] = asyncio.Event()
        bot.tidtam.outbox.speak([await _row(bot, "chang", "หนึ่ง")])
        bot.clock.move(bot.clock() + HOUR)
        await bot.tidtam.outbox.poll()
        slow.set()
        await bot.tidtam.settle()
        assert bot.channel.said == [("chang", "หนึ่ง")]

    played(tmp_path, scene)


def test_of_several_requests_only_those_that_failed_are_sent_again(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        bot.channel.failures = [None, refused()]
        await owe(bot, "หนึ่ง", "สอง", "สาม")
        await bot.wait(HOUR)
        await bot.wait(HOUR)
        assert [text for _, text in bot.channel.said] == ["หนึ่ง", "สอง", "สาม"]

    played(tmp_path, scene)


async def _row(bot: Bot, chat: str, text: str) -> outbox.Owed:
    return await bot.store(lambda s: outbox.owe(s, bot.channel.name, chat, [Message(text)], REPLY, bot.clock()))
