"""PDF by typst: a tagged Thai document with a true text layer; the same report gives the same bytes on every machine."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from measures.annual_report import AnnualReport, Signature
from reports import layout, wording
from reports.line_widths import SARABUN
from reports.table_rows import cell_lines, heading_lines, is_tall
from reports.word_boxes import boxes

HERE = Path(__file__).parent
PAGE = {name.lower().replace("_", "-"): number for name, number in vars(layout).items() if name.isupper()}

Boxes = list[str]
"""One line, in stretches that are never broken."""


def write(report: AnnualReport) -> bytes:
    """The report as a PDF. Nothing that a person wrote can make it fail: their words are values, never source."""
    written: bytes = typst.compile(
        HERE / "annual_report.typ",
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(_contents(report), ensure_ascii=False)},
        timestamp=datetime.combine(wording.dated(report), time(), UTC),
    )
    return written


def _contents(report: AnnualReport) -> dict[str, object]:
    """What the template reads: every text in boxes, every number of the page."""
    setter, memo, day = _Setter(wording.names(report)), report.memo, wording.dated(report)
    line = setter.line
    return {
        "layout": PAGE,
        "scale": SARABUN,
        "title": wording.title(report),
        "author": wording.one_line(report.office),
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "draft": wording.DRAFT if report.draft else "",
        "memo": {
            "heading": wording.MEMO,
            "labels": wording.MEMO_LABELS,
            "agency": line(memo.agency, layout.MEMO_VALUE_CM),
            "number": line(memo.number, layout.DATE_AT_CM - 1),
            "date": line(memo.date_text, layout.HALF_CM),
            "subject": line(memo.subject, layout.MEMO_VALUE_CM),
            "to": line(memo.to, layout.MEMO_VALUE_CM),
            "body": [setter.lines(paragraph, layout.WIDTH_CM) for paragraph in memo.body],
            "signatures": [setter.signature(signed) for signed in memo.signatures],
        },
        "cover": {
            "title": [line(part, layout.COVER_CM) for part in report.cover.title],
            "office": line(report.cover.office, layout.COVER_CM),
            "address": line(report.cover.address, layout.COVER_CM),
        },
        "measures": {
            "title": line(report.table_title, layout.WIDTH_CM),
            **setter.table(report.column_labels, [row.cells for row in report.rows], layout.COLUMNS_CM),
        },
        "gaps": {
            "title": wording.GAPS_TITLE,
            **setter.table(wording.GAP_LABELS, wording.gap_rows(report), layout.GAP_COLUMNS_CM),
        },
    }


@dataclass(frozen=True, slots=True)
class _Setter:
    """Parts texts into boxes no wider than the room they are given, in centimetres."""

    names: Collection[str]

    def lines(self, text: str, room_cm: float) -> list[Boxes]:
        return [boxes(line, room_cm * layout.POINTS_PER_CM, self.names) for line in wording.lines(text)]

    def line(self, text: str, room_cm: float) -> Boxes:
        return boxes(wording.one_line(text), room_cm * layout.POINTS_PER_CM, self.names)

    def signature(self, signed: Signature) -> dict[str, object]:
        return {
            "heading": self.line(signed.heading, layout.WIDTH_CM),
            "name": self.line(wording.signed_name(signed.name), layout.HALF_CM),
            "position": [self.line(position, layout.HALF_CM) for position in signed.position],
        }

    def table(
        self, labels: Sequence[str], rows: Sequence[Sequence[str]], columns_cm: Sequence[float]
    ) -> dict[str, object]:
        set_rows = []
        for row in rows:
            cells = [cell_lines(cell, column, self.names) for cell, column in zip(row, columns_cm, strict=True)]
            steps = [[{"boxes": line.boxes, "whole": line.whole} for line in cell] for cell in cells]
            set_rows.append({"cells": steps, "tall": is_tall(cells)})
        heads = heading_lines(labels, columns_cm, self.names)
        return {"labels": [label.boxes for [label] in heads], "repeated": not is_tall(heads), "rows": set_rows}
