"""The tables of a DOCX, whose rows are parted between pages where the PDF's are."""

from collections.abc import Collection, Sequence

from reports import layout, wording
from reports.table_rows import CellLine, cell_lines, heading_lines, is_tall
from reports.word_elements import Element, Look, element, paragraph, run, twips, twips_of_cm

BORDER = str(round(layout.BORDER * 8))
"""In eighths of a point, as Word counts a line's thickness."""


def table(
    labels: Sequence[str],
    rows: Sequence[Sequence[str]],
    columns_cm: Sequence[float],
    centred: Collection[int],
    names: Collection[str],
) -> Element:
    heads = [[_line(wording.one_line(label), "center", bold=True)] for label in labels]
    tall = is_tall(heading_lines(labels, columns_cm, names))
    return element(
        "tbl",
        _look(columns_cm),
        element("tblGrid", *(element("gridCol", w=twips_of_cm(width)) for width in columns_cm)),
        _row(heads, columns_cm, *([] if tall else [element("cantSplit"), element("tblHeader")]), across="center"),
        *(_measure_row(row, columns_cm, centred, names) for row in rows),
    )


def _look(columns_cm: Sequence[float]) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    beside, above = twips_of_cm(layout.CELL_PADDING_CM), twips(layout.CELL_PADDING)
    padding = {"top": above, "left": beside, "bottom": above, "right": beside}
    return element(
        "tblPr",
        element("tblW", w=twips_of_cm(sum(columns_cm)), type="dxa"),
        element("tblBorders", *(element(side, val="single", sz=BORDER, space="0", color="auto") for side in sides)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in padding.items())),
    )


def _measure_row(
    row: Sequence[str], columns_cm: Sequence[float], centred: Collection[int], names: Collection[str]
) -> Element:
    lines = [cell_lines(cell, column, names) for cell, column in zip(row, columns_cm, strict=True)]
    # A row higher than the page must not be kept whole: LibreOffice drops what runs over, without a word.
    tall = is_tall(lines)
    cells = [
        _cell(text, lines_here, "center" if column in centred else "left", tall)
        for column, (text, lines_here) in enumerate(zip(row, lines, strict=True))
    ]
    return _row(cells, columns_cm, *([] if tall else [element("cantSplit")]))


def _cell(text: str, lines: Sequence[CellLine], align: str, tall: bool) -> list[Element]:
    """One paragraph a line; in a row that may be parted, each stays whole if it can."""
    return [
        _line(written, align, keep_lines=tall and line.whole)
        for written, line in zip(wording.lines(text), lines, strict=True)
    ]


def _line(text: str, align: str, *, bold: bool = False, keep_lines: bool = False) -> Element:
    return paragraph(Look(align=align, keep_lines=keep_lines), *([run(text, bold=bold)] if text else []))


def _row(
    cells: Sequence[Sequence[Element]], columns_cm: Sequence[float], *properties: Element, across: str = "top"
) -> Element:
    made = []
    for lines, width in zip(cells, columns_cm, strict=True):
        place = element("tcPr", element("tcW", w=twips_of_cm(width), type="dxa"), element("vAlign", val=across))
        made.append(element("tc", place, *lines))
    return element("tr", *([element("trPr", *properties)] if properties else []), *made)
