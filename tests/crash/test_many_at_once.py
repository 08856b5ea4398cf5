"""Many people at the same time through signed webhooks: each finishes, each webhook counts once, two quick words are two."""

import asyncio
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bench.wire import free_port
from tests.crash.judging import judge, missing, until, waiting
from tests.crash.posting import Posting
from tests.crash.processes import Process
from tests.crash.town import Town, expected, found, reported
from tests.doubles.line import LineDouble
from tests.doubles.serving import served
from tests.doubles.telegram import TelegramDouble


async def spoken(folder: Path, town: Town, posting: Posting, in_flight: int) -> float:
    """Seconds in which everybody has finished and everything owed was said, by one server."""
    async with served(posting.line), served(posting.telegram), ClientSession() as session:
        server = Process(town, folder, free_port(), posting.line, posting.telegram)
        posting.urls = [server.url]
        database = town.database()
        try:
            await server.start(session)
            begun = time.monotonic()
            await posting.everybody(in_flight)
            took = time.monotonic() - begun
            await until(lambda: not waiting(database), 60.0)
        finally:
            await asyncio.to_thread(server.stop)
            database.close()
    return took


def finished(
    folder: Path,
    url: str,
    count: int,
    *,
    in_flight: int,
    doubled: float,
    shuffled: bool,
    quick: bool = False,
    checking: bool = True,
) -> None:
    should = expected(folder / "expected", count)
    town = found(url, count)
    clock = lambda: time.time() + town.offset  # noqa: E731
    line = LineDouble(clock=clock, a_second=100_000, checking=checking)
    telegram = TelegramDouble(clock=clock, a_second=100_000, a_chat_a_second=100_000, burst=100_000)
    posting = Posting(town, line, telegram, [], 7, doubled=doubled, shuffled=shuffled, quick=quick)
    took = asyncio.run(spoken(folder, town, posting, in_flight))
    database = town.database()
    came, verdict = reported(database, town), judge(database, line, telegram)
    database.close()
    done = sum(not missing({chat: should[chat]}, came) for chat in should)
    print(
        f"\n{done} of {len(should)} finished, {posting.taken} events in {posting.posts} posts, {took:.1f} s; "
        f"answers lost {missing(should, came)}, extra {missing(came, should)}; {verdict}"
    )
    assert (done, missing(should, came), missing(came, should)) == (count, 0, 0)
    assert verdict.wrong == {}
    assert (verdict.events, verdict.replies) == (posting.taken, posting.taken)
    assert line.mistakes == telegram.mistakes == []
    assert posting.refused == set()


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_two_hundred_people_whose_every_webhook_comes_twice(tmp_path: Path, migrated_url: str) -> None:
    # Checking a body against LINE's contract takes longer than answering it; the other tests do.
    finished(tmp_path, migrated_url, 200, in_flight=16, doubled=1.0, shuffled=False, checking=False)


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_twenty_people_who_send_two_quick_messages(tmp_path: Path, migrated_url: str) -> None:
    finished(tmp_path, migrated_url, 20, in_flight=40, doubled=0.0, shuffled=False, quick=True)


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_thirty_people_whose_messages_arrive_in_any_order(tmp_path: Path, migrated_url: str) -> None:
    finished(tmp_path, migrated_url, 30, in_flight=16, doubled=0.5, shuffled=True)
