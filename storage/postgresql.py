"""What is particular to PostgreSQL: its address, what it must promise, and what its refusals mean."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from storage.office_locks import forget

NAMES = ("postgresql", "postgres", "postgresql+psycopg")
OLDEST = 14
"""The oldest that its makers still mend."""
CONNECTING = 10
"""Seconds that a server is waited for which does not answer at all."""
OPTIONS: dict[str, Any] = {"isolation_level": "READ COMMITTED"}
"""A statement sees all that was committed before it: what the lock of the office was waited for."""
_PASSING = ("40001", "40P01")
"""Serialization failure, deadlock: the same transaction may well succeed when it is run again."""
_TABLES = (
    "that name may not make tables there: GRANT USAGE, CREATE ON SCHEMA public TO …, or ALTER DATABASE … OWNER TO …"
)
_READ_ONLY = "it takes no changes: name the primary server, and set its default_transaction_read_only to off"
_REASONS = (
    ("too many connections for role", "that name may have no more connections: ALTER ROLE … CONNECTION LIMIT -1"),
    ("too many connections for database", "it may have no more connections: ALTER DATABASE … CONNECTION LIMIT -1"),
    ("too many", "the server has no connection left: raise its max_connections, or stop another program"),
    ("permission denied for schema", _TABLES),
    ("no schema has been selected", _TABLES),
    ("permission denied for database", "that name may not connect to it: GRANT CONNECT ON DATABASE … TO …"),
    ("permission denied", "the tables there are another name's: use that one, or REASSIGN OWNED BY … TO …"),
    ("read-only", _READ_ONLY),
    ("not currently accepting connections", "it is closed: ALTER DATABASE … ALLOW_CONNECTIONS true"),
    ("password", "the server refuses that name or password: mend them (write @ : / in a password as %40 %3A %2F)"),
    ("role", "the server refuses that name or password: mend them"),
    ("does not exist", "there is no such database: make it with `createdb --encoding=UTF8 --template=template0 NAME`"),
    ("pg_hba.conf", "the server lets nobody in from here: let it, in its pg_hba.conf"),
    ("connection option", "what follows its ? is no parameter of PostgreSQL's"),
    ("invalid sslmode", "its sslmode must be disable, allow, prefer, require, verify-ca or verify-full"),
    ("connection is bad: invalid", "what follows its ? has a value that PostgreSQL does not know"),
    ("bad value for", "what follows its ? has a value that PostgreSQL does not know"),
    ("starting up", "the server is only starting: try again in a moment"),
    ("shutting down", "the server is stopping: start it"),
)
"""(in what the driver says, the mend), the first that is found."""


class Unfit(Exception):
    """That address, server or database cannot be used; the message is the mend, in one line."""


def address_of(url: URL) -> URL:
    """With the driver that we bring. Raises `Unfit` for what cannot be meant."""
    if "@" in (url.host or ""):
        raise Unfit("an @ in the password must be written %40")
    if url.drivername not in NAMES:
        raise Unfit("write it as postgresql://name:password@host/database")
    query = {"connect_timeout": str(CONNECTING), **url.query, "client_encoding": "UTF8"}
    return url.set(drivername="postgresql+psycopg", query=query)


def listen(engine: Engine) -> None:
    event.listen(engine, "connect", _durable)
    event.listen(engine, "begin", forget)


def check(connection: Connection) -> None:
    """Raises `Unfit` with the mend where this server or database cannot keep what we promise."""
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    if version < OLDEST:
        raise Unfit(f"this is PostgreSQL {version}, which is too old: install {OLDEST} or newer")
    if connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on":
        raise Unfit(_READ_ONLY)
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise Unfit(f"its encoding is {encoding}, which cannot hold Thai: make it anew with --encoding=UTF8")


def mend(problem: Exception) -> str:
    """In one line, without the password."""
    said = str(getattr(problem, "orig", None) or problem)
    for sign, what in _REASONS:
        if sign in said:
            return what
    words = " ".join(said.split())
    if getattr(getattr(problem, "orig", None), "sqlstate", None) or "FATAL:" in said:
        return f"the server refuses: {words}"
    return f"no PostgreSQL answers there: start it, or mend host and port ({words})"


def passing(problem: SQLAlchemyError) -> bool:
    """Whether the transaction failed only because of another one."""
    return isinstance(problem, DBAPIError) and getattr(problem.orig, "sqlstate", None) in _PASSING


def _durable(connection: Any, _: object) -> None:
    """A commit that returned is on the disk, whatever the server's settings say of others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
        )
    connection.commit()
