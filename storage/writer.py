"""One thread that writes. It takes as many waiting works as there are, runs them in one transaction, commits once.

One flush of the disk serves all who wait, which is the difference between hundreds and thousands of turns a second. If
a work fails, the batch is rolled back and its works are run again one by one, so that one fails alone: a work must
therefore do nothing but its SQL, and may be run twice. On PostgreSQL each replica has a writer of its own.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from storage.database import Database
from storage.transactions import PATIENCE, Transactions, Unavailable

T = TypeVar("T")
Work = Callable[[Connection], T]
BATCH = 256


@dataclass(frozen=True, slots=True)
class _Waiting:
    work: Work[Any]
    done: Callable[[Any, BaseException | None], object]


class Stopped(Exception):
    """The writer has stopped; nothing more can be kept."""


class Writer:
    def __init__(self, database: Database, *, patience: float = PATIENCE) -> None:
        self._transactions = Transactions(database.engine, patience)
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="writer", daemon=True)
        self._stopped = False
        self._door = threading.Lock()
        """Nothing may be put behind the mark that ends the queue: nobody would ever take it."""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish what waits, then end."""
        with self._door:
            self._stopped = True
            self._queue.put(None)
        self._thread.join()

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, once its commit is on the disk. Raises what it raised, or why it could not be kept:
        `Stopped`, or `Unavailable` where it may well be kept later."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def done(result: Any, problem: BaseException | None) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_settle, future, result, problem)

        self._put(_Waiting(work, done))
        return await future

    def run_now(self, work: Work[T]) -> T:
        """`run` for a thread that may wait: the command line, a test."""
        future: Future[T] = Future()
        self._put(_Waiting(work, lambda result, problem: _settle(future, result, problem)))
        return future.result()

    def _put(self, waiting: _Waiting) -> None:
        with self._door:
            if self._stopped:
                raise Stopped
            self._queue.put(waiting)

    def _write(self) -> None:
        going_on = True
        while going_on:
            batch, going_on = self._gather()
            if not batch:
                continue
            try:
                results = self._commit(batch)
            except Unavailable as problem:
                for one in batch:
                    one.done(None, problem)
            except BaseException:  # whatever a work raises is its caller's; this thread must go on
                for one in batch:
                    self._alone(one)
            else:
                for one, result in zip(batch, results, strict=True):
                    one.done(result, None)

    def _gather(self) -> tuple[Sequence[_Waiting], bool]:
        """Wait for one work, then take all that are there; and whether to go on afterwards."""
        batch: list[_Waiting] = []
        found = self._queue.get()
        while found is not None:
            batch.append(found)
            if len(batch) == BATCH:
                return batch, True
            try:
                found = self._queue.get_nowait()
            except queue.Empty:
                return batch, True
        return batch, False

    def _commit(self, batch: Sequence[_Waiting]) -> Sequence[Any]:
        return self._transactions.run([one.work for one in batch])

    def _alone(self, one: _Waiting) -> None:
        try:
            (result,) = self._commit([one])
        except BaseException as problem:
            one.done(None, problem)
        else:
            one.done(result, None)


def _settle(future: "asyncio.Future[T] | Future[T]", result: T, problem: BaseException | None) -> None:
    """Give the future its end, unless whoever waited has gone away."""
    if future.cancelled() or future.done():
        return
    if isinstance(problem, StopIteration):
        problem = RuntimeError("a work raised StopIteration")  # asyncio's futures take every exception but this one
    if problem is not None:
        future.set_exception(problem)
    else:
        future.set_result(result)
