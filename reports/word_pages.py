"""The pages of a DOCX: paper, margins, and what stands at the top of each (its number, and ร่าง on a draft)."""

from dataclasses import dataclass, replace

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt

from reports import layout, wording
from reports.word_elements import Element, Look, Tab, element, page_number, paragraph, run, tab

HEADER_PITCH = layout.LABEL_PITCH
"""One line, as high as the stamp needs."""
MEMO_HEADER = layout.MEMO_TOP_CM * layout.POINTS_PER_CM - HEADER_PITCH
"""Points from the paper's edge: a header that ends lower would push the memo down."""


@dataclass(frozen=True, slots=True)
class Pages:
    numbered: bool = True
    landscape: bool = False
    is_memo: bool = False
    """Its first page begins higher than others and has no number; what runs over stands as on any page."""

    @property
    def width(self) -> float:
        """Of the text, in points."""
        paper = layout.PAPER_CM[1 if self.landscape else 0]
        return (paper - layout.LEFT_CM - layout.RIGHT_CM) * layout.POINTS_PER_CM


MEMO = Pages(is_memo=True)
COVER = Pages(numbered=False)
TABLE = Pages(landscape=True)
GAPS = Pages()


def close(document: Document, last: Element, pages: Pages, *, draft: bool, at_end: bool) -> None:
    """End a section after `last`, a paragraph; the document's own section ends `at_end`."""
    if at_end:
        properties = document.element.body.find(qn("w:sectPr"))
        properties.clear()
    else:
        properties = element("sectPr")
        last.find(qn("w:pPr")).append(properties)
    section = Section(properties, document.part)
    _set_paper(section, pages)
    properties.append(element("pgNumType", fmt="thaiNumbers"))
    section.header.is_linked_to_previous = False
    header = section.header.part.element
    if not pages.is_memo:
        _write(header, pages, Look(), numbered=pages.numbered, draft=draft)
        return
    lower = layout.HEADER_CM * layout.POINTS_PER_CM - MEMO_HEADER
    rest = (layout.TOP_CM - layout.HEADER_CM) * layout.POINTS_PER_CM - HEADER_PITCH
    _write(header, pages, Look(before=lower, after=rest), numbered=True, draft=draft)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    _write(section.first_page_header.part.element, pages, Look(), numbered=False, draft=draft)


def _set_paper(section: Section, pages: Pages) -> None:
    width, height = sorted(layout.PAPER_CM, reverse=pages.landscape)
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if pages.landscape else WD_ORIENT.PORTRAIT
    section.top_margin = Cm(layout.MEMO_TOP_CM if pages.is_memo else layout.TOP_CM)
    section.bottom_margin = Cm(layout.BOTTOM_CM)
    section.left_margin, section.right_margin = Cm(layout.LEFT_CM), Cm(layout.RIGHT_CM)
    section.header_distance = Pt(MEMO_HEADER) if pages.is_memo else Cm(layout.HEADER_CM)
    section.footer_distance = Cm(layout.BOTTOM_CM / 2)
    section.gutter = Cm(0)


def _write(header: Element, pages: Pages, look: Look, *, numbered: bool, draft: bool) -> None:
    header.clear()
    tabs = (Tab(pages.width / 2, "center"), Tab(pages.width, "right"))
    number = [run("- "), page_number(), run(" -")] if numbered else []
    stamp = [run(f" {wording.DRAFT} ", size=layout.STAMP, bold=True, ink=layout.STAMP_INK)] if draft else []
    line = replace(look, pitch=HEADER_PITCH, tabs=tabs)
    header.append(paragraph(line, tab(), *number, tab(), *stamp))
