"""What was sent and could not be marked, for the disk's sake, is marked with the next poll and said to nobody again."""

import asyncio
from pathlib import Path

from sqlalchemy import select, text

from dialogue.messages import Message
from storage import outbox
from storage.outbox import REPLY, SENT
from storage.tables import outbox as table
from tests.bot.scripted import Bot, played


def test_what_could_not_be_marked_is_marked_by_the_next_poll(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        slow = bot.channel.gates["ค่ะ"] = asyncio.Event()
        owed = await bot.store(lambda s: outbox.owe(s, bot.channel.name, "chang", [Message("ค่ะ")], REPLY, bot.clock()))
        bot.tidtam.outbox.speak([owed])
        await bot.look(lambda connection: connection.execute(text("ALTER TABLE outbox RENAME TO away")))
        slow.set()
        await bot.tidtam.outbox.idle()
        assert bot.channel.said == [("chang", "ค่ะ")]
        await bot.look(lambda connection: connection.execute(text("ALTER TABLE away RENAME TO outbox")))
        await bot.tidtam.settle()
        assert await bot.look(lambda c: c.scalar(select(table.c.state).where(table.c.id == owed.id))) == SENT
        assert bot.channel.said == [("chang", "ค่ะ")]

    played(tmp_path, scene)
