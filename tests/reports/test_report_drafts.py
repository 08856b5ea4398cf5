"""A draft says so on every page, and its last page says what is missing and who owes it."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import TypeAlias

from docx import Document
from docx.document import Document as WordDocument

from measures.annual_report import AnnualReport
from reports import docx, pdf

PdfLines: TypeAlias = Callable[[bytes], list[list[str]]]

MARK = "ร่าง"
GAPS_TITLE = "รายการที่ยังขาดในร่างรายงาน"
GAPS = [
    ["มาตรการ", "ช่อง", "สิ่งที่ยังขาด", "ผู้ให้ข้อมูล"],
    ["๒", "ผลลัพธ์", "ยังไม่ทราบจำนวนคู่มือสำหรับประชาชน", "กองช่าง\nกองการศึกษา"],
    ["๘", "ผลการดำเนินการ", "ยังไม่ได้รายงานการรับของขวัญเดือน ส.ค. ๒๕๖๘", "กองสวัสดิการสังคม"],
    ["-", "บันทึกข้อความ", "ยังไม่มีเลขที่และวันที่ของบันทึกข้อความ", "นิติกร"],
]
"""What no division owes is the legal officer's to fill."""


def squeezed(*texts: str) -> str:
    return re.sub(r"\s", "", "".join(texts))


def marked(page: list[str]) -> bool:
    """At its top, beside its number if it has one; the text itself speaks of drafts too."""
    return re.match(f"(-[๐-๙]+-)?{MARK}", squeezed(*page)) is not None


def opened(report: AnnualReport) -> WordDocument:
    return Document(BytesIO(docx.write(report)))


def headers(document: WordDocument) -> list[str]:
    """Of every sort of page that the document has."""
    found = []
    for section in document.sections:
        if section.different_first_page_header_footer:
            found.append(section.first_page_header)
        found.append(section.header)
    return ["".join(paragraph.text for paragraph in header.paragraphs) for header in found]


def test_every_page_of_the_pdf_is_marked(draft: AnnualReport, pdf_lines: PdfLines) -> None:
    pages = pdf_lines(pdf.write(draft))
    assert len(pages) == 8
    assert all(map(marked, pages))


def test_the_last_page_of_the_pdf_names_who_owes_what(draft: AnnualReport, pdf_lines: PdfLines) -> None:
    last = squeezed(*pdf_lines(pdf.write(draft))[-1])
    assert last == squeezed("- ๘ -", MARK, GAPS_TITLE, *(cell for row in GAPS for cell in row))


def test_every_page_of_the_docx_is_marked(draft: AnnualReport) -> None:
    marks = headers(opened(draft))
    assert len(marks) == 5
    assert all(MARK in mark for mark in marks)


def test_the_last_page_of_the_docx_names_who_owes_what(draft: AnnualReport) -> None:
    document = opened(draft)
    assert [[cell.text for cell in row.cells] for row in document.tables[-1].rows] == GAPS
    assert [paragraph.text for paragraph in document.paragraphs[-2:]] == [GAPS_TITLE, ""]


def test_a_draft_without_gaps_is_marked_all_the_same(draft: AnnualReport, pdf_lines: PdfLines) -> None:
    whole = replace(draft, gaps=())
    pages = pdf_lines(pdf.write(whole))
    assert len(pages) == 7
    assert all(map(marked, pages))
    assert len(opened(whole).tables) == 1


def test_the_final_report_has_no_mark_and_no_list_of_gaps(draft: AnnualReport, pdf_lines: PdfLines) -> None:
    """Even if something is missing: who decided to print it knows."""
    final = replace(draft, draft=False)
    pages = pdf_lines(pdf.write(final))
    assert len(pages) == 7
    assert not any(map(marked, pages))
    document = opened(final)
    assert len(document.tables) == 1
    assert not any(MARK in header for header in headers(document))


def test_nobody_named_yet_leaves_dots_to_write_on(reference: AnnualReport, pdf_lines: PdfLines) -> None:
    unnamed = replace(reference.memo.signatures[0], name="")
    report = replace(reference, memo=replace(reference.memo, signatures=(unnamed,)))
    dots = f"({'.' * 40})"
    assert dots in pdf_lines(pdf.write(report))[0]
    assert dots in [paragraph.text for paragraph in opened(report).paragraphs]


def test_a_memo_too_long_for_its_page_runs_over(reference: AnnualReport, pdf_lines: PdfLines) -> None:
    memo = replace(reference.memo, body=reference.memo.body * 3)
    pages = pdf_lines(pdf.write(replace(reference, memo=memo)))
    assert len(pages) == 8
    assert pages[1][0] == "- ๒ -"
    whole = squeezed(*pages[0], *pages[1][1:])
    assert whole.endswith(squeezed(*reference.memo.signatures[-1].position))
    assert squeezed(*memo.body) in whole
