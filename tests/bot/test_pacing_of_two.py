"""Two processes each keep to a platform's whole limit, so together they are too fast: its 429 slows both, without a storm."""

import asyncio
import heapq
import itertools
import math

import pytest

from bot.channels import SendFailed
from bot.pacing import LIMITS, Pace
from tests.doubles.buckets import Bucket

PEOPLE, SENDERS = 3000, 8
"""How many are told, and how many messages are under way in one process."""


class Time:
    """A clock that several sleepers share: it goes on to the first of them when nobody has anything else to do."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._numbers = itertools.count()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._numbers), woken))
        await woken.wait()

    async def go_on(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        if self._sleepers:
            self.now, _, woken = heapq.heappop(self._sleepers)
            woken.set()


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_each_hears_one_429_a_pause_and_the_platform_is_kept_busy(processes: int) -> None:
    limits, time = LIMITS["telegram"], Time()
    platform = Bucket(limits.a_second, limits.a_second, time)
    waiting, too_fast = [f"c{number}" for number in range(PEOPLE)], 0

    async def sender(pace: Pace) -> None:
        nonlocal too_fast
        while waiting:
            chat = waiting.pop()
            try:
                await pace.turn(chat, reply=False)
                if wait := platform.take():
                    too_fast += 1
                    refused = SendFailed("429", permanent=False, retry_after=max(1, math.ceil(wait)), slower=True)
                    pace.refused(refused)
                    raise refused
            except SendFailed as refused:
                waiting.append(chat)
                await time.sleep(refused.retry_after or 0)

    async def all_of_them() -> None:
        paces = [Pace(limits, time, time.sleep) for _ in range(processes)]
        tasks = [asyncio.create_task(sender(pace)) for pace in paces for _ in range(SENDERS)]
        while not all(task.done() for task in tasks):
            await time.go_on()

    began = time.now
    asyncio.run(all_of_them())
    took = time.now - began
    assert (too_fast > 0) == (processes > 1)
    assert too_fast <= processes * took
    assert took <= 1.1 * PEOPLE / limits.a_second
