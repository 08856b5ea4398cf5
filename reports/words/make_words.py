"""Makes `words_th.txt.gz` out of two lists of PyThaiNLP (both CC0). Run it by hand; nothing here runs it.

    pip download --no-deps pythainlp==5.4.0 && unzip pythainlp-5.4.0-py3-none-any.whl
    python make_words.py pythainlp/corpus/words_th.txt pythainlp/corpus/tnc_freq.txt

Kept: what is written in Thai letters alone, sorted by how rare it is. Dropped: sayings and compounds longer than
`LONGEST` cells that are put together of shorter words; a box that wide leaves a hole at the end of the line before it.

The file holds `RAREST` + 1 lines: words of rarity 0 on the first, those that the corpus never uses on the last.
"""

import gzip
import math
import re
import sys
import unicodedata
from pathlib import Path

LONGEST = 12
"""Cells a word takes on paper; a vowel or tone above or below takes none."""
SHORTEST_PART = 2
RAREST = 10
THAI = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]+")


def main(listed: Path, counted: Path) -> None:
    words = {word.strip() for word in listed.read_text(encoding="utf-8").splitlines() if THAI.fullmatch(word.strip())}
    parts = {word for word in words if SHORTEST_PART <= cells(word) <= LONGEST}
    kept = [word for word in words if cells(word) <= LONGEST or not compound(word, parts)]
    lines = (line.rsplit("\t", 1) for line in counted.read_text(encoding="utf-8").splitlines())
    counts = {word: int(count) for word, count in lines}
    most = max(counts.values())
    shelves: list[list[str]] = [[] for _ in range(RAREST + 1)]
    for word in sorted(kept):
        shelves[rarity(counts.get(word, 0), most)].append(word)
    with gzip.GzipFile(Path(__file__).parent / "words_th.txt.gz", "wb", mtime=0) as packed:
        packed.write("\n".join(map(" ".join, shelves)).encode())
    print(f"{len(words)} Thai words, {len(kept)} kept; by rarity {[len(shelf) for shelf in shelves]}")


def rarity(count: int, most: int) -> int:
    """0 for the commonest word, one more each time a word is 4.5 times rarer, `RAREST` for one never met."""
    return min(RAREST - 1, round(math.log(most / count) / 1.5)) if count else RAREST


def cells(word: str) -> int:
    return sum(unicodedata.category(char) != "Mn" for char in word)


def compound(word: str, parts: set[str]) -> bool:
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(word[start:end] in parts for start in reached):
            reached.add(end)
    return len(word) in reached


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
