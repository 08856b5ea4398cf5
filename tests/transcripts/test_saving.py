"""python -m bot chat --save FILE: what was lived through in the terminal is a transcript that replays."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from dialogue.cleaning import clean

SESSION = """\
:reminder
[1]
2
(ประมาณ) 20\\nหรือ [x] {code} \\x41
ประมาณ 20
[1]
:as khlang
เริ่ม
:fill
:as chang
0 ทุกข้อ
[1]
:day
:as officer
สถานะ
[99]
:quit
"""


def test_what_was_saved_is_replayed_word_for_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replay: Callable[[str], str]
) -> None:
    file = tmp_path / "saved.txt"
    monkeypatch.setattr(sys, "stdin", io.StringIO(SESSION))
    assert main(["chat", "--save", str(file)]) == 0
    saved = file.read_text(encoding="utf-8")
    assert saved.startswith("# python -m bot chat\n\n@ กองช่าง · 1 ต.ค. 2567 09:00\n\n! 31 ต.ค. 2567 08:30\n📌")
    assert "\n> [เริ่มเลย]\n" in saved and "\n@ นิติกร\n" in saved and saved.rstrip().splitlines()[-1].startswith("[")
    assert "บันทึกแล้วค่ะ ✅" in saved
    assert clean(saved) == saved
    assert replay(saved).splitlines() == saved.splitlines()


def test_a_file_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--save", str(tmp_path / "nowhere" / "saved.txt")]) == 1
    assert "saved.txt" in capsys.readouterr().err
