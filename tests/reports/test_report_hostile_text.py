"""Whatever a person wrote comes out as the text it is, in every place of the report, and never stops it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import TypeAlias

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.annual_report import COLUMNS, AnnualReport, Cover, Gap, Memo, Row, Signature
from reports import FORMATS

PdfLines: TypeAlias = Callable[[bytes], list[list[str]]]

FAMILY = "👨‍👩‍👧"
WRITTEN_AND_PRINTED = {
    "typst markup": ('#let x = 1; #panic("no") $x^2$ *b* _i_ `c` = h @ref <label> // c \\u{41}',) * 2,
    "a hash": ("#",) * 2,
    "XML": ("<&>\"' &amp; ]]> <w:t> <!-- --> </w:p>",) * 2,
    "a formula": ("=cmd|' /C calc'!A0",) * 2,
    "emoji": (f"เสร็จแล้ว 🎉 {FAMILY} 🇹🇭 👍🏽",) * 2,
    "NUL and its like": ("ก\0ข\x01\x1f\x7fค\ud800ง\ufffe", "กขคง"),
    "hints on breaking and turning": ("มาตร\u200bการ\u202eabc\u202c\ufeff", "มาตรการabc"),
    "every line end": ("ก\r\nข\rค\u2028ง\n", "ก\nข\nค\nง\n"),
    "a tab": ("ก\tข", "ก ข"),
    "nothing": ("", ""),
    "marks without a letter": ("่้๊", "่้๊"),
    "vowels without a letter": ("เเเเแแ", "เเเเแแ"),
    "closing signs alone": ("”)))]", "”)))]"),
}
LONG = {
    "4,000 letters without a word": "ก" * 4000,
    "4,000 letters in words": "มาตรการ" * 571,
    "4,000 letters in lines": "ทดสอบ\n" * 666,
    "a long address": "https://example.go.th/" + "a" * 2000 + "?page=1&" + "b" * 1970,
    "4,000 signs": "ๆ" * 4000,
}


def with_everywhere(text: str) -> AnnualReport:
    """A report of which every text is `text`."""
    memo = Memo(text, text, None, text, text, text, (text,), (Signature("", text, (text,)), Signature(text, text, ())))
    row, gap = Row(1, (text,) * 6), Gap(1, COLUMNS[0], text, (text, text))
    return AnnualReport(
        2568, text, memo, Cover((text, text), text, text), text, (text,) * 6, (row,), (gap,), draft=True, words=(text,)
    )


PLACES = 6 + 2 + 4 + 1 + 6 + 6 + 3
"""Of the memo's own, of its signatures, of the cover, title, labels, cells, and of the gap."""


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def texts_of(content: bytes) -> Iterator[str]:
    """Every paragraph of a DOCX, in its cells too."""
    for paragraph in Document(BytesIO(content)).element.body.iter(qn("w:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


@pytest.mark.parametrize(("written", "printed"), WRITTEN_AND_PRINTED.values(), ids=WRITTEN_AND_PRINTED)
def test_the_pdf_prints_it_as_text(written: str, printed: str, pdf_lines: PdfLines) -> None:
    pages = pdf_lines(FORMATS["pdf"].write(with_everywhere(written)))
    whole = squeezed("".join(line for page in pages for line in page))
    assert "บันทึกข้อความ" in whole
    assert not printed or whole.count(squeezed(printed)) >= PLACES


@pytest.mark.parametrize(("written", "printed"), WRITTEN_AND_PRINTED.values(), ids=WRITTEN_AND_PRINTED)
def test_the_docx_holds_it_as_text(written: str, printed: str) -> None:
    content = FORMATS["docx"].write(with_everywhere(written))
    whole = squeezed("".join(texts_of(content)))
    assert "บันทึกข้อความ" in whole
    assert not printed or whole.count(squeezed(printed)) >= PLACES
    cells = Document(BytesIO(content)).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == [printed] * 6


@pytest.mark.slow
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_stand_in_every_place(text: str) -> None:
    report = with_everywhere(text)
    assert FORMATS["pdf"].write(report).startswith(b"%PDF")
    cells = Document(BytesIO(FORMATS["docx"].write(report))).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == [text] * 6


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_cell_is_printed_to_its_last_letter(text: str, reference: AnnualReport, pdf_lines: PdfLines) -> None:
    report = replace(reference, rows=(Row(1, ("", text, "", "", "", "")),))
    assert printed_rows(report, pdf_lines) == squeezed(text)


def printed_rows(report: AnnualReport, pdf_lines: PdfLines) -> str:
    """What the pages of the table hold below its header."""
    labels = squeezed("".join(report.column_labels))
    pages = [squeezed("".join(page)) for page in pdf_lines(FORMATS["pdf"].write(report))[2:]]
    return "".join(page.partition(labels)[2] for page in pages)


ANYTHING = st.text(st.characters(codec="utf-8"), max_size=60)
XML_CANNOT_HOLD_OR_NEVER_SHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]"
)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(text=ANYTHING)
def test_any_text_can_be_written(text: str) -> None:
    report = with_everywhere(text)
    assert FORMATS["pdf"].write(report).startswith(b"%PDF")
    cells = Document(BytesIO(FORMATS["docx"].write(report))).tables[0].rows[1].cells
    kept = XML_CANNOT_HOLD_OR_NEVER_SHOWN.sub("", text).replace("\t", " ")
    assert cells[0].text == re.sub("\r\n|[\r\u2028\u2029]", "\n", kept)
