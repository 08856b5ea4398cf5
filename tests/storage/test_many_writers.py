"""Several replicas on one PostgreSQL: nothing is overtaken, nobody waits for ever, and a server that dies is waited for."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from measures.fiscal_year import months
from storage import jobs, offices, outbox, submissions
from storage.database import Database, open_database
from storage.office_store import OfficeStore
from storage.transactions import Unavailable
from storage.writer import Writer
from tests.postgres import Databases, Postgres
from tests.storage.conftest import NOW

OCTOBER, *_ = months(2568)
OFFICES, WORKS = 4, 120


@pytest.fixture
def two(postgresql: Databases) -> Iterator[list[Writer]]:
    """Two writers, each with a database of its own, as two replicas are."""
    made = postgresql.fresh()
    opened = [open_database(made) for _ in range(2)]
    writers = [Writer(database) for database in opened]
    for writer in writers:
        writer.start()
    yield writers
    for writer in writers:
        writer.stop()
    for database in opened:
        database.close()
    postgresql.drop(made)


def at_once(works: Sequence[Callable[[], object]], threads: int) -> list[BaseException]:
    """Run them on so many threads; what went wrong."""
    waiting, problems = iter(works), list[BaseException]()
    lock = threading.Lock()

    def some() -> None:
        while True:
            with lock:
                work = next(waiting, None)
            if work is None:
                return
            try:
                work()
            except BaseException as problem:
                problems.append(problem)

    running = [threading.Thread(target=some) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return problems


def submitted(*where: int) -> Callable[[Connection], None]:
    """What reads the newest version and writes the next, in one office after another."""

    def work(connection: Connection) -> None:
        for office in where:
            store = OfficeStore(connection, office)
            submissions.submit(store, "m", "chang", "", OCTOBER, 1, "web", {}, 1, NOW)

    return work


def founded(writer: Writer, count: int) -> list[int]:
    return writer.run_now(lambda c: [offices.add_office(c, f"o{n}", f"{n}", NOW) for n in range(count)])


def test_nobody_overtakes_another_in_an_office(two: list[Writer]) -> None:
    chance, found = random.Random(7), founded(two[0], OFFICES)
    chosen = [chance.sample(found, chance.choice((1, 1, 2, 3))) for _ in range(WORKS)]
    works = [partial(two[n % 2].run_now, submitted(*c)) for n, c in enumerate(chosen)]
    assert at_once(works, 16) == []
    rows = two[0].run_now(lambda c: c.execute(text("SELECT office_id, version FROM submission")).all())
    for office in found:
        versions = sorted(version for number, version in rows if number == office)
        assert versions == list(range(1, sum(c.count(office) for c in chosen) + 1))


def test_each_job_and_each_message_is_taken_by_one(two: list[Writer]) -> None:
    (office,) = founded(two[0], 1)

    def owe(connection: Connection) -> None:
        store = OfficeStore(connection, office)
        for n in range(60):
            jobs.owe_job(store, "report", {"n": n}, NOW)
            outbox.owe(store, "web", f"c{n}", [], outbox.REPORT, NOW)

    two[0].run_now(owe)
    taken: list[object] = []

    def take(writer: Writer) -> None:
        job = writer.run_now(lambda c: jobs.take(c, NOW, outbox.LEASE))
        rows = writer.run_now(lambda c: outbox.take_waiting(c, NOW, outbox.LEASE))
        taken.extend([job.id if job else None, *(row.id for row in rows)])

    assert at_once([partial(take, two[n % 2]) for n in range(60)], 8) == []
    assert Counter(taken).most_common(1)[0][1] == 1
    assert len(taken) == 120


def noted(database: Database) -> Counter[int]:
    with database.engine.connect() as connection:
        return Counter(connection.execute(text("SELECT n FROM note")).scalars().all())


def note(n: int) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        connection.execute(text("INSERT INTO note VALUES (:n)"), {"n": n})
        return n

    return work


@pytest.fixture
def notes(durable_postgres: Postgres) -> Iterator[Database]:
    """Whose rows may come twice, if whoever writes them does it twice."""
    database = open_database(durable_postgres.url())
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (n INTEGER)"))
    yield database
    database.close()


def test_a_server_that_is_killed_loses_and_doubles_nothing(durable_postgres: Postgres, notes: Database) -> None:
    writer = Writer(notes)
    writer.start()
    numbers = iter(range(10**9))
    over = threading.Event()
    kept: list[int] = []

    def speak() -> None:
        while not over.is_set():
            kept.append(writer.run_now(note(next(numbers))))

    def kill() -> None:
        for _ in range(5):
            reached = len(kept) + 100
            while len(kept) < reached and not over.wait(0.001):
                pass
            durable_postgres.kill()
            durable_postgres.start()
        over.set()

    problems = at_once([kill, *[speak] * 8], 9)
    writer.stop()
    assert problems == []
    found = noted(notes)
    print(f"\n{len(kept)} rows, 5 kills")
    assert set(found) == set(kept) and set(found.values()) == {1}


def test_a_server_that_stays_away_is_said_and_found_again(durable_postgres: Postgres, notes: Database) -> None:
    writer = Writer(notes, patience=0.2)
    writer.start()
    durable_postgres.kill()
    with pytest.raises(Unavailable):
        writer.run_now(note(1))
    with pytest.raises(Unavailable):
        writer.run_now(note(2))
    durable_postgres.start()
    assert writer.run_now(note(3)) == 3
    writer.stop()
    assert noted(notes) == {3: 1}


@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_whose_answer_never_came_is_not_made_twice(notes: Database, committed: bool) -> None:
    writer = Writer(notes)
    writer.start()
    cut: list[int] = []

    def cut_off(connection: Connection) -> None:
        if not cut:
            cut.append(1)
            driver: Any = connection.connection.driver_connection
            if committed:
                driver.execute("COMMIT")
            driver.close()

    event.listen(notes.engine, "commit", cut_off)
    assert writer.run_now(note(1)) == 1
    writer.stop()
    assert cut == [1] and noted(notes) == {1: 1}
