"""Long texts in pieces, parted where a reader of Thai would pause."""

import re
from collections.abc import Callable, Iterator

from bot.channels.lengths import clings, clusters, utf16
from reports.thai_words import LETTERS, words

_RUN = re.compile(f"[{LETTERS}]+")
_LONGEST_WORD = 60


def split(text: str, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` UTF-16 units, none of them blank. What is lost is white space at the cuts.

    Each cut is the last that leaves the piece at least half full: before a paragraph, a line, a space, a Thai word,
    or else any letter; never between a letter and its vowels and tones, unless those alone are past the limit.
    """
    pieces, rest = [], text
    while utf16(rest) > limit:
        at = _cut(rest, _reach(rest, limit))
        pieces.append(rest[:at].rstrip())
        rest = _without_blank_start(rest[at:])
    return [piece for piece in (*pieces, rest) if piece.strip()]


def _reach(text: str, limit: int) -> int:
    """How many characters of `text` make `limit` UTF-16 units."""
    reach, units = 0, 0
    for char in text:
        units += utf16(char)
        if units > limit:
            break
        reach += 1
    return reach


def _cut(text: str, reach: int) -> int:
    letters = list(_starts(clusters(text[: reach + 1])))
    late = [(at, letter) for at, letter in letters if at >= reach // 2 > 0]
    pauses: tuple[Callable[[int, str], bool], ...] = (
        lambda at, letter: letter == "\n" and text.startswith("\n\n", at),
        lambda at, letter: letter == "\n",
        lambda at, letter: letter.isspace(),
    )
    for pause in pauses:
        for at, letter in reversed(late):
            if pause(at, letter):
                return at
    between_words = _word_starts(text, reach)
    for at, _ in reversed(late):
        if at in between_words:
            return at
    return letters[-1][0] or reach


def _starts(letters: list[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for letter in letters:
        yield at, letter
        at += len(letter)


def _word_starts(text: str, reach: int) -> set[int]:
    """Where in the second half of `text`'s first `reach` characters a Thai word begins, or a run of Thai ends."""
    low, found = reach // 2, set()
    for run in _RUN.finditer(text[: reach + _LONGEST_WORD], low):
        at = run.start()
        for word in words(run.group()):
            found.add(at)
            at += len(word)
        found.add(at)
    return found - {low}


def _without_blank_start(text: str) -> str:
    bare = text.lstrip()
    if bare and len(bare) < len(text) and clings(" ", bare[0]):
        return text[-len(bare) - 1 :]
    return bare
