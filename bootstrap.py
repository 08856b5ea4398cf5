"""Everything from nothing: `python3 bootstrap.py run` makes .venv from the lock, then does what it was asked.

Only the standard library; works on a machine with python3 and pip alone: no uv, no compiler, no root, no ensurepip.
"""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".stamp"
"""Is there when .venv holds what it names."""
GATE = ROOT / ".venv.lock"
"""Locked by whoever prepares .venv; beside it, for .venv itself may be thrown away."""
HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
"""How an operating system says that somebody else has the lock (POSIX; Windows at once; Windows after its ten seconds)."""
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
"""What is needed to run, and what to run and test."""

CHECKS = (
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "mypy"),
    ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
)
"""What guards a commit besides pytest, as Python's arguments."""

TASKS = {
    "run": ("run", (("-m", "bot", "demo"),)),
    "chat": ("run", (("-m", "bot", "chat"),)),
    "test": ("test", (*CHECKS, ("-m", "pytest", "-q"))),
    "test-fast": ("test", (*CHECKS, ("-m", "pytest", "-q", "-m", "not slow and not browser and not long"))),
    "test-long": ("test", (("-m", "pytest", "-q", "-m", "long"),)),
    "bench": ("test", (("-m", "bench"),)),
    "bench-reminders": ("test", (("-m", "bench.reminders"),)),
    "bench-broadcast": ("test", (("-m", "bench.broadcast"),)),
    "run-doubles": ("test", (("-m", "tests.doubles"),)),
    "install": ("test", ()),
}
"""Task → which lock it needs, and what Python runs one after another."""


def main(arguments: list[str]) -> int:
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        print(f"Tidtam needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    if not arguments or arguments[0] not in TASKS:
        print(f"usage: python3 bootstrap.py {'|'.join(TASKS)} [more arguments]", file=sys.stderr)
        return 2
    task, *rest = arguments
    lock, runs = TASKS[task]
    prepare(lock)
    for run in runs:
        last = run is runs[-1]
        done = subprocess.run([PYTHON, *run, *(rest if last else ())], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


def prepare(lock: str) -> None:
    """Make .venv hold what the lock names; instant when it does already. Of several at once one does it for all."""
    if _fingerprint(lock) in _held():
        return
    with _alone():
        if _fingerprint(lock) not in _held():
            print("Preparing .venv: about a minute, the first time only …", flush=True)
            _make(lock)


def _held() -> list[str]:
    """The fingerprints of what .venv holds; none while it is only being made."""
    return STAMP.read_text(encoding="ascii").split() if STAMP.exists() and PYTHON.exists() else []


def _make(lock: str) -> None:
    if not _held() and VENV.exists():
        shutil.rmtree(VENV)  # half-made: begin again
    if not VENV.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", VENV], check=True)
    STAMP.unlink(missing_ok=True)
    _install(LOCKS[lock])
    # The test lock holds all that the run lock does, at the same versions.
    names = LOCKS if lock == "test" else (lock,)
    STAMP.write_text("\n".join(_fingerprint(name) for name in names), encoding="ascii")


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else prepares .venv meanwhile. Whoever ends lets go, however it ends."""
    with GATE.open("ab") as gate:
        if not _taken(gate):
            print("Another command is preparing .venv: waiting for it …", flush=True)
            while not _taken(gate, wait=True):
                pass
        yield


def _taken(gate: BinaryIO, *, wait: bool = False) -> bool:
    """Whether the lock on that open file is ours; until the file is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt  # it waits ten seconds at most

            gate.seek(0)
            msvcrt.locking(gate.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(gate, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as problem:
        if problem.errno not in HELD:
            raise
        return False
    return True


def _install(lock: Path) -> None:
    """By the machine's own pip into .venv, which needs no pip inside and no ensurepip, and touches nothing else."""
    pip = [sys.executable, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        raise SystemExit("pip is missing: install it (Debian, Ubuntu: apt install python3-pip) and run this again.")
    wanted = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        "--require-hashes",
    ]
    done = subprocess.run([*pip, "--python", PYTHON, *wanted, "-r", lock], check=False)
    if done.returncode:
        raise SystemExit(
            "Could not install what Tidtam needs; see pip's words above. Run the same command to try again."
        )


def _fingerprint(lock: str) -> str:
    """Changes with the lock's contents and with Python."""
    return hashlib.sha256(LOCKS[lock].read_bytes() + sys.version.encode()).hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
