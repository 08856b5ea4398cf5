"""Every syllable that Thai can write reads back from the PDF as it was written: vowels and tones are where fonts fail."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from measures.annual_report import AnnualReport, Row
from reports import pdf

PdfLines: TypeAlias = Callable[[bytes], list[list[str]]]

CONSONANTS = [chr(code) for code in range(ord("ก"), ord("ฮ") + 1) if chr(code) not in "ฤฦ"]
TONES = ["", *"่้๊๋"]
MARKS = [
    *(vowel + tone for vowel in ["", *"ัิีึืุู"] for tone in TONES),
    *(tone + "ำ" for tone in TONES),
    *("์", "ิ์", "ุ์", "็", "ฺ"),
]
"""No tone stands on ็ in standard Thai; there our font would be read twice."""


def lines() -> list[str]:
    """A consonant each, with everything that can stand above, below and after it."""
    return [" ".join(consonant + marks for marks in MARKS) for consonant in CONSONANTS]


def squeezed(*texts: str) -> str:
    return re.sub(r"\s", "", "".join(texts))


def test_in_the_regular_weight(reference: AnnualReport, pdf_lines: PdfLines) -> None:
    report = replace(reference, rows=(Row(1, ("", "\n".join(lines()), "", "", "", "")),))
    labels = squeezed(*reference.column_labels)
    table = [squeezed(*page).partition(labels)[2] for page in pdf_lines(pdf.write(report))[2:]]
    assert "".join(table) == squeezed(*lines())


def test_in_the_bold_weight(reference: AnnualReport, pdf_lines: PdfLines) -> None:
    report = replace(reference, rows=(), cover=replace(reference.cover, title=tuple(lines())))
    whole = squeezed(*(line for page in pdf_lines(pdf.write(report)) for line in page))
    assert squeezed(*lines()) in whole
