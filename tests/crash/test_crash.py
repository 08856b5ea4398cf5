"""Killed at random moments while the platforms fail too: nothing is lost, nothing doubled, every unknown one seen."""

import asyncio
import random
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlalchemy import update

from bench.wire import free_port
from bot.outbox_commands import list_unsent
from storage.tables import outbox
from tests.crash.judging import Verdict, judge, lost, missing, until, waiting
from tests.crash.posting import Posting
from tests.crash.processes import Process
from tests.crash.town import Town, expected, found, reported
from tests.doubles.line import LineDouble
from tests.doubles.serving import served
from tests.doubles.telegram import TelegramDouble

NOT_DONE, DONE = 0.17, 0.18
"""Shares of the platforms' calls that fail, and that fail after the platform has acted."""
WORDS = 4
"""Messages after which everybody has heard what they missed: one reply holds a handful of bubbles."""
REST = 120.0
"""Seconds in which everything that is owed has come to its end."""


async def lived(
    folder: Path, town: Town, *, kills: int, processes: int, reminders: int, seed: int
) -> tuple[Verdict, Posting, LineDouble, TelegramDouble]:
    chance = random.Random(seed)
    clock = lambda: time.time() + town.offset  # noqa: E731
    line = LineDouble(clock=clock)
    telegram = TelegramDouble(clock=clock, a_second=1000, a_chat_a_second=1000, burst=1000)
    database = town.database()
    async with served(line), served(telegram), ClientSession() as session:
        servers = [Process(town, folder, free_port(), line, telegram) for _ in range(processes)]
        posting = Posting(town, line, telegram, [server.url for server in servers], seed)
        try:
            for server in servers:
                await server.start(session)
            line.faults.by_chance(seed, NOT_DONE, DONE)
            telegram.faults.by_chance(seed + 1, NOT_DONE, DONE)
            total = sum(len(month) for person in town.people for month in person.script)
            posted = asyncio.create_task(posting.everybody(16, pause=0.4))
            for kill in range(kills):
                for channel in ("line", "telegram"):
                    town.owe_reminders(database, channel, reminders // kills)
                await until(partial(_taken, posting, total * (kill + 1) // (kills + 1)), 3.0)
                await asyncio.sleep(chance.random() * 0.3)
                server = chance.choice(servers)
                await asyncio.to_thread(server.kill)
                await server.start(session)
            await posted
            for server in servers:
                await asyncio.to_thread(server.stop)
            line.faults.none()
            telegram.faults.none()
            _an_hour_goes_by(town)
            for server in servers:
                await server.start(session)
            await _at_rest(town)
            for _ in range(WORDS):
                for chat in lost(database):
                    await posting.say(next(p for p in town.people if p.chat == chat), "สถานะ")
                await _at_rest(town)
        finally:
            for server in servers:
                await asyncio.to_thread(server.stop)
        verdict = judge(database, line, telegram)
    database.close()
    return verdict, posting, line, telegram


def _an_hour_goes_by(town: Town) -> None:
    """Nobody holds a row any more, and whatever was to be tried again later may be tried now."""
    database = town.database()
    with database.engine.begin() as connection:
        connection.execute(update(outbox).where(outbox.c.try_at.is_not(None)).values(try_at=outbox.c.created_at))
    database.close()


async def _at_rest(town: Town) -> None:
    database = town.database()
    await until(lambda: not waiting(database), REST)
    database.close()


def _taken(posting: Posting, events: int) -> bool:
    return posting.taken >= events


def judged(folder: Path, url: str, count: int, *, kills: int, processes: int, reminders: int, seed: int) -> None:
    should = expected(folder / "expected", count)
    town = found(url, count)
    begun = time.monotonic()
    verdict, posting, line, telegram = asyncio.run(
        lived(folder, town, kills=kills, processes=processes, reminders=reminders, seed=seed)
    )
    database = town.database()
    came = reported(database, town)
    database.close()
    listed = sum(
        len(_unknown(town.url, office)) for office in {person.office for person in [*town.people, *town.silent]}
    )
    calls = (line.calls + telegram.calls).total()
    failed = line.faults.met + telegram.faults.met
    unsure = sum(kind.startswith("done") for _, kind in failed)
    print(
        f"\n{posting.taken} events in {posting.posts} posts, {kills} kills, {processes} process(es), "
        f"{time.monotonic() - begun:.0f} s; {calls} platform calls, {len(failed)} failed, {unsure} of them after acting\n"
        f"answers lost {missing(should, came)}, extra {missing(came, should)}; {verdict}"
    )
    assert missing(should, came) == missing(came, should) == 0
    assert verdict.wrong == {}
    assert listed == verdict.unknown
    assert line.mistakes == telegram.mistakes == []
    assert posting.refused == set()
    assert verdict.line_pushes >= reminders  # those to the silent are wanted to the end
    assert verdict.telegram_reminders >= reminders


def _unknown(url: str, office: str) -> Sequence[str]:
    return [row for row in list_unsent(url, office).splitlines() if "\tunknown\t" in row]


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_few_kills(tmp_path: Path, migrated_url: str) -> None:
    judged(tmp_path, migrated_url, 6, kills=2, processes=1, reminders=12, seed=2568)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("processes", [1, 2])
def test_three_hundred_events_and_twelve_kills(tmp_path: Path, migrated_url: str, processes: int) -> None:
    judged(tmp_path, migrated_url, 22, kills=12, processes=processes, reminders=60, seed=42 + processes)
