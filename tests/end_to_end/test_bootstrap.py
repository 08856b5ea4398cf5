"""Two commands at once make one .venv, and a command that was killed leaves nothing behind that is taken for a whole one."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bootstrap

PIP = """
import os, pathlib, socket, sys
if "--version" not in sys.argv:
    with socket.create_connection(("127.0.0.1", int(os.environ["ASKED_AT"]))) as asked:
        if asked.recv(1) != b"y":
            sys.exit(1)
    python = pathlib.Path(sys.argv[sys.argv.index("--python") + 1])
    (python.parent / "installed").write_text("once", encoding="ascii")
"""
"""Takes the place of pip: it installs when it is told to, and else fails."""


class Commands:
    """`python3 bootstrap.py install` in a folder of its own, as often as one likes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[str]] = []
        self.asked = socket.create_server(("127.0.0.1", 0))
        """Where each installation asks whether to go on."""
        self.asked.settimeout(60)
        self.installed = folder / bootstrap.PYTHON.relative_to(bootstrap.ROOT).parent / "installed"
        shutil.copy(bootstrap.__file__, folder)
        for lock in bootstrap.LOCKS.values():
            (folder / lock.name).write_text("", encoding="ascii")
        (folder / "modules" / "pip").mkdir(parents=True)
        (folder / "modules" / "pip" / "__main__.py").write_text(PIP, encoding="utf-8")

    def start(self) -> subprocess.Popen[str]:
        told = {"PYTHONPATH": str(self._folder / "modules"), "ASKED_AT": str(self.asked.getsockname()[1])}
        command = [sys.executable, "bootstrap.py", "install"]
        environment = {**os.environ, **told, "PYTHONIOENCODING": "utf-8"}
        started = subprocess.Popen(
            command, cwd=self._folder, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._started.append(started)
        return started

    def installing(self) -> socket.socket:
        return self.asked.accept()[0]

    def close(self) -> None:
        self.asked.close()
        for one in self._started:
            one.kill()
            one.communicate()


@pytest.fixture
def commands(tmp_path: Path) -> Iterator[Commands]:
    found = Commands(tmp_path)
    yield found
    found.close()


def line(command: subprocess.Popen[str]) -> str:
    assert command.stdout
    return command.stdout.readline()


def test_of_two_at_once_one_prepares_and_the_other_waits(commands: Commands) -> None:
    first = commands.start()
    assert line(first).startswith("Preparing .venv")
    with commands.installing() as asks:
        second = commands.start()
        assert line(second).startswith("Another command is preparing .venv")
        asks.send(b"y")
    assert (first.wait(60), second.wait(60), line(second)) == (0, 0, "")
    assert commands.installed.exists()
    third = commands.start()
    assert (third.wait(60), line(third)) == (0, ""), "and from then on it is instant"


def test_who_waits_begins_again_where_the_other_was_killed(commands: Commands) -> None:
    first = commands.start()
    with commands.installing():
        second = commands.start()
        assert line(second).startswith("Another command is preparing .venv")
        first.kill()
        first.wait()
    assert line(second).startswith("Preparing .venv")
    with commands.installing() as asks:
        asks.send(b"y")
    assert second.wait(60) == 0
    assert commands.installed.exists()


def test_what_could_not_be_installed_is_not_taken_for_done(commands: Commands) -> None:
    first = commands.start()
    commands.installing().close()
    assert first.wait(60) == 1
    second = commands.start()
    with commands.installing() as asks:
        asks.send(b"y")
    assert second.wait(60) == 0
