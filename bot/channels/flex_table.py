"""A table as LINE shows it: rows of boxes, a sign and a colour in each, in as many bubbles as it takes."""

import json
from collections.abc import Iterator, Mapping, Sequence

from bot.channels.lengths import cut, utf16
from dialogue.messages import Table

Json = Mapping[str, object]

COLUMNS = 10
"""Beside each other a phone shows them; more go on in the next bubble."""
ROWS_BYTES = 20_000
"""Of one bubble's rows; with words above and below, and two buttons, it stays under LINE's 30 KB (#bubble)."""
WORDS = 800
"""UTF-16 units above and below a table; with more of them it is said in words alone."""
NAME, NAME_FLEX = 40, 5
"""Grapheme clusters of a row's name, and how many marks wide it is."""
MARK, MARK_UNITS = 3, 12
COLOURS = {
    "✅": "#BFDDF2", "🟡": "#FBE0A0", "⬜": "#FCE8DE", "🔺": "#F7C9B5", "📭": "#D9CDEB", "🔒": "#C4C4C4", "➖": "#F2F2F2",
}  # fmt: skip
"""Light tints of blue, amber and vermilion, told apart by all eyes (Okabe and Ito, 2008); the signs by all prints."""
PLAIN = "#FFFFFF"
BLANK = "·"


def fits(table: Table) -> bool:
    return bool(table.columns) and bool(table.rows) and all(0 < utf16(t.strip()) <= WORDS for t in _words(table))


def table_bodies(table: Table) -> Sequence[Sequence[Json]]:
    """What stands in each bubble: the title in the first, the notes in the last, the columns' names in all."""
    bodies = [[*_head(table, group), *rows] for group in _groups(table) for rows in _pages(table, group)]
    title, notes = _words(table)
    bodies[0].insert(0, {"type": "text", "text": title, "wrap": True, "weight": "bold"})
    bodies[-1].append({"type": "text", "text": notes, "wrap": True, "size": "xs"})
    return bodies


def _words(table: Table) -> tuple[str, str]:
    return table.title, table.notes


def _groups(table: Table) -> Iterator[slice]:
    for start in range(0, len(table.columns), COLUMNS):
        yield slice(start, start + COLUMNS)


def _pages(table: Table, group: slice) -> Iterator[list[Json]]:
    page: list[Json] = []
    size = 0
    for name, marks in table.rows:
        row = _row(name, [_mark(mark) for mark in marks[group]])
        length = len(json.dumps(row, ensure_ascii=False).encode())
        if page and size + length > ROWS_BYTES:
            yield page
            page, size = [], 0
        page.append(row)
        size += length
    yield page


def _head(table: Table, group: slice) -> Sequence[Json]:
    names = [cut(name, MARK, MARK_UNITS) or BLANK for name in table.columns[group]]
    numbers = [{"type": "text", "text": name, "size": "xxs", "align": "center", "flex": 1} for name in names]
    return [_row("", numbers), {"type": "separator"}]


def _row(name: str, cells: Sequence[Json]) -> Json:
    named = {"type": "text", "text": cut(name, NAME) or BLANK, "size": "xs", "wrap": True, "flex": NAME_FLEX}
    return {
        "type": "box", "layout": "horizontal", "spacing": "xs", "alignItems": "center", "contents": [named, *cells],
    }  # fmt: skip


def _mark(mark: str) -> Json:
    sign = {"type": "text", "text": cut(mark, MARK, MARK_UNITS) or BLANK, "size": "xxs", "align": "center"}
    return {
        "type": "box", "layout": "vertical", "flex": 1, "cornerRadius": "sm", "contents": [sign],
        "backgroundColor": COLOURS.get(mark, PLAIN),
    }  # fmt: skip
