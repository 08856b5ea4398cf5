"""What every test may ask for: a real browser, and a database of either kind."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.postgres import Databases, Postgres, binaries

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Headless Chromium, from CHROMIUM or the path. Without one the test is skipped, or fails if REQUIRE_BROWSER=1.

    Closed with its module: while Playwright runs, its event loop is this thread's, and no other test could start one.
    """
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium: install one, or name it in CHROMIUM")
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # A container's root has no namespaces for Chromium's own sandbox; the pages are ours.
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    """A PostgreSQL: that of TEST_DATABASE_URL, by somebody who may make databases, or one made from this machine's
    binaries. With neither the test is skipped, or fails if REQUIRE_POSTGRES=1."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        databases = Databases(given)
        yield databases
        databases.close()
    else:
        server = Postgres(_binaries())
        try:
            yield Databases(server.url())
        finally:
            server.remove()


@pytest.fixture
def durable_postgres() -> Iterator[Postgres]:
    """A server of the test's own, which it may kill; what is committed to it is on the disk."""
    server = Postgres(_binaries(), durable=True)
    yield server
    server.remove()


def _binaries() -> Path:
    """The folder of `postgres` and `initdb`; without one the test is skipped, or fails if REQUIRE_POSTGRES=1."""
    found = binaries()
    if found is None:
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail("no PostgreSQL: install its server (Debian: apt install postgresql)")
        pytest.skip("NO POSTGRESQL on this machine (Debian: apt install postgresql): tried on SQLite alone")
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it: the test is run on both kinds."""
    yield from _address(request, tmp_path, Databases.empty)


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """`url` of one that may have our schema already: sooner there, where it is not to be seen how it comes."""
    yield from _address(request, tmp_path, Databases.fresh)


def _address(request: pytest.FixtureRequest, folder: Path, make: Callable[[Databases], str]) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'tidtam.db'}"
    else:
        databases: Databases = request.getfixturevalue("postgresql")
        made = make(databases)
        yield made
        databases.drop(made)
