"""PostgreSQL alone: its address as people write it, what is said when it cannot be used, and who works meanwhile."""

import threading
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, text

from storage import offices, postgresql
from storage.database import BadDatabase, Database, open_database
from storage.office_locks import Busy, hold_first
from storage.office_store import OfficeStore
from tests.postgres import Databases
from tests.storage.conftest import NOW


@pytest.fixture
def address(postgresql: Databases) -> Iterator[str]:
    made = postgresql.fresh()
    yield made
    postgresql.drop(made)


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = open_database(address)
    yield opened
    opened.close()


def refused(url: str) -> str:
    with pytest.raises(BadDatabase) as problem:
        open_database(url)
    said = str(problem.value)
    assert said.startswith("DATABASE_URL") and "\n" not in said and "geheim" not in said
    return said


@pytest.mark.parametrize("name", ["postgres", "postgresql", "postgresql+psycopg"])
def test_its_address_may_begin_as_people_write_it(address: str, name: str) -> None:
    opened = open_database(address.replace("postgresql:", f"{name}:", 1))
    with opened.engine.connect() as connection:
        assert offices.offices(connection) == []
    opened.close()


def test_a_wrong_password_is_said_without_it(address: str) -> None:
    wrong = make_url(address).set(password="geheim-falsch").render_as_string(hide_password=False)
    assert "refuses that name or password" in refused(wrong)


def test_a_name_that_it_does_not_know_is_said(address: str) -> None:
    wrong = make_url(address).set(username="nobody-here").render_as_string(hide_password=False)
    assert "refuses that name or password" in refused(wrong)


def test_a_database_that_is_not_there_is_said_with_how_to_make_it(address: str) -> None:
    said = refused(make_url(address).set(database="elsewhere").render_as_string(hide_password=False))
    assert "no such database" in said and "createdb" in said and "/elsewhere" in said


@pytest.mark.parametrize("host", ["127.0.0.1:1", "/nowhere", "no-such-host.invalid"])
def test_a_server_that_is_down_is_said(host: str) -> None:
    where = f"@/x?password=geheim&host={host}" if host.startswith("/") else f":geheim@{host}/x"
    assert "no PostgreSQL answers there: start it" in refused(f"postgresql://tidtam{where}")


def test_an_at_in_the_password_is_not_taken_for_the_host() -> None:
    assert "must be written %40" in refused("postgresql://tidtam:a@geheim@localhost/x")


def test_another_driver_is_refused() -> None:
    assert "write it as postgresql://" in refused("postgresql+asyncpg://tidtam:geheim@localhost/x")


def test_too_old_a_server_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "OLDEST", 99)
    assert "too old: install 99 or newer" in refused(address)


def test_a_database_that_cannot_hold_thai_is_refused(postgresql: Databases) -> None:
    made = postgresql.empty("ENCODING 'SQL_ASCII' LOCALE 'C'")
    assert "--encoding=UTF8" in refused(made)
    postgresql.drop(made)


