"""Conversations as a municipal officer would read them, word for word, through the real inbox, dialogue and store.

How to read one: `@` whose phone it is and, the first time, when; `>` what that person says, [a button] taps it (`of`
somebody: theirs); `!` what happens meanwhile; all else is said by the bot. RECORD_TRANSCRIPTS=1 writes down what the bot
says now: read the diff. `python -m bot chat --save FILE` writes a new one.
"""

import difflib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))
WHOLE_YEAR = ("04_the_end_of_the_year", "26_asked_once")
"""Those that live through a year take seconds."""


def cases() -> Iterator[ParameterSet]:
    """All of them on SQLite; on PostgreSQL every third, and the others in the long run."""
    for number, path in enumerate(TRANSCRIPTS):
        year = path.stem in WHOLE_YEAR
        yield pytest.param("sqlite", path, marks=pytest.mark.slow if year else (), id=path.stem)
        rarely = year or number % 3
        yield pytest.param("postgresql", path, marks=pytest.mark.long if rarely else (), id=f"{path.stem}-postgresql")


@pytest.mark.parametrize(("migrated_url", "path"), list(cases()), indirect=["migrated_url"])
def test_the_bot_says_these_words(path: Path, replay: Callable[[str], str]) -> None:
    written = path.read_text(encoding="utf-8")
    said = replay(written)
    if os.environ.get("RECORD_TRANSCRIPTS") == "1":
        path.write_text(said, encoding="utf-8")
    elif said != written:
        lines = difflib.unified_diff(written.splitlines(), said.splitlines(), "written", "said", n=2, lineterm="")
        pytest.fail(f"{path.name}\n" + "\n".join(lines), pytrace=False)
