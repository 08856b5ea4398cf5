"""docs/connect.md says the same in both languages, and only what is there: commands, options, settings."""

import re
import shlex
from pathlib import Path

import pytest

from bot.arguments import parser
from bot.settings import DEFAULTS

GUIDE = (Path(__file__).parents[2] / "docs" / "connect.md").read_text(encoding="utf-8")
THAI, ENGLISH = GUIDE.split("\n## ")[1:]
BLOCK = re.compile(r"```(?:sh|text)\n(.*?)```", re.DOTALL)


def blocks(text: str) -> list[str]:
    return BLOCK.findall(text)


def test_both_languages_give_the_same_to_type() -> None:
    assert blocks(THAI) == blocks(ENGLISH)
    assert len(blocks(THAI)) == 8


@pytest.mark.parametrize("line", sorted({line for block in blocks(THAI) for line in block.splitlines()}))
def test_every_line_to_type_is_understood(line: str) -> None:
    if line.startswith("python -m bot "):
        words = shlex.split(line.removesuffix(" &"))[3:]
        assert callable(parser().parse_args(words).run)
    for name in re.findall(r"\b([A-Z_]{4,})=", line):
        assert name in DEFAULTS
