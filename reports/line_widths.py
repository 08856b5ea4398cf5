"""How long a text is when set, and how many lines it takes: both writers ask this before they set anything."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reports import layout

ADVANCES = Path(__file__).parent / "fonts" / "advances.json"
SARABUN = 1 / 1.5
"""TH Sarabun is drawn small: at 16 pt it is as large as Sarabun at 10.67 pt, and our sizes mean TH Sarabun's."""
ELSEWHERE = 1.3
"""Width, in ems of Sarabun, of a character that it lacks: an emoji, or another script."""


def width(text: str, size: float = layout.TEXT, *, bold: bool = False) -> float:
    """Points that `text` takes on one line. Kerning is left out: it is right within 2 in 100."""
    advances = _advances()["bold" if bold else "regular"]
    return sum(advances.get(char, ELSEWHERE * 1000) for char in text) * size * SARABUN / 1000


def line_count(boxes: Iterable[str], room: float, indent: float = 0) -> int:
    """Lines that a paragraph of unbreakable `boxes` takes in a column `room` points wide, at the text's size.

    `indent` is what the first line leaves empty.
    """
    lines, used, space = 1, indent, 0.0
    for box in boxes:
        wide = width(box)
        if box.isspace():
            space = wide
        elif used and used + space + wide > room:
            lines, used, space = lines + 1, wide, 0.0
        else:
            used, space = used + space + wide, 0.0
    return lines


@cache
def _advances() -> dict[str, dict[str, int]]:
    """Thousandths of an em, by weight and character, as `fonts/make_fonts.py` read them from the fonts."""
    read: dict[str, dict[str, int]] = json.loads(ADVANCES.read_text(encoding="utf-8"))
    return read
