"""Runs and paragraphs of a DOCX. Word wants what is inside each in the schema's order; that order is kept here.

What is left out is the Normal style's (`word_styles`): its font, its size, its pitch.
"""

from dataclasses import dataclass
from typing import TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reports import layout

Element: TypeAlias = BaseOxmlElement


@dataclass(frozen=True, slots=True)
class Tab:
    at: float
    """Points from the left margin."""
    align: str
    """left, center or right."""
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands; lengths in points."""

    align: str = "left"
    """left, center or thaiDistribute."""
    pitch: float = layout.PITCH
    before: float = 0
    after: float = 0
    left: float = 0
    first_line: float = 0
    """Of the first line, beyond `left`; below zero it hangs out."""
    tabs: tuple[Tab, ...] = ()
    keep_next: bool = False
    """On the page of the paragraph that follows."""
    keep_lines: bool = False
    """All on one page."""


def element(tag: str, *children: Element, **attributes: str) -> Element:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def twips(points: float) -> str:
    """Word counts in twentieths of a point."""
    return str(round(points * 20))


def twips_of_cm(centimetres: float) -> str:
    return twips(centimetres * layout.POINTS_PER_CM)


def run(text: str, *, size: float = layout.TEXT, bold: bool = False, ink: str = "") -> Element:
    """`text` as it is; with `ink` (six hexadecimal digits) also framed, as a rubber stamp is."""
    look = [element("b"), element("bCs")] if bold else []
    if ink:
        look.append(element("color", val=ink))
    if size != layout.TEXT:
        look += [element(name, val=str(round(size * 2))) for name in ("sz", "szCs")]
    if ink:
        look.append(element("bdr", val="single", sz="8", space="0", color=ink))
    written = element("t")
    written.text = text
    written.set(qn("xml:space"), "preserve")
    return element("r", *([element("rPr", *look)] if look else []), written)


def tab() -> Element:
    return element("r", element("tab"))


def page_number() -> Element:
    """Of the page it stands on, in the digits that the section asks for."""
    return element("fldSimple", run("๑"), instr=" PAGE ")


def paragraph(look: Look, *runs: Element) -> Element:
    return element("p", element("pPr", *_inside(look)), *runs)


def _inside(look: Look) -> list[Element]:
    inside = []
    if look.keep_next:
        inside.append(element("keepNext"))
    if look.keep_lines:
        inside.append(element("keepLines"))
    if look.tabs:
        inside.append(element("tabs", *map(_tab_stop, look.tabs)))
    spacing = {name: twips(points) for name, points in (("before", look.before), ("after", look.after)) if points}
    if look.pitch != layout.PITCH:
        spacing |= {"line": twips(look.pitch), "lineRule": "exact"}
    if spacing:
        inside.append(element("spacing", **spacing))
    indent = {"left": twips(look.left)} if look.left else {}
    if look.first_line:
        indent["firstLine" if look.first_line > 0 else "hanging"] = twips(abs(look.first_line))
    if indent:
        inside.append(element("ind", **indent))
    if look.align != "left":
        inside.append(element("jc", val=look.align))
    return inside


def _tab_stop(stop: Tab) -> Element:
    leader = {"leader": "dot"} if stop.dotted else {}
    return element("tab", val=stop.align, **leader, pos=twips(stop.at))
