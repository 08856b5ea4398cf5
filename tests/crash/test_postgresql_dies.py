"""PostgreSQL itself is killed under load: a wait for whoever speaks, and no answer lost, none doubled."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bench.wire import free_port
from storage.database import open_database
from storage.transactions import PATIENCE
from tests.crash.judging import judge, missing, until, waiting
from tests.crash.posting import Posting
from tests.crash.processes import Process
from tests.crash.town import expected, found, reported
from tests.doubles.line import LineDouble
from tests.doubles.serving import served
from tests.doubles.telegram import TelegramDouble
from tests.postgres import Postgres

Happens = Callable[[Postgres, Posting], Awaitable[None]]


async def killed_often(postgres: Postgres, posting: Posting) -> None:
    """Five times, and back at once."""
    for _ in range(5):
        reached = posting.posts + 15
        await until(lambda: posting.posts >= reached, 20.0)  # noqa: B023
        await asyncio.to_thread(postgres.kill)
        await asyncio.to_thread(postgres.start)


async def away_for_long(postgres: Postgres, posting: Posting) -> None:
    """Longer than anybody waits; then the webhooks are answered 503."""
    await until(lambda: posting.posts >= 15, 20.0)
    await asyncio.to_thread(postgres.kill)
    await until(lambda: posting.put_off >= 10, 3 * PATIENCE)
    await asyncio.to_thread(postgres.start)


def lived(folder: Path, postgres: Postgres, people: int, processes: int, happens: Happens) -> Posting:
    should = expected(folder / "expected", people)
    town = found(postgres.url(), people)
    clock = lambda: time.time() + town.offset  # noqa: E731
    line = LineDouble(clock=clock, a_second=100_000)
    telegram = TelegramDouble(clock=clock, a_second=100_000, a_chat_a_second=100_000, burst=100_000)
    posting = Posting(town, line, telegram, [], 7)

    async def spoken() -> None:
        async with served(line), served(telegram), ClientSession() as session:
            servers = [Process(town, folder, free_port(), line, telegram) for _ in range(processes)]
            posting.urls = [server.url for server in servers]
            try:
                for server in servers:
                    await server.start(session)
                posted = asyncio.create_task(posting.everybody(8, pause=0.1))
                await happens(postgres, posting)
                await posted
                database = town.database()
                await until(lambda: not waiting(database), 60.0)
                database.close()
            finally:
                for server in servers:
                    await asyncio.to_thread(server.stop)

    asyncio.run(spoken())
    database = open_database(town.url)
    came, verdict = reported(database, town), judge(database, line, telegram)
    database.close()
    print(
        f"\n{posting.taken} events in {posting.posts} posts, {posting.put_off} put off; "
        f"answers lost {missing(should, came)}, extra {missing(came, should)}; {verdict}"
    )
    assert missing(should, came) == missing(came, should) == 0
    assert verdict.wrong == {}
    assert verdict.events == posting.taken
    assert line.mistakes == telegram.mistakes == []
    assert posting.refused == set()
    return posting


@pytest.mark.slow
def test_it_is_killed_and_comes_back_at_once(tmp_path: Path, durable_postgres: Postgres) -> None:
    lived(tmp_path, durable_postgres, 6, 1, killed_often)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_two_replicas_outlive_it(tmp_path: Path, durable_postgres: Postgres) -> None:
    lived(tmp_path, durable_postgres, 22, 2, killed_often)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_while_it_is_away_the_platforms_are_asked_to_come_again(tmp_path: Path, durable_postgres: Postgres) -> None:
    posting = lived(tmp_path, durable_postgres, 6, 1, away_for_long)
    assert posting.put_off >= 10
