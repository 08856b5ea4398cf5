"""The grid as a picture: a PNG by typst, as wide as a phone, with a shape as well as a colour for every state."""

import json
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

from dialogue.thai.dates import short_date
from measures.grid import DONE, LATE, LOCKED, NONE, OPEN, Grid
from reports.word_boxes import boxes

HERE = Path(__file__).parent
WIDTH = 360.0
"""Points; a phone's screen is as many of its own, so type of 10 pt is read as on a page."""
PIXELS_PER_POINT = 3
TITLE, TEXT = 11.0, 10.0
COLUMN, NAME = 16.4, 126.0
MARGIN = 10.0
SHADES = 64
"""Five colours on white and grey, and the edges of letters."""
MEDIA_TYPE = "image/png"
LEGEND = (DONE, OPEN, LATE, NONE, LOCKED)
"""Blue, amber, vermilion and grey are told apart by all eyes (Okabe and Ito, 2008); the shapes by all prints."""


def write(grid: Grid, title: str, legend: tuple[str, ...]) -> bytes:
    """`legend` has the words for `LEGEND`, in its order. Names are values here, never source."""
    import typst  # when first drawn: it is no part of starting up

    room = WIDTH - 2 * MARGIN
    contents = {
        "title": title,
        "day": short_date(grid.day, grid.language),
        "columns": grid.columns,
        "legend": [list(pair) for pair in zip(LEGEND, legend, strict=True)],
        "width": WIDTH, "margin": MARGIN, "name-width": NAME, "column": COLUMN, "title-size": TITLE, "size": TEXT,
        "blocks": [
            {
                "title": boxes(block.title, room),
                "lines": [{"name": boxes(line.name, NAME), "cells": line.cells} for line in block.lines],
            }
            for block in grid.blocks
        ],
    }  # fmt: skip
    written: bytes = typst.compile(
        HERE / "grid.typ",
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        format="png",
        ppi=72.0 * PIXELS_PER_POINT,
        sys_inputs={"grid": json.dumps(contents, ensure_ascii=False)},
        timestamp=datetime.combine(grid.day, time(), UTC),
    )
    return _smaller(written)


def _smaller(png: bytes) -> bytes:
    """The same in `SHADES`: a third of the bytes for a phone to load, and small enough for LINE to show."""
    from PIL import Image  # here, for most processes never draw a grid

    coded = BytesIO()
    shaded = (
        Image.open(BytesIO(png)).convert("RGB").quantize(SHADES, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    shaded.save(coded, "PNG", optimize=True)
    return coded.getvalue()
