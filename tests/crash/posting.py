"""The platforms' side: every event posted until it is taken, some twice, and none in order."""

import asyncio
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.crash.town import Person, Town
from tests.doubles.line import LineDouble
from tests.doubles.telegram import TelegramDouble

AGAIN = 0.03
"""Seconds until a platform tries again what was not taken."""


@dataclass
class Posting:
    town: Town
    line: LineDouble
    telegram: TelegramDouble
    urls: Sequence[str]
    """Of the servers; any of them may be asked."""
    seed: int
    doubled: float = 1 / 3
    """Which share of the events comes twice."""
    shuffled: bool = True
    """Whether what one person answers in one month arrives in any order; what sends it is said when it is all there."""
    quick: bool = False
    """Whether people send two messages at once, without waiting for the first to be taken."""
    taken: int = 0
    """Events answered 200 at least once."""
    posts: int = 0
    """Requests answered 200."""
    put_off: int = 0
    """Requests answered 503, which a platform repeats."""
    refused: set[int] = field(default_factory=set)
    """Statuses that a platform would not repeat for."""

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    async def everybody(self, in_flight: int, pause: float = 0.0) -> None:
        """All months of all people; returns when every event is taken. `pause`: seconds after each post, at most."""
        gate = asyncio.Semaphore(in_flight)
        async with ClientSession(timeout=ClientTimeout(total=10)) as session:
            await asyncio.gather(*(self._one(person, session, gate, pause) for person in self.town.people))

    async def say(self, person: Person, text: str) -> None:
        async with ClientSession(timeout=ClientTimeout(total=10)) as session:
            await self._post(session, person, self._requests(person, [text])[0])

    async def _one(self, person: Person, session: ClientSession, gate: asyncio.Semaphore, pause: float) -> None:
        """Month after month: nobody begins the next before the last was acknowledged."""
        for month in person.script:
            requests = self._requests(person, month)
            arriving = [r for r in requests for _ in range(2 if self._random.random() < self.doubled else 1)]
            last = [arriving.pop() for _ in range(arriving.count(requests[-1]))]
            if self.shuffled:
                self._random.shuffle(arriving)

            async def under_way(request: tuple[bytes, dict[str, str]]) -> None:
                async with gate:
                    await self._post(session, person, request)
                    await asyncio.sleep(self._random.random() * pause)

            if self.shuffled:
                await asyncio.gather(*map(under_way, arriving))
            else:
                step = 2 if self.quick else 1
                for start in range(0, len(arriving), step):
                    await asyncio.gather(*map(under_way, arriving[start : start + step]))
            for request in last:
                await under_way(request)
            self.taken += len(requests)

    def _requests(self, person: Person, texts: Sequence[str]) -> list[tuple[bytes, dict[str, str]]]:
        if person.channel == "telegram":
            people = self.telegram.people
            return [people.webhook(people.text(person.number, text)) for text in texts]
        line, now = self.line.people, next(_moments)
        events = [line.text(person.chat, text, at=now + n / 1000) for n, text in enumerate(texts)]
        return [line.webhook([event]) for event in events]

    async def _post(self, session: ClientSession, person: Person, request: tuple[bytes, dict[str, str]]) -> None:
        body, headers = request
        while True:
            url = f"{self._random.choice(self.urls)}/webhook/{person.channel}/{person.office}"
            try:
                async with session.post(url, data=body, headers=headers) as answer:
                    if answer.status == 200:
                        self.posts += 1
                        return
                    if answer.status == 503:
                        self.put_off += 1
                    else:
                        self.refused.add(answer.status)
            except (ClientError, TimeoutError):
                pass
            await asyncio.sleep(AGAIN)


_moments = (1_733_713_200.0 + second for second in itertools.count())
