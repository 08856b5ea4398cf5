"""Makes the fonts of this folder out of two npm packages. Run it by hand; nothing here runs it.

    npm pack @fontsource/sarabun@5.3.0 @fontsource/noto-emoji@5.3.2      # unpack each into a folder
    pip install fonttools==4.68.0 brotli                                # in a throw-away environment
    python make_fonts.py SARABUN_FOLDER NOTO_EMOJI_FOLDER

The packages hold web fonts (woff2), Sarabun in one piece a script. typst reads neither woff2 nor a face in pieces, so
each weight is put together again. `keep_marks_level` is the one change to the design; NOTICE tells of it.
"""

import json
import sys
from pathlib import Path
from statistics import mode
from typing import Any

from fontTools.merge import Merger  # type: ignore[import-not-found]
from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found]

HERE = Path(__file__).parent
UPPER_VOWELS = {f"uni0E{code:02X}{form}" for code in range(0x31, 0x38) for form in ("", ".narrow")}
TONE_ON_VOWEL = "uni0E49.small"
SAME_SECOND = 3_600_000_000
"""Seconds since 1904, for both dates of the `head` table: fixed, so that the same packages give the same bytes."""


def main(sarabun: Path, noto_emoji: Path) -> None:
    advances = {}
    for weight, style in ((400, "Regular"), (700, "Bold")):
        pieces = [
            sarabun / f"files/sarabun-{script}-{weight}-normal.woff2" for script in ("thai", "latin", "latin-ext")
        ]
        font = joined(pieces)
        keep_marks_level(font)
        write(font, f"Sarabun-{style}.ttf")
        widths, names = font["hmtx"], font.getBestCmap()
        advances[style.lower()] = {chr(code): widths[name][0] for code, name in sorted(names.items())}
    (HERE / "advances.json").write_text(json.dumps(advances, ensure_ascii=False, indent=0), encoding="utf-8")
    write(TTFont(noto_emoji / "files/noto-emoji-emoji-400-normal.woff2"), "NotoEmoji-Regular.ttf")


def joined(pieces: list[Path]) -> Any:
    """One font of several; a character that two of them have is taken from the first."""
    taken: set[int] = set()
    parts = []
    for piece in pieces:
        font = TTFont(piece)
        mine = set(font.getBestCmap()) - taken
        taken |= mine
        options = Options(layout_features=["*"], glyph_names=True, notdef_outline=True, name_IDs=["*"])
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=mine)
        subsetter.subset(font)
        part = HERE / f"{piece.stem}.part.ttf"
        font.flavor = None
        font.save(part)
        parts.append(part)
    whole = Merger().merge([str(part) for part in parts])
    for part in parts:
        part.unlink()
    return whole


def keep_marks_level(font: Any) -> None:
    """Let a tone above an upper vowel keep its own height, and every vowel stand equally high.

    The designers move a mark by 1 to 46 of 1,000 units, hardly to be seen. But a glyph that leaves its line becomes a
    text run of its own in the PDF, and then poppler and pdfium read the syllable before it twice: ทั้ง as ทั้ทั้ง.
    """
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if table.LookupType == 4:
                level_bases(table)
            elif table.LookupType == 6 and TONE_ON_VOWEL in table.Mark1Coverage.glyphs:
                level_tones(table)


def level_bases(marks: Any) -> None:
    """ษ in the bold holds its vowel one unit higher than every other letter does."""
    bases = [anchor for base in marks.BaseArray.BaseRecord for anchor in base.BaseAnchor if anchor]
    usual = mode(anchor.YCoordinate for anchor in bases if anchor.YCoordinate > 0)
    for anchor in bases:
        if abs(anchor.YCoordinate - usual) <= 2:
            anchor.YCoordinate = usual


def level_tones(marks: Any) -> None:
    tones = dict(zip(marks.Mark1Coverage.glyphs, marks.Mark1Array.MarkRecord, strict=True))
    height = tones[TONE_ON_VOWEL].MarkAnchor.YCoordinate
    for name, tone in tones.items():
        if name.endswith(".small"):
            tone.MarkAnchor.YCoordinate = height
    for name, vowel in zip(marks.Mark2Coverage.glyphs, marks.Mark2Array.Mark2Record, strict=True):
        if name in UPPER_VOWELS:
            vowel.Mark2Anchor[tones[TONE_ON_VOWEL].Class].YCoordinate = height


def write(font: Any, name: str) -> None:
    font.flavor = None
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = SAME_SECOND
    font.save(HERE / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
