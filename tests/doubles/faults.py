"""What goes wrong between us and a platform, call by call: planned by a test, or drawn by chance."""

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

NOT_DONE = ("refuse", "reset", "silence")
"""The platform has not acted: 5xx, a connection cut, no answer."""
DONE = ("done_refuse", "done_reset", "done_silence")
"""The platform has acted, and its answer is a 5xx or never comes: nobody can know."""


@dataclass(frozen=True, slots=True)
class Fault:
    kind: str
    """One of `NOT_DONE` or `DONE`, or "slow": it acts and answers, later."""
    status: int = 500
    seconds: float = 0.0
    """How late a slow answer comes."""


class Faults:
    """Which fault meets the next call. A call without one goes through."""

    def __init__(self) -> None:
        self._planned: dict[str, deque[Fault]] = {}
        self._chance: Callable[[], Fault | None] = lambda: None
        self._closing = asyncio.Event()
        self.met: list[tuple[str, str]] = []
        """(method, kind of fault), in order."""

    def plan(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` meet these, one each."""
        self._planned.setdefault(method, deque()).extend(faults)

    def by_chance(self, seed: int, not_done: float, done: float, kinds: Mapping[str, float] | None = None) -> None:
        """That share of all calls fails before, and after, the platform has acted. `kinds` weighs "refuse", "reset"
        and "silence", which lasts until the caller's patience ends; "limit", a 429, comes before alone."""
        chance = random.Random(seed)
        weights = kinds or {"refuse": 0.4, "reset": 0.2, "limit": 0.4}

        def draw() -> Fault | None:
            number = chance.random()
            kind = chance.choices(list(weights), list(weights.values()))[0]
            if number < done:
                return Fault(f"done_{'refuse' if kind == 'limit' else kind}")
            if number < done + not_done:
                return Fault("refuse", 429) if kind == "limit" else Fault(kind)
            return None

        self._chance = draw

    def none(self) -> None:
        self._planned.clear()
        self._chance = lambda: None

    def close(self) -> None:
        self._closing.set()

    async def around(
        self, method: str, request: web.Request, act: Callable[[], Awaitable[web.StreamResponse]],
        refusal: Callable[[int], web.Response],
    ) -> web.StreamResponse:  # fmt: skip
        """What the caller hears of `act`, unless a fault comes between."""
        planned = self._planned.get(method)
        fault = planned.popleft() if planned else self._chance()
        if fault is None:
            return await act()
        self.met.append((method, fault.kind))
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return await act()
        if fault.kind in DONE:
            await act()
        if fault.kind.endswith("refuse"):
            return refusal(fault.status)
        if fault.kind.endswith("silence"):
            await self._closing.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