@pytest.fixture
def weak(postgresql: Databases, address: str) -> Iterator[str]:
    """`address`, of a database with no row in it, for a name that may do nothing but connect."""
    role = f"{make_url(address).database}_weak"
    administer(address, f"CREATE ROLE {role} LOGIN PASSWORD 'geheim'")
    yield make_url(address).set(username=role, password="geheim").render_as_string(hide_password=False)
    administer(address, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


def administer(address: str, *commands: str) -> None:
    """By the owner of the database at `address`."""
    with psycopg.connect(address, autocommit=True) as connection:
        for command in commands:
            connection.execute(command.encode())


def not_migrated(url: str) -> str:
    opened = open_database(url)
    with pytest.raises(BadDatabase) as problem:
        opened.migrate()
    opened.close()
    said = str(problem.value)
    assert said.startswith("DATABASE_URL: cannot open") and "\n" not in said and "geheim" not in said
    assert "no PostgreSQL answers" not in said
    return said


@pytest.mark.parametrize("usage", [True, False])
def test_who_may_not_make_tables_is_told_so(address: str, weak: str, usage: bool) -> None:
    """The commonest slip with PostgreSQL 15 and newer, where nobody but the owner may."""
    role = make_url(weak).username
    administer(address, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    if usage:
        administer(address, f"GRANT USAGE ON SCHEMA public TO {role}")
    assert "may not make tables there: GRANT USAGE, CREATE ON SCHEMA public TO" in not_migrated(weak)


def test_who_may_not_touch_the_tables_is_told_so(weak: str) -> None:
    assert "the tables there are another name's: use that one" in not_migrated(weak)


def test_who_may_not_connect_is_told_so(address: str, weak: str) -> None:
    administer(address, f'REVOKE CONNECT ON DATABASE "{make_url(address).database}" FROM PUBLIC')
    assert "that name may not connect to it: GRANT CONNECT ON DATABASE" in refused(weak)


def test_a_name_without_a_connection_left_is_told_so(address: str, weak: str) -> None:
    administer(address, f"ALTER ROLE {make_url(weak).username} CONNECTION LIMIT 0")
    assert "may have no more connections: ALTER ROLE" in refused(weak)


@pytest.mark.parametrize(
    ("setting", "mend"),
    [
        ("SET default_transaction_read_only = on", "it takes no changes: name the primary server"),
        ("ALLOW_CONNECTIONS false", "it is closed: ALTER DATABASE … ALLOW_CONNECTIONS true"),
    ],
)
def test_a_database_that_takes_nothing_is_said(address: str, setting: str, mend: str) -> None:
    url = make_url(address)
    elsewhere = url.set(database="postgres").render_as_string(hide_password=False)
    administer(elsewhere, f'ALTER DATABASE "{url.database}" {setting}')
    assert mend in refused(address)


@pytest.mark.parametrize(
    ("query", "mend"),
    [
        ("sslmode=requird", "its sslmode must be disable, allow, prefer, require, verify-ca or verify-full"),
        ("sslmod=require", "what follows its ? is no parameter of PostgreSQL's"),
        ("target_session_attrs=nonsense", "what follows its ? has a value that PostgreSQL does not know"),
        ("connect_timeout=soon", "what follows its ? has a value that PostgreSQL does not know"),
        ("options=-c%20nonsense%3D1", "the server refuses: "),
    ],
)
def test_a_slip_behind_the_question_mark_is_said(address: str, query: str, mend: str) -> None:
    assert mend in refused(f"{address}&{query}" if "?" in address else f"{address}?{query}")


@pytest.mark.parametrize("port", ["54a2", "geheim"])
def test_a_port_that_is_no_number_is_said(port: str) -> None:
    assert "its port is no number" in refused(f"postgresql://tidtam:geheim@localhost:{port}/x")


def test_a_commit_is_on_the_disk_whatever_the_database_is_set_to(address: str) -> None:
    first = open_database(address)
    with first.engine.begin() as connection:
        connection.execute(text(f'ALTER DATABASE "{make_url(address).database}" SET synchronous_commit = off'))
    first.close()
    opened = open_database(address)
    with opened.engine.connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    opened.close()


def test_two_that_start_at_once_migrate_once(postgresql: Databases) -> None:
    made = postgresql.empty()
    opened = [open_database(made) for _ in range(4)]
    failed: list[BaseException] = []

    def migrate(database: Database) -> None:
        try:
            database.migrate()
        except BaseException as problem:
            failed.append(problem)

    threads = [threading.Thread(target=migrate, args=(one,)) for one in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in opened:
        one.close()
    postgresql.drop(made)
    assert failed == []


def test_one_transaction_at_a_time_works_for_an_office(database: Database) -> None:
    with database.engine.begin() as connection:
        ours, theirs = (offices.add_office(connection, key, key, NOW) for key in ("a", "b"))
    with database.engine.begin() as one, database.engine.begin() as other:
        hold_first(one, ())
        hold_first(other, [theirs])
        OfficeStore(one, ours)
        OfficeStore(one, ours)
        with pytest.raises(Busy) as busy:
            OfficeStore(one, theirs)
        assert busy.value.offices == {ours, theirs}
    with database.engine.begin() as afterwards:
        hold_first(afterwards, ())
        OfficeStore(afterwards, theirs)


def test_a_command_waits_for_its_office(database: Database) -> None:
    """Outside of the writer nobody tries again, so that one waits."""
    with database.engine.begin() as connection:
        office = offices.add_office(connection, "a", "a", NOW)
    done = threading.Event()

    def command() -> None:
        with database.engine.begin() as connection:
            OfficeStore(connection, office)
        done.set()

    with database.engine.begin() as connection:
        OfficeStore(connection, office)
        waiting = threading.Thread(target=command)
        waiting.start()
        assert not done.wait(0.2)
    waiting.join()
    assert done.is_set()
