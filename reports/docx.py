"""DOCX by python-docx: the document of the PDF, for an officer who wants to change it in Word.

Word parts Thai by its own dictionary, so its lines may end elsewhere than the PDF's; pitch, columns and the rule for
high rows are the same. The text is plain: no hints on where to break.
"""

from datetime import UTC, datetime, time
from typing import NamedTuple

from measures.annual_report import AnnualReport
from reports import layout, word_pages, wording
from reports.line_widths import line_count
from reports.word_boxes import boxes
from reports.word_elements import Element, Look, paragraph, run
from reports.word_memo import memo
from reports.word_styles import LONGEST_PROPERTY, empty_document, saved
from reports.word_tables import table

AFTER_TABLE = Look(pitch=1)
"""Word wants a paragraph after a table; this one takes no room."""


class Part(NamedTuple):
    """What stands on pages of one sort."""

    pages: word_pages.Pages
    contents: list[Element]
    """The last is a paragraph."""


def write(report: AnnualReport) -> bytes:
    """The report as a DOCX. Nothing that a person wrote can make it fail: their words are values, never markup."""
    document = empty_document()
    parts = _parts(report)
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        for each in part.contents:
            document.element.body.insert_element_before(each, "w:sectPr")
        word_pages.close(document, part.contents[-1], part.pages, draft=report.draft, at_end=last)
    written = datetime.combine(wording.dated(report), time(), UTC)
    about = document.core_properties
    about.title, about.comments, about.language = wording.title(report)[:LONGEST_PROPERTY], "", "th-TH"
    about.author = about.last_modified_by = wording.one_line(report.office)[:LONGEST_PROPERTY]
    about.created = about.modified = written
    return saved(document)


def _parts(report: AnnualReport) -> list[Part]:
    names, gaps = wording.names(report), wording.gap_rows(report)
    measures = table(
        report.column_labels, [row.cells for row in report.rows], layout.COLUMNS_CM, layout.CENTRED_COLUMNS, names
    )
    parts = [
        Part(word_pages.MEMO, memo(report.memo, names)),
        Part(word_pages.COVER, _cover(report)),
        Part(word_pages.TABLE, [_title(report.table_title), measures, paragraph(AFTER_TABLE)]),
    ]
    if gaps:
        missing = table(wording.GAP_LABELS, gaps, layout.GAP_COLUMNS_CM, (0,), names)
        parts.append(Part(word_pages.GAPS, [_title(wording.GAPS_TITLE), missing, paragraph(AFTER_TABLE)]))
    return parts


def _cover(report: AnnualReport) -> list[Element]:
    """The title near the top, the office at the foot: the room between is what the lines leave."""
    names = wording.names(report)
    title = [wording.one_line(part) for part in report.cover.title]
    foot = [wording.one_line(report.cover.office), wording.one_line(report.cover.address)]
    room = layout.COVER_CM * layout.POINTS_PER_CM
    # One line more than we count, for Word may break a title where we would not.
    lines = 1 + sum(line_count(boxes(line, room, names), room) for line in (*title, *foot))
    height = layout.PAPER_CM[1] - layout.TOP_CM - layout.BOTTOM_CM - layout.COVER_TITLE_CM - layout.COVER_FOOT_CM
    between = max(0.0, height * layout.POINTS_PER_CM - lines * layout.COVER_PITCH)
    above = {0: layout.COVER_TITLE_CM * layout.POINTS_PER_CM, len(title): between}
    return [
        paragraph(
            Look("center", layout.COVER_PITCH, before=above.get(number, 0)), run(line, size=layout.COVER, bold=True)
        )
        for number, line in enumerate((*title, *foot))
    ]


def _title(text: str) -> Element:
    look = Look("center", after=layout.PARAGRAPH_GAP, keep_next=True)
    return paragraph(look, run(wording.one_line(text), bold=True))
