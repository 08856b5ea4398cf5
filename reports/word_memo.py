"""บันทึกข้อความ in a DOCX: label lines with dots up to the margin, the body, and room for each to sign."""

from collections.abc import Collection, Iterator

from measures.annual_report import Memo, Signature
from reports import layout, wording
from reports.line_widths import line_count, width
from reports.word_boxes import boxes
from reports.word_elements import Element, Look, Tab, paragraph, run, tab

WIDTH = layout.WIDTH_CM * layout.POINTS_PER_CM
HALF = layout.HALF_CM * layout.POINTS_PER_CM
DATE_AT = layout.DATE_AT_CM * layout.POINTS_PER_CM
INDENT = layout.INDENT_CM * layout.POINTS_PER_CM
HEIGHT = (layout.PAPER_CM[1] - layout.MEMO_TOP_CM - layout.BOTTOM_CM) * layout.POINTS_PER_CM
DOTS_TO_MARGIN = Tab(WIDTH, "right", dotted=True)
HEADING_BEFORE = layout.GARUDA_CM * layout.POINTS_PER_CM - layout.HEADING_PITCH
"""The heading stands on the garuda's foot."""


def memo(contents: Memo, names: Collection[str]) -> list[Element]:
    heading = run(wording.MEMO, size=layout.HEADING, bold=True)
    return [
        paragraph(Look("center", layout.HEADING_PITCH, before=HEADING_BEFORE), heading),
        *_labels(contents),
        *_body(contents),
        *_signatures(contents, gap_scale(contents, names)),
    ]


def gap_scale(contents: Memo, names: Collection[str]) -> float:
    """What its gaps are multiplied by. Word sets the page, not we: one line is left to what we cannot know."""

    def lines_of(text: str, room: float, indent: float = 0) -> int:
        return sum(line_count(boxes(line, room, names), room, indent) for line in wording.lines(text))

    value_room = layout.MEMO_VALUE_CM * layout.POINTS_PER_CM
    labels = 2 + lines_of(contents.subject, value_room)
    lines = lines_of(contents.to, value_room) + sum(lines_of(text, WIDTH, INDENT) for text in contents.body)
    gaps = 0.0
    for signed in contents.signatures:
        lines += 1 + len(signed.position)
        gaps += layout.SIGNATURE_GAP
        if signed.heading:
            lines += 1 + layout.OPINION_LINES
            gaps += layout.PARAGRAPH_GAP
    fixed = HEADING_BEFORE + layout.HEADING_PITCH + labels * layout.LABEL_PITCH + (lines + 1) * layout.PITCH
    fixed += (1 + len(contents.body)) * layout.PARAGRAPH_GAP
    return next((scale for scale in layout.GAP_SCALES if fixed + scale * gaps <= HEIGHT), layout.GAP_SCALES[-1])


def _labels(contents: Memo) -> Iterator[Element]:
    names = wording.MEMO_LABELS
    look = Look(pitch=layout.LABEL_PITCH, tabs=(DOTS_TO_MARGIN,))
    yield paragraph(look, _label(names["agency"]), _value(contents.agency), tab())
    before_date = Tab(DATE_AT - layout.LABEL_GAP, "right", dotted=True)
    yield paragraph(
        Look(pitch=layout.LABEL_PITCH, tabs=(before_date, Tab(DATE_AT, "left"), DOTS_TO_MARGIN)),
        *(_label(names["number"]), _value(contents.number), tab(), tab()),
        *(_label(names["date"]), _value(contents.date_text), tab()),
    )
    hung = width(names["subject"], layout.LABEL, bold=True) + layout.LABEL_GAP
    yield paragraph(
        Look(pitch=layout.LABEL_PITCH, left=hung, first_line=-hung, tabs=(Tab(hung, "left"), DOTS_TO_MARGIN)),
        *(_label(names["subject"]), tab(), run(wording.one_line(contents.subject)), tab()),
    )
    hung = width(names["to"]) + 2 * layout.LABEL_GAP
    yield paragraph(
        Look(before=layout.PARAGRAPH_GAP, left=hung, first_line=-hung, tabs=(Tab(hung, "left"),)),
        *(run(names["to"]), tab(), run(wording.one_line(contents.to))),
    )


def _label(name: str) -> Element:
    return run(name, size=layout.LABEL, bold=True)


def _value(text: str) -> Element:
    return run(f"  {wording.one_line(text)} ")


def _body(contents: Memo) -> Iterator[Element]:
    first = Look("thaiDistribute", before=layout.PARAGRAPH_GAP, first_line=INDENT)
    for text in contents.body:
        # A line that ends by hand is a paragraph here: Word would stretch it to the margin.
        for number, line in enumerate(wording.lines(text)):
            yield paragraph(Look("thaiDistribute") if number else first, run(line))


def _signatures(contents: Memo, scale: float) -> Iterator[Element]:
    for signed in contents.signatures:
        yield from _signature(signed, scale)


def _signature(signed: Signature, scale: float) -> Iterator[Element]:
    """On one page. Nobody's signature is drawn: above the name is room for it."""
    if signed.heading:
        heading = Look(before=scale * layout.PARAGRAPH_GAP, keep_next=True)
        yield paragraph(heading, run(wording.one_line(signed.heading)))
        for _ in range(layout.OPINION_LINES):
            yield paragraph(Look(tabs=(DOTS_TO_MARGIN,), keep_next=True), tab())
    below = [wording.signed_name(signed.name), *map(wording.one_line, signed.position)]
    for number, line in enumerate(below):
        gap = 0 if number else scale * layout.SIGNATURE_GAP
        last = number == len(below) - 1
        yield paragraph(Look("center", before=gap, left=HALF, keep_next=not last), run(line))
