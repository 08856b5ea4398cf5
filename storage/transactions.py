"""One transaction for many works, run again where the database was in its way and not the works.

On SQLite nobody is: its lock is waited for before anything is done. On PostgreSQL others write too, and the server may be
restarted; what becomes of that is in docs/adr/0011.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from storage.office_locks import Busy, hold_first
from storage.postgresql import mend, passing

log = logging.getLogger(__name__)

Works = Sequence[Callable[[Connection], Any]]
PATIENCE = 10.0
"""Seconds that a database is waited for which is away; a restart takes few. Then, until it is back, nobody waits."""
PAUSE = 0.1
"""Seconds between two tries to reach it."""
TRIES = 5
"""After so many deadlocks in a row it is no accident."""

_NUMBER = text("SELECT pg_current_xact_id_if_assigned()::text")
_STATUS = text("SELECT pg_xact_status(CAST(:number AS xid8))")


OVER = (SQLAlchemyError, Busy)
"""After these a transaction can do nothing more: whoever would go on after a failure lets them pass to its writer."""


class Unavailable(Exception):
    """The database is away, and whoever comes again later may find it back."""


class _Unsettled(SQLAlchemyError):
    """The server is still at a commit of which we do not know the end."""


@dataclass(slots=True)
class _Try:
    offices: frozenset[int] = frozenset()
    """Whose locks are taken at the beginning."""
    results: Sequence[Any] = ()
    number: str | None = None
    """The server's own of a transaction that has done all but its commit, if it has changed anything."""
    lost: bool = True
    """Whether there is no connection, or none any more."""


class Transactions:
    def __init__(self, engine: Engine, patience: float = PATIENCE) -> None:
        self._engine = engine
        self._patience = patience
        self._away_since: float | None = None

    def run(self, works: Works) -> Sequence[Any]:
        """What each returns, once all are on the disk. Raises what one of them raised, with nothing kept of any, or
        `Unavailable`."""
        if self._engine.dialect.name != "sqlite":
            return self._until_done(works)
        with self._engine.begin() as connection:
            return [work(connection) for work in works]

    def _until_done(self, works: Works) -> Sequence[Any]:
        this, deadlocks = _Try(), 0
        while True:
            try:
                self._once(works, this)
            except Busy as busy:
                this = _Try(this.offices | busy.offices)
            except SQLAlchemyError as problem:
                if this.lost:
                    self._wait(problem)
                elif passing(problem) and deadlocks < TRIES:
                    deadlocks += 1
                else:
                    raise
            else:
                if self._away_since is not None:
                    log.warning("the database is back")
                self._away_since = None
                return this.results

    def _once(self, works: Works, this: _Try) -> None:
        this.lost = True
        with self._engine.connect() as connection:
            try:
                if this.number and _committed(connection, this.number):
                    return
                with connection.begin():
                    this.number = None
                    hold_first(connection, this.offices)
                    this.results = [work(connection) for work in works]
                    this.number = connection.execute(_NUMBER).scalar()
            except BaseException as problem:
                this.lost = connection.invalidated or isinstance(problem, _Unsettled)
                raise

    def _wait(self, problem: SQLAlchemyError) -> None:
        now = time.monotonic()
        if self._away_since is None:
            self._away_since = now
            log.error("the database is away: %s", mend(problem))
        if now - self._away_since >= self._patience:
            raise Unavailable("the database is away") from problem
        time.sleep(PAUSE)


def _committed(connection: Connection, number: str) -> bool:
    """Whether the commit whose answer never came was made all the same. Raises `_Unsettled`."""
    with connection.begin():
        status = connection.execute(_STATUS, {"number": number}).scalar()
    if status == "in progress":
        raise _Unsettled
    return status == "committed"
