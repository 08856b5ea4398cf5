"""The DOCX of the office's own report: every letter of it, in the form's type, spacing and columns."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt

from measures.annual_report import AnnualReport
from reports import docx

FONT = "TH SarabunPSK"
PITCH = Pt(18.1)
TALL_MEASURE = 4
"""The one whose row the office's own report parts between two pages."""


@pytest.fixture(scope="module")
def content(reference: AnnualReport) -> bytes:
    return docx.write(reference)


@pytest.fixture(scope="module")
def document(content: bytes) -> WordDocument:
    return Document(BytesIO(content))


def own(parent: BaseOxmlElement, *path: str) -> BaseOxmlElement | None:
    found: BaseOxmlElement | None = parent.find("/".join(qn(f"w:{name}") for name in path))
    return found


def value(parent: BaseOxmlElement, *path: str, attribute: str = "val") -> str | None:
    found = own(parent, *path)
    return None if found is None else found.get(qn(f"w:{attribute}"))


def near(length: Length | None, centimetres: float) -> bool:
    """Equal, as exactly as Word counts."""
    return length is not None and abs(length - Cm(centimetres)) <= Pt(1) / 20


def test_every_cell_is_the_source_s(document: WordDocument, reference: AnnualReport) -> None:
    labels, *rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert labels == list(reference.column_labels)
    assert rows == [list(row.cells) for row in reference.rows]


def test_the_memo_and_the_cover_are_the_source_s(document: WordDocument, reference: AnnualReport) -> None:
    memo, cover = reference.memo, reference.cover
    signed = []
    for block in memo.signatures:
        signed += [block.heading, "", ""] if block.heading else []
        signed += [f"({block.name})", *block.position]
    written = [" ".join(paragraph.text.split()) for paragraph in document.paragraphs]
    assert written == [
        "บันทึกข้อความ",
        f"ส่วนราชการ {memo.agency}",
        f"ที่ {memo.number} วันที่ {memo.date_text}",
        f"เรื่อง {memo.subject}",
        f"เรียน {memo.to}",
        *memo.body,
        *signed,
        *cover.title,
        *(cover.office, cover.address),
        reference.table_title,
        "",
    ]


def test_nothing_invisible_is_put_between_words(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist())
    assert not {"\u200b", "\u2060", "\ufeff", "\u00ad"} & set(whole)


def test_its_one_style_is_the_form_s(document: WordDocument) -> None:
    normal = document.styles["Normal"].element
    fonts = own(normal, "rPr", "rFonts")
    assert fonts is not None
    assert dict(fonts.attrib) == {qn(f"w:{script}"): FONT for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert value(normal, "rPr", "sz") == value(normal, "rPr", "szCs") == "32"
    assert value(normal, "rPr", "lang", attribute="bidi") == "th-TH"
    assert document.styles["Normal"].paragraph_format.line_spacing == PITCH
    assert value(normal, "pPr", "spacing", attribute="lineRule") == "exact"
    assert value(document.settings.element, "themeFontLang", attribute="bidi") == "th-TH"
    assert value(document.styles.element, "docDefaults", "rPrDefault", "rPr", "rFonts", attribute="ascii") is None


def test_thai_letters_are_as_large_and_bold_as_latin_ones(document: WordDocument) -> None:
    for look in document.element.body.iter(qn("w:rPr")):
        assert own(look, "rFonts") is None, "the style's font only"
        assert value(look, "sz") == value(look, "szCs")
        assert (own(look, "b") is None) == (own(look, "bCs") is None)


def test_every_line_has_a_stated_pitch(document: WordDocument) -> None:
    for spacing in document.element.body.iter(qn("w:spacing")):
        assert (spacing.get(qn("w:line")) is None) == (spacing.get(qn("w:lineRule")) is None)
        assert spacing.get(qn("w:lineRule")) in (None, "exact")


def test_labels_are_followed_by_dots_to_the_margin(document: WordDocument) -> None:
    for paragraph in document.paragraphs[1:4]:
        stop = paragraph.paragraph_format.tab_stops[-1]
        assert near(stop.position, 16)
        assert stop.alignment is not None and stop.alignment.name == "RIGHT"
        assert stop.leader.name == "DOTS"
        assert paragraph.text.endswith("\t")


def test_the_body_is_spread_the_thai_way(document: WordDocument, reference: AnnualReport) -> None:
    for paragraph in document.paragraphs[5 : 5 + len(reference.memo.body)]:
        assert paragraph.alignment is WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
        assert paragraph.paragraph_format.space_before == Pt(6)
        assert near(paragraph.paragraph_format.first_line_indent, 2.5)


def test_the_table_is_the_form_s(document: WordDocument) -> None:
    table = document.tables[0]
    widths = [4.5, 5.6, 2.1, 2.8, 4.9, 4.8]
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            assert near(cell.width, width)
    head, *rows = [row._tr for row in table.rows]
    assert own(head, "trPr", "tblHeader") is not None
    assert not [row for row in rows if own(row, "trPr", "tblHeader") is not None]


def test_only_a_high_row_may_be_parted(document: WordDocument) -> None:
    """LibreOffice drops what runs over the page in a row that must not be."""
    rows = [row._tr for row in document.tables[0].rows]
    assert [number for number, row in enumerate(rows) if own(row, "trPr", "cantSplit") is None] == [TALL_MEASURE]


def test_pages_are_the_form_s(document: WordDocument) -> None:
    memo, _cover, table = document.sections
    portrait, landscape = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert [section.orientation for section in document.sections] == [portrait, portrait, landscape]
    for section in document.sections:
        assert near(section.left_margin, 3) and near(section.right_margin, 2)
        assert value(section._sectPr, "pgNumType", attribute="fmt") == "thaiNumbers"
    assert near(table.page_width, 29.7) and near(table.page_height, 21)
    assert near(memo.top_margin, 1.5) and near(table.top_margin, 2.5)


def test_pages_are_numbered_but_for_the_first_and_the_cover(document: WordDocument) -> None:
    memo, cover, table = document.sections
    headers = [memo.first_page_header, memo.header, cover.header, table.header]
    assert not any(header.is_linked_to_previous for header in headers)
    fields = [header.part.element.findall(f".//{qn('w:fldSimple')}") for header in headers]
    assert [[field.get(qn("w:instr")).strip() for field in found] for found in fields] == [[], ["PAGE"], [], ["PAGE"]]


def test_its_properties_tell_of_the_office_and_not_of_the_machine(
    document: WordDocument, reference: AnnualReport
) -> None:
    about = document.core_properties
    assert about.title == " ".join(reference.cover.title)
    assert about.author == about.last_modified_by == reference.office
    assert about.language == "th-TH"
    assert about.comments == ""
    assert reference.memo.date is not None
    assert about.created is not None and about.created.date() == reference.memo.date
