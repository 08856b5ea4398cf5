"""The PDF of the office's own report: the same pages, and every letter of it."""

import re
from collections.abc import Callable
from typing import TypeAlias

import pytest

from measures.annual_report import AnnualReport
from reports import pdf

PdfLines: TypeAlias = Callable[[bytes], list[list[str]]]

ROWS_OF_PAGES = [(1, 2), (3, 4), (4, 5), (6, 7), (8,)]
STEPS_BEFORE_THE_BREAK = 2
"""Of measure 4, which begins on one page and ends on the next."""


def squeezed(*texts: str) -> str:
    return re.sub(r"\s", "", "".join(texts))


@pytest.fixture(scope="module")
def pages(reference: AnnualReport, pdf_lines: PdfLines) -> list[str]:
    return [squeezed(*lines) for lines in pdf_lines(pdf.write(reference))]


def test_the_memo_is_the_first_page(pages: list[str], reference: AnnualReport) -> None:
    memo = reference.memo
    blocks = [(block.heading, f"({block.name})", *block.position) for block in memo.signatures]
    assert pages[0] == squeezed(
        "บันทึกข้อความ",
        *("ส่วนราชการ", memo.agency, "ที่", memo.number, "วันที่", memo.date_text),
        *("เรื่อง", memo.subject, "เรียน", memo.to),
        *memo.body,
        *(text for block in blocks for text in block),
    )


def test_the_cover_is_the_second(pages: list[str], reference: AnnualReport) -> None:
    cover = reference.cover
    assert pages[1] == squeezed(*cover.title, cover.office, cover.address)


def test_the_rows_fall_on_the_same_pages_as_in_the_office_s_own(pages: list[str], reference: AnnualReport) -> None:
    expected = []
    for number, rows in zip("๓๔๕๖๗", ROWS_OF_PAGES, strict=True):
        page = [f"-{number}-", *([reference.table_title] if number == "๓" else []), *reference.column_labels]
        for row in rows:
            cells = reference.rows[row - 1].cells
            if row == 4:
                first = number == "๔"
                steps = cells[1].split("\n")
                here = steps[:STEPS_BEFORE_THE_BREAK] if first else steps[STEPS_BEFORE_THE_BREAK:]
                page += [cells[0], *here, *cells[2:]] if first else here
            else:
                page += cells
        expected.append(squeezed(*page))
    assert pages[2:] == expected
