"""รายงานประจำปี: the annual report's contents as finished Thai text, before anybody writes them down.

Every string here is final: Thai numerals are in place, lists are numbered, nothing is left to compute. The writers in
`reports/` add only paper, type and lines.
"""

from dataclasses import dataclass
from datetime import date

COLUMNS = ("title", "method", "period", "responsible", "output", "outcome")
"""The six columns of the official table, in order; `Row.cells` and `AnnualReport.column_labels` follow it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One block of the memo: whose opinion, and who signs under it. Nothing is ever signed by the product."""

    heading: str
    """ความเห็นของ…; empty for the author's own block, which has no dotted lines."""
    name: str
    position: tuple[str, ...]
    """One line each: the acting title of a person who signs for another stands on its own line."""


@dataclass(frozen=True, slots=True)
class Memo:
    """บันทึกข้อความ: the covering page."""

    agency: str
    number: str
    date: date | None
    date_text: str
    """๒๔ ตุลาคม ๒๕๖๘, or empty while the date is not decided."""
    subject: str
    to: str
    body: tuple[str, ...]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    title: tuple[str, ...]
    office: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: six cells, lines parted by a newline."""

    number: int
    cells: tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the report cannot say yet, and who could tell us."""

    measure: int
    column: str
    """One of `COLUMNS`, or "memo"."""
    reason: str
    """A finished Thai sentence for the officer."""
    owed_by: tuple[str, ...]
    """Names of the divisions whose answer is missing; empty when the officer must decide."""


@dataclass(frozen=True, slots=True)
class AnnualReport:
    fiscal_year: int
    """Buddhist era: 2568."""
    office: str
    memo: Memo
    cover: Cover
    table_title: str
    column_labels: tuple[str, str, str, str, str, str]
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    draft: bool
    """True marks every page as a draft (ร่าง) and prints the gaps as a last page."""
    words: tuple[str, ...] = ()
    """Names a line must never be broken inside, beyond the dictionary: the office's own name, people."""
