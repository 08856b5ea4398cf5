"""A filled-in workbook as it comes back: cells into text, with the place of everything that cannot be one."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from bot.evidence.office_files import media_type_inside
from bot.evidence.refusal import Refused
from bot.media_types import XLSX
from bot.sheet_writing import FIRST, KEY, MARK
from dialogue.cleaning import clean
from dialogue.words import say
from measures.fiscal_year import period_named
from measures.importing import HEADER, SUMMARY, Filled, Mistake
from measures.sheet_rows import Place

LARGEST = 5 * 1024 * 1024
"""Bytes of the file; a year of ten divisions comes to some 50 KB."""
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 300, 1_000, 60
WHY_NOT = {
    "wrong_file": "sheet_wrong", "file_old_office": "sheet_locked", "file_macros": "sheet_macros", "file_bomb": "sheet_bomb",
}  # fmt: skip
"""Why a file is no evidence → what whoever imports it is told; all else is a spoiled file."""

Grid = Sequence[Sequence[Any]]
"""The cells of a sheet, as openpyxl read them."""


class NoSheet(Exception):
    """The file as a whole cannot be read; the message says why."""


def filled_in(
    content: bytes, fiscal_year: int, places: Mapping[str, Place]
) -> tuple[Sequence[Filled], Sequence[Mistake]]:
    """What was filled in for `places` (by their codes), and every mistake in the file itself. Raises `NoSheet`."""
    found: list[Filled] = []
    mistakes: list[Mistake] = []
    for title, shown, typed in _sheets(content):
        try:
            place = _place(_text(shown[0][0]) if shown else "", fiscal_year, places)
        except NoSheet as problem:
            mistakes.append(Mistake(title, "A1", str(problem)))
            continue
        if place is None:
            continue
        if any(filled.place == place for filled in found):
            mistakes.append(Mistake(title, "A1", f"มีแผ่นของ{place.name}ซ้ำกัน"))
            continue
        filled, problems = _filled(title, place, shown, typed)
        found.append(filled)
        mistakes.extend(problems)
    return found, mistakes


def _sheets(content: bytes) -> Sequence[tuple[str, Grid, Grid]]:
    """(title, what the cells show, what was typed into them) of every sheet: a formula shows what it came to last."""
    if len(content) > LARGEST:
        raise NoSheet(f"แฟ้มใหญ่เกิน {LARGEST // 1024 // 1024} MB")
    try:
        if media_type_inside(content) != XLSX:
            raise Refused("wrong_file")
    except Refused as refused:
        raise NoSheet(say("th", WHY_NOT.get(refused.reason, "sheet_spoiled"))) from None
    # Imported here: no other command needs it.
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what other programs put into a workbook and we do not read
            shown = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            typed = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            if len(shown.worksheets) > MOST_SHEETS:
                raise NoSheet(f"แฟ้มมีเกิน {MOST_SHEETS} แผ่น")
            pairs = zip(shown.worksheets, typed.worksheets, strict=True)
            return [(sheet.title, _grid(sheet), _grid(same)) for sheet, same in pairs]
    except (NoSheet, MemoryError):
        raise
    except Exception as problem:  # openpyxl raises whatever its parsing of spoiled parts runs into
        raise NoSheet(say("th", "sheet_spoiled")) from problem


def _grid(sheet: Any) -> Grid:
    sheet.reset_dimensions()  # what the file says of its own size may be anything
    rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number <= MOST_ROWS:
            rows.append(row)
        elif any(cell.value is not None for cell in row):
            raise NoSheet(f"แผ่น {sheet.title} มีเกิน {MOST_ROWS:,} แถว")
    return rows


def _place(mark: str, fiscal_year: int, places: Mapping[str, Place]) -> Place | None:
    """Whose sheet it is; None for one that nobody fills in. Raises `NoSheet` for one that is not of this year's plan."""
    ours, _, rest = mark.partition(" ")
    year, _, code = rest.partition(" ")
    if ours != MARK:
        raise NoSheet("แผ่นนี้ไม่ได้มาจาก python -m bot import-sheet (ช่อง A1 ที่ซ่อนอยู่หายไป)")
    if not rest:
        return None
    if year != str(fiscal_year):
        raise NoSheet(f"แผ่นนี้เป็นของปีงบประมาณ {year} ไม่ใช่ {fiscal_year}")
    if code not in places:
        raise NoSheet(f"ไม่มีกอง {code} ในปีนี้")
    return places[code]


def _filled(title: str, place: Place, shown: Grid, typed: Grid) -> tuple[Filled, Sequence[Mistake]]:
    from openpyxl.utils import get_column_letter

    mistakes: list[Mistake] = []
    columns, codes = _named([_text(cell) for cell in shown[0][FIRST - 1 :]], FIRST)
    rows, keys = _named([_text(row[KEY - 1]) for row in shown[HEADER:]], HEADER + 1)
    for code in columns:
        if code != SUMMARY and period_named(code) is None:
            mistakes.append(Mistake(title, f"{get_column_letter(columns[code])}1", f"ไม่รู้จักงวด {code}"))
    texts: dict[tuple[str, str], str] = {}
    spoiled: set[tuple[str, str]] = set()
    for number, column, cell, formula in _cells(shown, typed):
        where = f"{get_column_letter(column)}{number}"
        key, code = keys.get(number, ""), codes.get(column, "")
        reason = _why_not(cell, formula) or ("" if key and code else "ช่องนี้ไม่มีรหัสคำถามหรืองวด (แถวหรือคอลัมน์ที่เพิ่มเองหรือซ้ำ)")
        if reason:
            mistakes.append(Mistake(title, where, reason))
            spoiled |= {(key, code)} if key and code else set()
        elif text := _text(cell):
            texts[key, code] = text
    letters = {code: get_column_letter(column) for code, column in columns.items()}
    return Filled(title, place, letters, rows, texts, frozenset(spoiled)), mistakes


def _named(names: Sequence[str], first: int) -> tuple[dict[str, int], dict[int, str]]:
    """Name → number and number → name, counted from `first`; of a name that comes twice only the first counts."""
    numbers: dict[str, int] = {}
    for number, name in enumerate(names, first):
        if name:
            numbers.setdefault(name, number)
    return numbers, {number: name for name, number in numbers.items()}


def _cells(shown: Grid, typed: Grid) -> Iterator[tuple[int, int, Any, Any]]:
    """(row, column, what it shows, what was typed) of every answer's cell that is not empty."""
    for number, (values, formulas) in enumerate(zip(shown, typed, strict=True), 1):
        if number > HEADER:
            for column, (cell, formula) in enumerate(zip(values, formulas, strict=True), 1):
                if column >= FIRST and formula.value is not None:
                    yield number, column, cell, formula


def _why_not(cell: Any, formula: Any) -> str:
    if cell.value is None and formula.data_type == "f":
        return "สูตรนี้ยังไม่มีค่าที่คำนวณไว้ เปิดแฟ้มใน Excel แล้วบันทึกอีกครั้ง หรือพิมพ์ค่าเอง"
    return f"ช่องนี้แสดงข้อผิดพลาด {cell.value}" if cell.value is not None and cell.data_type == "e" else ""


def _text(cell: Any) -> str:
    """What the cell would say if it had been typed in the chat. A date may be of either era: its reader tells."""
    value = cell.value
    if isinstance(value, date | datetime):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        per_cent = "%" in str(cell.number_format)
        return f"{value * 100:.12g}%" if per_cent else f"{value:.15g}"
    return "" if value is None else clean(str(value)).strip()
