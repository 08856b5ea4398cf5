"""A channel is spoken to inside its platform's limits, and rests when the platform says so."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.channels import SendFailed
from bot.outbox_commands import send_again
from bot.pacing import LIMITS, MANY, TICK, Limits, Pace
from storage.outbox import BATCH, REPORT
from tests.bot.platforms import CHATS, Platforms, on_platforms
from tests.doubles.buckets import Bucket
from tests.doubles.faults import Fault

LINE, TELEGRAM = CHATS["line"], int(CHATS["telegram"])


class Time:
    """A clock that sleeping moves, as if each sleeper were alone."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def timed(limits: Limits, scene: Callable[[Pace, Time], Awaitable[None]]) -> None:
    time = Time()
    asyncio.run(scene(Pace(limits, time, time.sleep), time))  # type: ignore[arg-type]


@pytest.mark.parametrize("channel", ["telegram", "line"])
def test_ten_thousand_people_are_told_at_the_platforms_own_rate_and_never_faster(channel: str) -> None:
    limits = LIMITS[channel]

    async def scene(pace: Pace, time: Time) -> None:
        platform = Bucket(limits.a_second, limits.a_second, time)
        began = time.now
        for number in range(10_000):
            await pace.turn(f"c{number}", reply=False)
            assert platform.take() == 0
        assert 0.9 < (time.now - began) / (10_000 / limits.a_second) <= 1
        assert len(pace._next_of) <= max(MANY, 2.5 * limits.a_second) + 1

    timed(limits, scene)


def test_one_chat_hears_one_message_a_second_after_a_few_at_once() -> None:
    async def scene(pace: Pace, time: Time) -> None:
        at = []
        for _ in range(8):
            await pace.turn("c1", reply=False)
            at.append(time.now - 1000)
        assert at == [0, 0, 0, 0, 1, 2, 3, 4]

    timed(LIMITS["telegram"], scene)


def test_those_who_wait_go_on_many_together() -> None:
    limits = LIMITS["line"]

    async def scene(pace: Pace, time: Time) -> None:
        went_on = set()
        for number in range(1500):
            time.now = 1000.0
            await pace.turn(f"c{number}", reply=False)
            went_on.add(time.now)
        assert len(went_on) <= (1500 - limits.burst) / limits.a_second / TICK + 2

    timed(limits, scene)


def test_a_reply_never_waits_and_the_others_wait_longer_for_it() -> None:
    async def scene(pace: Pace, time: Time) -> None:
        for number in range(60):
            await pace.turn(f"r{number}", reply=True)
        assert time.now == 1000
        await pace.turn("c1", reply=False)
        assert 0 <= time.now - (1002 - 10 / 30) < TICK

    timed(LIMITS["telegram"], scene)


def test_while_the_platform_wants_a_pause_replies_alone_go_on() -> None:
    async def scene(pace: Pace, time: Time) -> None:
        pace.refused(SendFailed("slower", permanent=False, retry_after=20, slower=True))
        await pace.turn("c1", reply=True)
        with pytest.raises(SendFailed) as refused:
            await pace.turn("c1", reply=False)
        assert (refused.value.retry_after, refused.value.permanent) == (20, False)
        time.now += 20
        await pace.turn("c1", reply=False)

    timed(LIMITS["telegram"], scene)


def test_a_429_of_the_platform_is_heard_by_all_that_wait(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.telegram.faults.plan("sendMessage", Fault("refuse", 429))
        keys = [await bot.owe("telegram", f"รายงาน {n}", cause=REPORT) for n in range(3)]
        await bot.wait(seconds=0)
        assert bot.telegram.calls["sendMessage"] == 1
        await bot.say("telegram", "ช่วยเหลือ")  # a second later, the pause is over too
        await bot.wait(seconds=5)
        assert {(await bot.row(key)).state for key in keys} == {"sent"}
        assert bot.telegram.flooded == 0

    on_platforms(tmp_path, scene)


def test_once_the_month_is_used_up_line_is_asked_no_more(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        keys = [await bot.owe("line", f"รายงาน {n}", cause=REPORT) for n in range(5)]
        await bot.wait(seconds=1)
        assert bot.line.calls["push"] == 1
        assert {(await bot.row(key)).state for key in keys} == {"lost"}  # said with the next free reply

    on_platforms(tmp_path, scene, monthly=0)


def test_once_the_month_has_more_what_is_sent_again_goes_out_within_seconds(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("push", Fault("refuse"))
        key = await bot.owe("line", "เตือนค่ะ")
        await bot.wait(seconds=1)
        bot.line.monthly = 0
        await bot.wait(seconds=5)
        assert (await bot.row(key)).state == "unknown"
        bot.line.monthly = 300
        await bot.wait(seconds=6)
        send_again(bot.url, "", [key[:8]], bot.clock(), unknown=False)
        await bot.wait(seconds=0)
        assert bot.line.used == 1

    on_platforms(tmp_path, scene)


def test_no_more_than_a_batch_is_held_of_all_that_waits(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        for number in range(BATCH + 50):
            await bot.owe("line", f"รายงาน {number}", cause=REPORT)
        assert await bot.tidtam.outbox.poll() == BATCH
        assert await bot.tidtam.outbox.poll() == 0
        await bot.tidtam.settle()
        assert bot.line.used == BATCH + 50

    on_platforms(tmp_path, scene)
