"""Word refuses a file whose elements stand in another order than the schema's (ECMA-376, part 1, annex A)."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from measures.annual_report import AnnualReport
from reports import docx

ORDER = {
    "p": "pPr r fldSimple",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath rPrChange",
    "r": "rPr t tab",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tr": "trPr tc",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
ANY_NUMBER = {"r", "fldSimple", "t", "tab", "tr", "tc", "p", "headerReference"}
MIXED = {"p"}
"""After its properties a paragraph holds runs and fields in the order they are read."""


@pytest.fixture(scope="module")
def elements(draft: AnnualReport) -> list[BaseOxmlElement]:
    return list(all_elements(docx.write(draft)))


def all_elements(content: bytes) -> Iterator[BaseOxmlElement]:
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield from parse_xml(archive.read(name)).iter()


@pytest.mark.parametrize("tag", ORDER)
def test_what_is_inside_stands_in_the_schema_s_order(tag: str, elements: list[BaseOxmlElement]) -> None:
    found = [each for each in elements if each.tag == qn(f"w:{tag}")]
    assert found, "else nothing is tested"
    allowed = [qn(f"w:{name}") for name in ORDER[tag].split()]
    many = {qn(f"w:{name}") for name in ANY_NUMBER}
    for each in found:
        inside = [child.tag for child in each]
        assert set(inside) <= set(allowed)
        if tag in MIXED:
            assert allowed[0] not in inside[1:]
            continue
        places = [allowed.index(name) for name in inside]
        assert places == sorted(places)
        once = [name for name in inside if name not in many]
        assert len(once) == len(set(once))


def test_a_cell_and_a_section_end_in_a_paragraph(elements: list[BaseOxmlElement]) -> None:
    for cell in (each for each in elements if each.tag == qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    for table in (each for each in elements if each.tag == qn("w:tbl")):
        after = table.getnext()
        assert after is not None and after.tag == qn("w:p")
