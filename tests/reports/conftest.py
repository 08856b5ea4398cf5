"""The office's own report of 2568, and how to read what was written of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pypdfium2
import pytest

from measures.annual_report import AnnualReport, Cover, Gap, Memo, Row, Signature

GOLDEN = Path(__file__).parents[1] / "golden" / "annual-report-2568.json"

PdfLines: TypeAlias = Callable[[bytes], list[list[str]]]


@pytest.fixture(scope="session")
def reference() -> AnnualReport:
    told = json.loads(GOLDEN.read_text(encoding="utf-8"))
    memo, cover = told["memo"], told["cover"]
    signed = [Signature(block["heading"], block["name"], tuple(block["position"])) for block in memo["signatures"]]
    return AnnualReport(
        fiscal_year=told["fiscal_year"],
        office=told["office"],
        memo=Memo(
            agency=memo["agency"],
            number=memo["number"],
            date=date.fromisoformat(memo["date"]),
            date_text=memo["date_text"],
            subject=memo["subject"],
            to=memo["to"],
            body=tuple(memo["body"]),
            signatures=tuple(signed),
        ),
        cover=Cover(tuple(cover["title"]), cover["office"], cover["address"]),
        table_title=told["table_title"],
        column_labels=tuple(told["column_labels"]),
        rows=tuple(Row(row["number"], tuple(row["cells"])) for row in told["rows"]),
        gaps=(),
        draft=told["draft"],
        words=tuple(told["words"]),
    )


@pytest.fixture(scope="session")
def draft(reference: AnnualReport) -> AnnualReport:
    """The same in August: no date or number yet, two divisions silent."""
    gaps = (
        Gap(2, "outcome", "ยังไม่ทราบจำนวนคู่มือสำหรับประชาชน", ("กองช่าง", "กองการศึกษา")),
        Gap(8, "output", "ยังไม่ได้รายงานการรับของขวัญเดือน ส.ค. ๒๕๖๘", ("กองสวัสดิการสังคม",)),
        Gap(0, "memo", "ยังไม่มีเลขที่และวันที่ของบันทึกข้อความ", ()),
    )
    memo = replace(reference.memo, number="", date=None, date_text="")
    return replace(reference, draft=True, gaps=gaps, memo=memo)


@pytest.fixture(scope="session")
def pdf_lines() -> PdfLines:
    """The lines of every page, as Chrome would search and copy them."""

    def read(content: bytes) -> list[list[str]]:
        document = pypdfium2.PdfDocument(content)
        try:
            return [page.get_textpage().get_text_range().split("\r\n") for page in document]
        finally:
            document.close()

    return read
