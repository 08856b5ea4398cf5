"""Commands that would keep what makes no sense are refused by one line."""

from pathlib import Path

import pytest

from bot.__main__ import main


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("office", "add", "x", "--name", " "), "--name"),
        (("budget", "99999999999999999999"), "budget"),
        (("budget", "-1"), "budget"),
    ],
)
def test_it_is_refused(
    words: tuple[str, ...], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'tidtam.db'}")
    assert main(words) == 1
    out, problem = capsys.readouterr()
    assert out == "" and problem.count("\n") == 1 and named in problem
