"""Where a run of Thai letters may be parted: between words, found by best match over a word list.

Thai is written without spaces. The rule: as few words as will make up the run, the commoner the better
(มาตรการ|พัฒนา, not มาตร|การพัฒนา), letters that belong to no word counting as worst of all.
"""

import gzip
import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

LETTERS = "ก-ฮะ-ฺเ-ๅ็-๎"
"""Thai letters, vowels and tones, as a range for a regular expression; digits and signs are not among them."""

LIST = Path(__file__).parent / "words" / "words_th.txt.gz"
MISSING = frozenset({"สำนักปลัด", "รักษาราชการแทน", "ประจำปีงบประมาณ"})
"""What a municipality writes and the list lacks."""
FALSE_FRIENDS = frozenset({"งานการ", "การตาม", "ให้การ", "งานประจำปี", "คู่มือการใช้"})
"""In the list, but in a report these letters are the end of one word and the start of the next."""

NO_PARTING = re.compile("(?<=[เ-ไ])|(?=[ะ-ฺๅ็-๎])|(?=[ก-ฮ][ิุ]?์)")
"""Inside a syllable: after a vowel written first, before one written later, before a silenced consonant."""
WORD = 8
"""What every word costs, to which its rarity (0 to 10) is added."""
UNKNOWN = 10_000
"""What a letter outside every word costs."""
SCRAP = 2
"""So few unknown cells (or fewer) are no word of their own but belong to both neighbours."""


def words(run: str, names: Collection[str] = ()) -> list[str]:
    """The words of `run` (Thai letters only), in order; joined they are `run` again.

    `names` are kept whole as well. Letters that make no known word stay together: better left whole than guessed at.
    """
    return list(_parted(run, tuple(sorted(names, key=len))))


@lru_cache(maxsize=4096)
def _parted(run: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Remembered: the same words stand in the PDF and the DOCX, and in one year's report after another."""
    return tuple(_without_scraps(_pieces(run, names)))


def cells(text: str) -> int:
    """The room `text` takes on a line: what stands above or below a letter takes none."""
    return sum(unicodedata.category(char) != "Mn" for char in text)


def _pieces(run: str, names: Collection[str]) -> list[tuple[str, bool]]:
    """(piece, whether it is a word), by the cheapest way from the beginning to each letter."""
    prices, longest = _dictionary()
    places = [0, *(i for i in range(1, len(run)) if not NO_PARTING.match(run, i)), len(run)]
    cost = {0: 0}
    way: dict[int, tuple[int, bool]] = {}
    for i, end in enumerate(places[1:]):
        step = places[i]
        best, came, is_word = cost[step] + UNKNOWN * (end - step), step, False
        for start in reversed(places[: i + 1]):
            if end - start > longest:
                break
            price = prices.get(run[start:end])
            if price is not None and cost[start] + price <= best:
                best, came, is_word = cost[start] + price, start, True
        for name in names:
            start = end - len(name)
            if start in cost and cost[start] <= best and run.startswith(name, start):
                best, came, is_word = cost[start], start, True
        cost[end], way[end] = best, (came, is_word)
    found, at = [], len(run)
    while at:
        start, is_word = way[at]
        found.append((run[start:at], is_word))
        at = start
    return found[::-1]


def _without_scraps(pieces: list[tuple[str, bool]]) -> list[str]:
    joined: list[str] = []
    sticky = False
    for is_word, group in groupby(pieces, key=lambda piece: piece[1]):
        for text in [piece for piece, _ in group] if is_word else ["".join(piece for piece, _ in group)]:
            scrap = not is_word and cells(text) <= SCRAP
            if joined and (scrap or sticky):
                joined[-1] += text
            else:
                joined.append(text)
            sticky = scrap
    return joined


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    """What each of about 59,000 words costs, and the length of the longest. Read once: some 60 ms and 10 MB."""
    shelves = gzip.decompress(LIST.read_bytes()).decode().split("\n")
    prices = {word: WORD + rarity for rarity, shelf in enumerate(shelves) for word in shelf.split(" ")}
    prices |= dict.fromkeys(MISSING, WORD)
    for word in FALSE_FRIENDS:
        del prices[word]
    return prices, max(map(len, prices))
