"""An empty DOCX that is Thai: one style, so that the officer changes font or pitch for the whole report in one place."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import qn

from reports import layout
from reports.word_elements import element, twips

FONT = "TH SarabunPSK"
"""On every municipal PC. Named, not carried along: it is not ours to give."""
COMPATIBILITY = "15"
"""Word 2013 and later: a table's border, not its text, stands on the margin."""
NOT_NEEDED = (RELATION.NUMBERING, RELATION.WEB_SETTINGS, RELATION.FONT_TABLE, RELATION.CUSTOM_XML)
STYLES_FOR_WORD_2007 = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
LONGEST_PROPERTY = 255
"""Characters, as python-docx allows in a title or author."""
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can hold."""


def empty_document() -> WordDocument:
    """Of python-docx's own template we keep what a report needs, and make its one style the form's."""
    document = Document()
    _drop_what_is_not_needed(document)
    _set_the_style(document)
    settings = document.settings.element
    for east_asian in settings.findall(f"{qn('w:compat')}/{qn('w:useFELayout')}"):
        settings.find(qn("w:compat")).remove(east_asian)
    settings.find(f"{qn('w:compat')}/{qn('w:compatSetting')}").set(qn("w:val"), COMPATIBILITY)
    languages = settings.find(qn("w:themeFontLang"))
    languages.attrib.pop(qn("w:eastAsia"))
    languages.set(qn("w:bidi"), "th-TH")
    return document


def saved(document: WordDocument) -> bytes:
    """The file, with no trace of when it was made: the same document gives the same bytes."""
    written, fixed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(fixed, "w") as target:
        for entry in source.infolist():
            undated = ZipInfo(entry.filename, FIRST_DATE)
            undated.create_system, undated.compress_type = 0, ZIP_DEFLATED
            target.writestr(undated, source.read(entry))
    return fixed.getvalue()


def _drop_what_is_not_needed(document: WordDocument) -> None:
    package = document.part.package
    for relations, unwanted in (
        (document.part.rels, (*NOT_NEEDED, STYLES_FOR_WORD_2007)),
        (package.rels, (RELATION.THUMBNAIL, RELATION.EXTENDED_PROPERTIES)),
    ):
        for key in [key for key, relation in relations.items() if relation.reltype in unwanted]:
            relations.pop(key)


def _set_the_style(document: WordDocument) -> None:
    styles = document.styles.element
    for defaults in styles.iter(qn("w:rPrDefault"), qn("w:pPrDefault")):
        defaults.clear()
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:default")) is None:
            styles.remove(style)
    normal = document.styles["Normal"].element
    for old in normal.findall(qn("w:pPr")) + normal.findall(qn("w:rPr")):
        normal.remove(old)
    size = str(round(layout.TEXT * 2))
    normal.append(element("pPr", element("spacing", before="0", after="0", line=twips(layout.PITCH), lineRule="exact")))
    normal.append(
        element(
            "rPr",
            element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
            element("sz", val=size),
            element("szCs", val=size),
            element("lang", val="en-US", eastAsia="en-US", bidi="th-TH"),
        )
    )
