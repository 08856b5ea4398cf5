"""A PostgreSQL of the tests' own, made from the machine's binaries: a folder, a unix socket, a child that can be killed.

Nothing else may be running or set up. As root it runs as `nobody`, for postgres refuses to be root.
"""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from storage.database import open_database

PATIENCE = 30.0
"""Seconds for a server to come up; after a crash it reads its log again first."""
PASSWORD = "geheim"
_numbers = itertools.count(1)


def binaries() -> Path | None:
    """The folder of `postgres` and `initdb`, of the newest PostgreSQL on this machine."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: float(f.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


class Postgres:
    """One server. Unless it is `durable`, its rows are not flushed to the disk, which saves the tests their time."""

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="tidtam-pg-"))
        self._as: dict[str, Any] = (
            {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        )
        if self._as:
            shutil.chown(self._folder, "nobody", "nogroup")
        password = self._folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        options = ("--username=tidtam", f"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8")
        self._run("initdb", "-D", str(self._data), "--no-sync", "--locale=C.UTF-8", *options)
        settings = {"listen_addresses": "", "unix_socket_directories": str(self._folder), "fsync": str(durable)}
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        self.start()

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **self._as)
        assert done.returncode == 0, done.stdout + done.stderr

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://tidtam:{PASSWORD}@/{database}?host={self._folder}"

    def start(self) -> None:
        """Returns when it answers."""
        until = time.monotonic() + PATIENCE
        command = [str(self._binaries / "postgres"), "-D", str(self._data)]
        while True:
            with (self._folder / "log").open("ab") as log:
                self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **self._as)
            while self._process.poll() is None:
                try:
                    psycopg.connect(self.url()).close()
                    return
                except psycopg.OperationalError:
                    assert time.monotonic() < until, self.said()
                    time.sleep(0.02)
            assert time.monotonic() < until, self.said()  # what was killed still holds its memory: try again

    def kill(self) -> None:
        """At once, by kill -9 of the postmaster."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: whoever is connected is cut off; SIGQUIT: at once, as by a crash."""
        if self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)

    def remove(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder)

    def said(self) -> str:
        return (self._folder / "log").read_text(encoding="utf-8", errors="replace")[-3000:]


class Databases:
    """Makes databases on the server at `url`, by somebody who may."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._template = self.empty()
        made = open_database(self._template)
        made.migrate()
        made.close()

    def empty(self, options: str = "") -> str:
        """One with nothing in it; `options`: of CREATE DATABASE."""
        return self._made("template0", options)

    def fresh(self) -> str:
        """One with our schema, and no row in it."""
        return self._made(_name(self._template))

    def drop(self, url: str) -> None:
        self._say(f'DROP DATABASE "{_name(url)}" WITH (FORCE)')

    def close(self) -> None:
        self.drop(self._template)

    def _made(self, template: str, options: str = "") -> str:
        name = f"tidtam_test_{os.getpid()}_{next(_numbers)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {options}')
        head, query = _parts(self._url)
        return f"{head.rpartition('/')[0]}/{name}{query}"

    def _say(self, command: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(command.encode())


def _parts(url: str) -> tuple[str, str]:
    head, mark, query = url.partition("?")
    return head, mark + query


def _name(url: str) -> str:
    return _parts(url)[0].rpartition("/")[2]
