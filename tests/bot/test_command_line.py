"""python -m bot: a deployment set up from nothing, and one clear line for whatever is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.sample_office import plan_text

ROOT = Path(__file__).parents[2]


class Shell:
    """A terminal in an empty folder with a database of its own. Commands run in this process, but for `process`."""

    def __init__(self, folder: Path, screen: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._screen = screen
        self._patch = patch
        patch.chdir(folder)
        patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'tidtam.db'}")
        patch.setenv("FILES_DIR", str(folder / "files"))

    def __call__(self, *words: str, **environment: str) -> tuple[int, str, str]:
        """(exit code, what it printed, what it complained of)."""
        with self._patch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            code = main(words)
        return code, *self._screen.readouterr()

    def refuses(self, *words: str, **environment: str) -> str:
        """The one line it complains with."""
        code, out, problem = self(*words, **environment)
        assert (code, out) == (1, "")
        assert problem.count("\n") == 1, problem
        return problem

    def process(self, *words: str, given: bytes = b"") -> tuple[int, str, str]:
        """The same as anybody would run it."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8:strict"},
            input=given, capture_output=True, timeout=110, check=False,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """The file of a good plan."""
    (tmp_path / "plan.toml").write_text(plan_text(), encoding="utf-8")
    return "plan.toml"


@pytest.mark.slow
def test_an_office_is_set_up_from_nothing(shell: Shell, plan: str) -> None:
    assert shell.process("office", "list") == (0, "No office yet.\n", "")
    assert "office add" in shell.refuses("plan", "load", plan)
    assert shell("office", "add", "takbai", "--name", "เทศบาลเมืองตากใบ")[0] == 0
    assert shell("office", "list")[1] == "takbai\tเทศบาลเมืองตากใบ\n"
    assert "8 measures, 67 questions (version 1)" in shell("plan", "load", plan)[1]
    assert "(version 1)" in shell("plan", "load", plan)[1], "the same plan again is no new version"
    code, printed, _ = shell.process("invite", "--role", "reporter", "--division", "chang", "--name", "สมชาย")
    assert code == 0
    assert len(printed.split("\t")[0]) == 9


def test_what_cannot_be_invited_is_told_with_what_there_is(shell: Shell, plan: str) -> None:
    shell("office", "add", "takbai", "--name", "เทศบาลเมืองตากใบ")
    assert "load a plan first" in shell.refuses("invite", "--role", "reporter")
    shell("plan", "load", plan)
    assert "palad khlang chang" in shell.refuses("invite", "--role", "reporter", "--division", "prawet")
    assert "--division is missing" in shell.refuses("invite", "--role", "head")
    assert "งานนิติการ" in shell.refuses("invite", "--role", "reporter", "--division", "palad", "--section", "งานอื่น")
    assert "reporter head legal_officer" in shell.refuses("invite", "--role", "king")
    assert shell("invite", "--role", "legal_officer")[0] == 0
    both = shell.process("invite", "--role", "head", "--role", "legal_officer", "--division", "chang")[1]
    assert "\thead legal_officer chang\t" in both


def test_of_several_offices_one_must_be_named(shell: Shell, plan: str) -> None:
    shell("office", "add", "takbai", "--name", "ตากใบ")
    shell("office", "add", "narathiwat", "--name", "นราธิวาส")
    assert "--office and one of takbai narathiwat" in shell.refuses("plan", "load", plan)
    assert "There is no office phuket" in shell.refuses("plan", "load", plan, "--office", "phuket")
    assert shell("plan", "load", plan, "--office", "takbai")[0] == 0
    assert "There is an office takbai already" in shell.refuses("office", "add", "takbai", "--name", "อีกแห่ง")
    assert "cannot be an office's key" in shell.refuses("office", "add", "ตากใบ", "--name", "ตากใบ")


