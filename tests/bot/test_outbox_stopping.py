"""Stopped amid a long queue: what is begun is finished, and the rest is left, untouched, to whoever comes next."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from bot.pacing import Limits, Paces
from bot.running import Tidtam
from dialogue.messages import Message
from storage import outbox
from storage.database import open_database
from storage.outbox import BROADCAST
from tests.bot.platforms import Platforms, on_platforms
from tests.doubles.line_people import user_id

MANY = 12


@pytest.mark.parametrize("channel", ["telegram", "line"])
def test_what_waits_for_its_turn_holds_up_no_stop_and_is_said_by_the_next(tmp_path: Path, channel: str) -> None:
    chats = [user_id(number) if channel == "line" else str(number) for number in range(1, MANY + 1)]

    async def scene(bot: Platforms) -> None:
        waiting, turns = asyncio.Event(), asyncio.Event()

        async def never(_: float) -> None:
            waiting.set()
            await turns.wait()

        paces = Paces({channel: Limits(1, 3)}, lambda: bot.clock().timestamp(), never)
        stopped = Tidtam(open_database(bot.url), bot.tidtam.files, bot.another().channels, bot.clock, "", paces)
        told = [(bot.persons[channel], channel, chat, Message("ประกาศ")) for chat in chats for _ in range(2)]
        await stopped.start()
        await stopped.writer.run(lambda c: outbox.owe_each(bot.store(c), told, BROADCAST, bot.clock()))
        await stopped.outbox.poll()
        await asyncio.wait_for(waiting.wait(), 10)  # then the first are under way
        await asyncio.wait_for(stopped.stop(), 10)
        assert 0 < heard(bot).total() < 2 * MANY
        await bot.wait(seconds=0)
        assert heard(bot) == dict.fromkeys(chats, 2)
        assert set(await bot.states()) == {"sent"}

    on_platforms(tmp_path, scene)


def heard(bot: Platforms) -> Counter[str]:
    return Counter([*(one.chat for one in bot.line.received), *(str(one.chat) for one in bot.telegram.received)])
