"""How high the rows of a table are: a high one may be parted between two pages, any other is kept together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reports import layout, wording
from reports.line_widths import line_count
from reports.word_boxes import boxes


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a cell as it was written, which on paper may take several."""

    boxes: list[str]
    height: int
    """Lines on paper."""

    @property
    def whole(self) -> bool:
        """Kept on one page, so that a row is parted between its steps."""
        return self.height <= layout.TALL_ROW


def cell_lines(text: str, column_cm: float, names: Collection[str]) -> list[CellLine]:
    room = (column_cm - 2 * layout.CELL_PADDING_CM) * layout.POINTS_PER_CM
    parted = (boxes(line, room, names) for line in wording.lines(text))
    return [CellLine(line, line_count(line, room)) for line in parted]


def heading_lines(labels: Sequence[str], columns_cm: Sequence[float], names: Collection[str]) -> list[list[CellLine]]:
    """One line a column. Where the row they make is high, it must not stand on every page: it would fill it."""
    return [
        cell_lines(wording.one_line(label), column, names) for label, column in zip(labels, columns_cm, strict=True)
    ]


def is_tall(cells: Sequence[Sequence[CellLine]]) -> bool:
    """Whether the row may be parted. It must be, if it does not fit on a page: Word would lose what runs over."""
    return max(sum(line.height for line in cell) for cell in cells) > layout.TALL_ROW
