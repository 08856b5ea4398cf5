"""What cannot be served is refused before anything starts, by one line that names the setting and the mend."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.__main__ import main


def refused(screen: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 1
    out, problem = screen.readouterr()
    assert out == "" and problem.count("\n") == 1, (out, problem)
    return str(problem)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'tidtam.db'}")
    monkeypatch.setenv("FILES_DIR", str(tmp_path / "files"))
    monkeypatch.setenv("PORT", "0")


@pytest.mark.parametrize("folder", ["plain", "plain/files", "/proc/foo"])
@pytest.mark.parametrize("words", [("serve",), ("fill", "2568")])
def test_files_dir_must_take_files(
    folder: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("plain").write_text("a file, no folder")
    monkeypatch.setenv("FILES_DIR", folder)
    assert "FILES_DIR" in refused(capsys, *words)
    assert not Path("tidtam.db").exists()


def test_a_taken_port_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        assert "PORT" in refused(capsys, "serve")
    assert not Path("tidtam.db").exists()


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "999.1.1.1"])
def test_a_host_that_is_not_ours_is_named(
    host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOST", host)
    assert "HOST" in refused(capsys, "serve")


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite:///x.db?foo=bar", "sqlite:///no/such/deep/x.db"]
)
@pytest.mark.parametrize("words", [("serve",), ("office", "list")])
def test_a_database_that_would_be_lost_or_misread_is_named(
    url: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert "DATABASE_URL" in refused(capsys, *words)
    assert not Path("no").exists()


@pytest.mark.parametrize("secret", ["ความลับ", "a b", "a" * 257])
def test_a_secret_that_telegram_would_refuse_is_named_and_not_shown(
    secret: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:x")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", secret)
    problem = refused(capsys, "serve")
    assert "TELEGRAM_WEBHOOK_SECRET" in problem and secret not in problem


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_of_the_demo_that_cannot_be_is_named(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(("demo", "--port", port))
    assert ended.value.code == 2
    assert "--port: a port is a number from 0 to 65535" in capsys.readouterr().err


@pytest.mark.slow
def test_ctrl_c_ends_the_server_without_complaint() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PORT": str(free_port())}
    serving = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        reached(int(environment["PORT"]))
        serving.send_signal(signal.SIGINT)
        _, problem = serving.communicate(timeout=20)
    finally:
        serving.kill()
    assert (serving.returncode, problem.count(b"\n")) == (0, 1), problem.decode()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def reached(port: int) -> None:
    """Returns when the server answers; it has twenty seconds."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server did not start")
