"""No Thai word is broken inside: PyThaiNLP, which parts words by another rule than ours, is asked about every line."""

import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from pythainlp.tokenize import word_tokenize

from measures.annual_report import AnnualReport
from reports import pdf

PdfLines: TypeAlias = Callable[[bytes], list[list[str]]]

PYTHAINLP_IS_WRONG = {
    ("ดำเนินการ", "ตาม"): "it reads การตาม as one word",
    ("ให้", "การ"): "it reads ให้การ (to testify) in เพื่อให้การปฏิบัติงาน",
    ("ที่", "จะ"): "it holds ที่จะ for one word",
    ("เทศบาล", "เมือง"): "it holds เทศบาลเมือง for one word; the municipality is called เมืองตากใบ",
}


@pytest.fixture(scope="module")
def whole(reference: AnnualReport, pdf_lines: PdfLines) -> tuple[str, set[int]]:
    """The report's letters, and after how many of them a line ends."""
    letters, ends = "", set()
    for page in pdf_lines(pdf.write(reference)):
        for line in page:
            letters += squeezed(line)
            ends.add(len(letters))
    return letters, ends


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def texts(report: AnnualReport) -> list[str]:
    cells = [line for row in report.rows for cell in row.cells for line in cell.split("\n")]
    return [report.memo.subject, *report.memo.body, *report.column_labels, *cells]


def word_ends(text: str) -> set[int]:
    """After how many letters PyThaiNLP sees a word end."""
    ends, at = set(), 0
    for word in word_tokenize(text, engine="newmm"):
        at += len(squeezed(word))
        ends.add(at)
    return ends


def excused(left: str, right: str) -> bool:
    return any(left.endswith(before) and right.startswith(after) for before, after in PYTHAINLP_IS_WRONG)


def test_lines_end_where_words_end(reference: AnnualReport, whole: tuple[str, set[int]]) -> None:
    letters, ends = whole
    broken = []
    for text in texts(reference):
        bare = squeezed(text)
        start, known = letters.index(bare), word_ends(text)
        for place in range(1, len(bare)):
            left, right = bare[:place], bare[place:]
            if start + place in ends and place not in known and not excused(left, right):
                broken.append(f"{left[-12:]}|{right[:12]}")
    assert not broken


def test_many_lines_were_looked_at(reference: AnnualReport, whole: tuple[str, set[int]]) -> None:
    """Else the test above would pass on a report that came out as one line."""
    assert len(whole[1]) > 200
