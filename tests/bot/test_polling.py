"""TELEGRAM_MODE=polling: each update is answered once, and Telegram is told to forget it only when it is kept."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.polling import Polling
from storage.tables import event
from tests.bot.platforms import CHATS, Platforms, on_platforms
from tests.doubles.faults import Fault

CHAT = int(CHATS["telegram"])


def polled(folder: Path, scene: Callable[[Platforms, Polling], Awaitable[None]]) -> None:
    """Run `scene` with the bot asking Telegram."""

    async def play(bot: Platforms) -> None:
        polling = Polling(bot.channel("telegram"), bot.tidtam.inbox, held=1, pause=0.001)
        await polling.start()
        try:
            await scene(bot, polling)
        finally:
            await polling.stop()

    on_platforms(folder, play)


async def until(there: Callable[[], bool]) -> None:
    for _ in range(400):
        if there():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came")


async def noted(bot: Platforms) -> list[str]:
    found = select(event.c.event_id).order_by(event.c.event_id)
    return list(await bot.tidtam.writer.run(lambda c: c.execute(found).scalars().all()))


def test_a_run_is_answered_without_any_webhook(tmp_path: Path) -> None:
    async def scene(bot: Platforms, _: Polling) -> None:
        for text in ("เริ่ม", "สถานะ"):
            bot.telegram.say(bot.telegram.people.text(CHAT, text))
            told = len(bot.telegram.texts(CHAT))
            await until(lambda told=told: len(bot.telegram.texts(CHAT)) > told)  # type: ignore[misc]
        assert "1/" in bot.telegram.texts(CHAT)[0]
        await until(lambda: not bot.telegram.waiting)  # confirmed

    polled(tmp_path, scene)


def test_what_waited_while_we_were_away_is_answered_in_its_order(tmp_path: Path) -> None:
    async def away(bot: Platforms) -> None:
        for text in ("เริ่ม", "3", "2"):
            bot.telegram.say(bot.telegram.people.text(CHAT, text))
        polling = Polling(bot.channel("telegram"), bot.tidtam.inbox, held=1)
        await polling.start()
        await until(lambda: len(bot.telegram.texts(CHAT)) == 3)
        await polling.stop()
        assert [text.split("\n")[-1] for text in bot.telegram.texts(CHAT)] != []
        assert await noted(bot) == ["1", "2", "3"]

    on_platforms(tmp_path, away)


def test_an_update_is_confirmed_only_when_it_is_kept(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        class Refusing:
            """An inbox whose database cannot write the first time."""

            tries = 0

            async def office_named(self, key: str | None) -> int:
                return bot.office

            async def receive(self, office: int, updates: object) -> None:
                Refusing.tries += 1
                if Refusing.tries == 1:
                    raise OSError("the disk is full")
                await bot.tidtam.inbox.receive(office, updates)  # type: ignore[arg-type]

        bot.telegram.say(bot.telegram.people.text(CHAT, "เริ่ม"))
        polling = Polling(bot.channel("telegram"), Refusing(), held=1, pause=0.001)  # type: ignore[arg-type]
        await polling.start()
        await until(lambda: not bot.telegram.waiting)
        await polling.stop()
        assert Refusing.tries == 2
        assert await noted(bot) == ["1"]

    on_platforms(tmp_path, scene)


def test_what_comes_again_is_answered_once(tmp_path: Path) -> None:
    async def scene(bot: Platforms, _: Polling) -> None:
        update = bot.telegram.people.text(CHAT, "เริ่ม")
        for _time in range(2):
            bot.telegram.say(update)
            await until(lambda: not bot.telegram.waiting)
        assert len(bot.telegram.texts(CHAT)) == 1

    polled(tmp_path, scene)


def test_numbers_that_begin_anew_lower_are_heard(tmp_path: Path) -> None:
    async def scene(bot: Platforms, _: Polling) -> None:
        high, low = bot.telegram.people.text(CHAT, "สถานะ"), bot.telegram.people.text(CHAT, "เริ่ม")
        bot.telegram.say({**high, "update_id": 900_000})
        await until(lambda: not bot.telegram.waiting)
        bot.telegram.say({**low, "update_id": 7})
        await until(lambda: len(bot.telegram.texts(CHAT)) == 2)

    polled(tmp_path, scene)


@pytest.mark.parametrize("fault", [Fault("refuse", 502), Fault("reset"), Fault("refuse", 401)])
def test_a_failure_is_logged_and_tried_again(tmp_path: Path, fault: Fault, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(bot: Platforms, _: Polling) -> None:
        bot.telegram.faults.plan("getUpdates", fault)
        bot.telegram.say(bot.telegram.people.text(CHAT, "เริ่ม"))  # ends the request that is held
        await until(lambda: bool(bot.telegram.faults.met))
        bot.telegram.say(bot.telegram.people.text(CHAT, "สถานะ"))
        await until(lambda: len(bot.telegram.texts(CHAT)) == 2)
        assert bot.telegram.token not in caplog.text

    with caplog.at_level(logging.WARNING):
        polled(tmp_path, scene)
    assert "gives no updates" in caplog.text
    assert ("@BotFather" in caplog.text) is (fault.status == 401)


def test_where_a_webhook_is_set_the_mend_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(bot: Platforms) -> None:
        bot.telegram.webhook = {"url": "https://bot.example/webhook/telegram"}
        polling = Polling(bot.channel("telegram"), bot.tidtam.inbox, held=1, pause=0.001)
        await polling.start()
        await until(lambda: "setup-channels" in caplog.text)
        bot.telegram.webhook = {}
        bot.telegram.say(bot.telegram.people.text(CHAT, "เริ่ม"))
        await until(lambda: len(bot.telegram.texts(CHAT)) == 1)
        await polling.stop()

    on_platforms(tmp_path, scene)


def test_it_stops_at_once_while_telegram_holds_the_request(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        polling = Polling(bot.channel("telegram"), bot.tidtam.inbox, held=50)
        await polling.start()
        await until(lambda: bot.telegram.calls["getUpdates"] == 1)
        begun = datetime.now(UTC)
        await polling.stop()
        assert (datetime.now(UTC) - begun).total_seconds() < 1

    on_platforms(tmp_path, scene)