def test_a_plan_is_checked_and_every_mistake_named(shell: Shell, plan: str) -> None:
    assert "is good" in shell("plan", "check")[1]
    assert "is good" in shell("plan", "check", plan)[1]
    bad = (
        plan_text().replace('kind = "choice"', 'kind = "choise"', 1).replace("manual_count > 0", "manual_cuont > 0", 1)
    )
    (shell.folder / "bad.toml").write_text(bad, encoding="utf-8")
    code, out, problem = shell("plan", "check", "bad.toml")
    assert (code, out) == (1, "")
    assert "choise" in problem and "manual_cuont" in problem
    assert "no-such.toml" in shell.refuses("plan", "check", "no-such.toml")
    (shell.folder / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    assert "bytes.toml" in shell.refuses("plan", "check", "bytes.toml")
    shell("office", "add", "takbai", "--name", "ตากใบ")
    assert shell("plan", "load", "bad.toml")[0] == 1
    assert "There is no plan for 2568" in shell.refuses("report", "2568")


def test_a_report_with_gaps_lists_them_and_a_draft_is_written_all_the_same(shell: Shell, plan: str) -> None:
    shell("office", "add", "takbai", "--name", "เทศบาลเมืองตากใบ")
    shell("plan", "load", plan)
    code, out, problem = shell("report", "2568")
    assert (code, out) == (1, "")
    assert problem.startswith("The report of 2568 has 16 gaps") and problem.count("\n  มาตรการ") == 16
    code, out, _ = shell("report", "2568", "--draft", "--out", "reports")
    assert code == 0
    written = sorted(path.name for path in (shell.folder / "reports").iterdir())
    assert written == ["report-2568.docx", "report-2568.pdf"]
    assert "Years: 2568" in shell.refuses("report", "2569")
    (shell.folder / "taken").write_text("a file, no folder")
    assert "taken" in shell.refuses("report", "2568", "--draft", "--out", "taken")


@pytest.mark.slow
def test_a_year_is_filled_once_and_then_reported_without_gaps(shell: Shell) -> None:
    assert "2568 only" in shell.refuses("fill", "2567")
    code, out, _ = shell.process("fill", "2568")
    assert code == 0
    assert "the year 2568 is filled" in out
    assert "answers of 2568 already" in shell.refuses("fill", "2568")
    code, out, _ = shell.process("report", "2568")
    assert code == 0
    assert out.split() == ["report-2568.pdf", "report-2568.docx"]
    assert (shell.folder / "report-2568.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
def test_read_answers_each_line_even_garbage(shell: Shell) -> None:
    lines = [
        b'{"kind": "number", "text": "\xe0\xb9\x91\xe0\xb9\x92"}',
        b'{"kind": "choice", "choices": ["a", "b"], "text": "2"}',
        b'{"kind": "date", "text": "31/2/2568"}',
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b'{"kind": "feeling", "text": "x"}',
        b'{"text": "x"}',
        b'{"kind": "number", "text": "\\ud800", "min": "low"}',
    ]
    code, out, _ = shell.process("read", given=b"\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert answers[0] == {"value": 12}
    assert answers[1] == {"value": "b"}
    assert "unclear" in answers[2]
    assert ["error" in answer or "unclear" in answer for answer in answers[3:]] == [True] * 6


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"DATABASE_URL": "nothing"}, "DATABASE_URL"),
        ({"DATABASE_URL": "oracle://db/x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////proc/no/tidtam.db"}, "DATABASE_URL"),
        ({"PORT": "x"}, "PORT"),
        ({"TELEGRAM_BOT_TOKEN": "1:x"}, "TELEGRAM_WEBHOOK_SECRET"),
    ],
)  # fmt: skip
def test_bad_settings_are_one_line_that_names_the_setting(
    shell: Shell, environment: dict[str, str], named: str
) -> None:
    assert named in shell.refuses("office", "list", **environment)
    assert named in shell.refuses("serve", **environment)


@pytest.mark.slow
def test_without_a_command_the_commands_are_told(shell: Shell) -> None:
    code, _, problem = shell.process()
    assert code == 2
    assert problem.startswith("usage: python -m bot")


def test_help_is_answered_without_loading_the_store(shell: Shell) -> None:
    ask = "import sys, bot.__main__ as m\ntry: m.main(['--help'])\nfinally: print([n for n in sys.modules if n in LOADED])"
    done = subprocess.run(
        [sys.executable, "-c", f"LOADED = ('sqlalchemy', 'fastapi', 'linebot', 'telegram', 'typst')\n{ask}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.endswith("[]\n")
