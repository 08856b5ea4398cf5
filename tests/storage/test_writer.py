"""The one thread that writes: one transaction for all who wait, one failure for the one who fails, and nothing lost."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from storage.database import Database, open_database
from storage.writer import BATCH, Stopped, Work, Writer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def notes(empty: Database) -> Database:
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (n INTEGER PRIMARY KEY)"))
    return empty


@pytest.fixture
def writer(notes: Database) -> Iterator[Writer]:
    made = Writer(notes)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def commits(notes: Database) -> list[int]:
    """One item a commit."""
    seen: list[int] = []
    event.listen(notes.engine, "commit", lambda connection: seen.append(1))
    return seen


def note(n: int) -> Work[int]:
    def work(connection: Connection) -> int:
        connection.execute(text("INSERT INTO note VALUES (:n)"), {"n": n})
        return n

    return work


def refused(connection: Connection) -> int:
    raise ValueError("not this one")


def kept(database: Database) -> list[int]:
    with database.engine.begin() as connection:
        return list(connection.execute(text("SELECT n FROM note ORDER BY n")).scalars())


class Held:
    """Holds the writer in a work of its own, so that others gather behind it."""

    def __init__(self, writer: Writer) -> None:
        self._inside, self._go = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=lambda: writer.run_now(self._wait))
        self._thread.start()
        assert self._inside.wait(5)

    def _wait(self, connection: Connection) -> None:
        self._inside.set()
        assert self._go.wait(5)

    def release(self) -> None:
        self._go.set()
        self._thread.join()


async def all_at_once(writer: Writer, works: list[Work[int]]) -> list[int | BaseException]:
    """They wait together while the writer is held, and are released together."""
    held = Held(writer)
    tasks = [asyncio.create_task(writer.run(work)) for work in works]
    await asyncio.sleep(0.01)
    held.release()
    return await asyncio.gather(*tasks, return_exceptions=True)


def test_a_work_is_on_the_disk_when_it_returns(writer: Writer, notes: Database) -> None:
    assert writer.run_now(note(7)) == 7
    assert kept(notes) == [7]


def test_all_who_wait_share_one_transaction(writer: Writer, notes: Database, commits: list[int]) -> None:
    works = [note(n) for n in range(100)]
    assert asyncio.run(all_at_once(writer, works)) == list(range(100))
    assert kept(notes) == list(range(100))
    assert len(commits) - 1 == 2  # the one that held the writer, and one for all the others; `kept` is the third


def test_more_than_a_batch_is_kept_too(writer: Writer, notes: Database, commits: list[int]) -> None:
    works = [note(n) for n in range(BATCH + 1)]
    assert asyncio.run(all_at_once(writer, works)) == list(range(BATCH + 1))
    assert len(commits) == 3
    assert len(kept(notes)) == BATCH + 1


def test_one_that_fails_fails_alone(writer: Writer, notes: Database) -> None:
    works = [note(1), note(2), refused, note(3), note(1), note(4)]
    one, two, three, four, again, five = asyncio.run(all_at_once(writer, works))
    assert (one, two, four, five) == (1, 2, 3, 4)
    assert isinstance(three, ValueError)
    assert "UNIQUE" in str(again) or "unique" in str(again)
    assert kept(notes) == [1, 2, 3, 4]


def test_a_failure_half_way_leaves_nothing_of_that_work(writer: Writer, notes: Database) -> None:
    def half(connection: Connection) -> int:
        note(10)(connection)
        return refused(connection)

    with pytest.raises(ValueError, match="not this one"):
        writer.run_now(half)
    assert kept(notes) == []


def test_works_are_done_in_the_order_they_came(writer: Writer) -> None:
    order: list[int] = []

    def work(n: int) -> Work[int]:
        def done(connection: Connection) -> int:
            order.append(n)
            return n

        return done

    asyncio.run(all_at_once(writer, [work(n) for n in range(50)]))
    assert order == list(range(50))
    order.clear()
    asyncio.run(all_at_once(writer, [work(1), refused, work(2), work(3)]))
    assert order[-3:] == [1, 2, 3]  # once more, one by one, in the same order


def test_whatever_a_work_raises_the_writer_goes_on(writer: Writer, notes: Database) -> None:
    def stopping(connection: Connection) -> int:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        writer.run_now(stopping)
    assert writer.run_now(note(1)) == 1


def test_somebody_who_went_away_is_no_hindrance(writer: Writer, notes: Database) -> None:
    """Their loop is closed before the commit: the work is kept all the same, and the others are served."""
    held = Held(writer)
    loop = asyncio.new_event_loop()
    task = loop.create_task(writer.run(note(1)))
    loop.run_until_complete(asyncio.sleep(0))
    task.cancel()
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()
    held.release()
    assert writer.run_now(note(2)) == 2
    assert kept(notes) == [1, 2]


def test_stopping_finishes_what_waits(notes: Database) -> None:
    writer = Writer(notes)
    writer.start()
    held = Held(writer)
    waiting = [threading.Thread(target=lambda n=n: writer.run_now(note(n))) for n in range(5)]
    for thread in waiting:
        thread.start()
    while len(waiting) > writer._queue.qsize():
        threading.Event().wait(0.001)
    stopping = threading.Thread(target=writer.stop)
    stopping.start()
    held.release()
    stopping.join()
    for thread in waiting:
        thread.join()
    assert kept(notes) == [0, 1, 2, 3, 4]
    with pytest.raises(Stopped):
        writer.run_now(note(9))


def test_nobody_is_left_waiting_by_a_stop(notes: Database) -> None:
    """Whoever comes at the very moment is either kept or told; a hundred times over."""
    for _ in range(100):
        writer = Writer(notes)
        writer.start()
        told: list[str] = []
        coming = threading.Thread(target=lambda w=writer, t=told: t.append(_ended(w)))
        coming.start()
        writer.stop()
        coming.join(5)
        assert told in (["kept"], ["stopped"])


def _ended(writer: Writer) -> str:
    try:
        writer.run_now(lambda connection: None)
    except Stopped:
        return "stopped"
    return "kept"


CHILD = """
import sys
from sqlalchemy import text
from storage.database import open_database
from storage.writer import Writer
writer = Writer(open_database(sys.argv[1]))
writer.start()
for n in range(100000):
    writer.run_now(lambda connection: connection.execute(text("INSERT INTO note VALUES (:n)"), {"n": n}))
    print(n, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_what_was_acknowledged_before_kill_9_is_there(url: str, notes: Database) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, url], cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert child.stdout is not None
    with child.stdout:
        acknowledged = [int(child.stdout.readline()) for _ in range(25)]
        child.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in child.stdout if line.endswith("\n")]
    assert child.wait() == -signal.SIGKILL
    again = open_database(url)
    found = kept(again)
    again.close()
    assert found[: len(acknowledged)] == acknowledged == list(range(len(acknowledged)))
    assert len(found) - len(acknowledged) <= 1  # committed, and killed before it could say so


def test_an_iterator_that_ended_in_a_work_is_an_error_like_any(writer: Writer) -> None:
    def ended(connection: Connection) -> int:
        return next(iter(()))

    async def waits() -> None:
        with pytest.raises(RuntimeError, match="StopIteration"):
            await writer.run(ended)

    asyncio.run(waits())
