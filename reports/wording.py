"""The form's own words: what is printed around the contents, the same in every format. The document is always Thai."""

import re
from datetime import date

from dialogue.thai.digits import thai_digits
from measures.annual_report import COLUMNS, AnnualReport
from measures.fiscal_year import BUDDHIST_ERA

MEMO = "บันทึกข้อความ"
MEMO_LABELS = {"agency": "ส่วนราชการ", "number": "ที่", "date": "วันที่", "subject": "เรื่อง", "to": "เรียน"}

DRAFT = "ร่าง"
GAPS_TITLE = "รายการที่ยังขาดในร่างรายงาน"
GAP_LABELS = ("มาตรการ", "ช่อง", "สิ่งที่ยังขาด", "ผู้ให้ข้อมูล")
OFFICER = "นิติกร"
"""Who fills a gap that no division owes."""
COLUMN_NAMES = {
    **dict(
        zip(
            COLUMNS,
            ("มาตรการ/กิจกรรม", "วิธีดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ", "ผลการดำเนินการ", "ผลลัพธ์"),
            strict=True,
        )
    ),
    "memo": MEMO,
}

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]"
)
"""Control characters and lone surrogates, which no format holds; invisible hints on where to break or turn a line."""
LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")


def lines(text: str) -> list[str]:
    """The lines of a cell, fit to print."""
    return LINE_END.split(UNPRINTABLE.sub("", text).replace("\t", " "))


def one_line(text: str) -> str:
    """The same where the form has room for one line."""
    return " ".join(lines(text))


def title(report: AnnualReport) -> str:
    """The document's name, as a reader's window shows it."""
    return one_line(" ".join(report.cover.title))


def dated(report: AnnualReport) -> date:
    """The day that stands in the file as its date: the memo's, or else the year's last. Never the clock's."""
    return report.memo.date or date(report.fiscal_year - BUDDHIST_ERA, 9, 30)


def signed_name(name: str) -> str:
    """(ชื่อ), or dots to write it on while nobody is named."""
    return f"({one_line(name).strip() or '.' * 40})"


def names(report: AnnualReport) -> frozenset[str]:
    """What no line is broken inside."""
    return frozenset((*report.words, *(signature.name for signature in report.memo.signatures))) - {""}


def gap_rows(report: AnnualReport) -> list[tuple[str, str, str, str]]:
    """The lines of a draft's last page; none in the final report. A gap of the memo belongs to no measure."""
    return [
        (
            thai_digits(gap.measure) if gap.column in COLUMNS else "-",
            COLUMN_NAMES.get(gap.column, gap.column),
            gap.reason,
            "\n".join(gap.owed_by) or OFFICER,
        )
        for gap in report.gaps
        if report.draft
    ]
