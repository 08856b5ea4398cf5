"""The workbook to fill in with past months: one sheet a division, questions down, months across."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.sheet_words import GUIDE, hint, period_label
from dialogue.cleaning import clean
from measures.fiscal_year import Period
from measures.importing import HEADER, SUMMARY
from measures.plan import Plan
from measures.sheet_rows import Place, Row, rows_of, summed_months

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "tidtam"
"""How cell A1 of each of our sheets begins; then the year and the place's code."""
KEY, MEASURE, QUESTION, HINT, FIRST = range(1, 6)
"""The columns; from `FIRST` on one a period."""
WIDTHS = {"B": 26, "C": 52, "D": 44}
PERIOD_WIDTH, SUMMARY_WIDTH = 17, 22
LONGEST_TITLE = 31
"""Characters that Excel takes for a sheet's name, and none of `_NOT_IN_TITLES`."""
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
GREY, HEAD = "D9D9D9", "DDEBF7"


def workbook(plan: Plan, places: Sequence[Place], periods: Sequence[Period]) -> bytes:
    """An XLSX with an empty cell for every answer that `periods` want of `places`."""
    # Imported here: no other command needs it.
    from openpyxl import Workbook

    book = Workbook()
    guide = book.active
    guide.title = "วิธีกรอก"
    for number, line in enumerate(GUIDE, 2):
        _put(guide, number, 1, line.format(year=plan.fiscal_year))
    guide.column_dimensions["A"].width = 130
    lists = book.create_sheet("ตัวเลือก")
    for sheet in (guide, lists):
        _put(sheet, 1, 1, MARK)
        sheet.row_dimensions[1].hidden = True
    lists.sheet_state = "hidden"
    listed: dict[tuple[str, ...], str] = {}
    titles: set[str] = set()
    for place in places:
        if rows := rows_of(plan, place, periods):
            sheet = book.create_sheet(_title(place.name, titles))
            _put(sheet, 1, 1, f"{MARK} {plan.fiscal_year} {place.code}")
            _fill(sheet, f"{place.name} · ปีงบประมาณ {plan.fiscal_year}", rows, periods)
            _offer(sheet, lists, listed, rows, periods)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: "Worksheet", title: str, rows: Sequence[Row], periods: Sequence[Period]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    grey, head = (PatternFill("solid", start_color=colour) for colour in (GREY, HEAD))
    wrapped, line = Alignment(wrap_text=True, vertical="top"), Side(style="thin", color="A6A6A6")
    months = summed_months(periods)
    codes = [*(p.code for p in periods), *([SUMMARY] if len(months) > 1 else [])]
    for column, code in enumerate(codes, FIRST):
        _put(sheet, 1, column, code)
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = SUMMARY_WIDTH if code == SUMMARY else PERIOD_WIDTH
    _put(sheet, 2, MEASURE, title).font = Font(bold=True, size=14)
    names = [
        *map(period_label, periods),
        f"สรุปรวม {period_label(months[0])} – {period_label(months[-1])}" if months else "",
    ]
    for column, name in enumerate(("มาตรการ", "คำถาม", "วิธีตอบ", *names[: len(codes)]), MEASURE):
        cell = _put(sheet, HEADER, column, name)
        cell.font, cell.fill, cell.alignment = Font(bold=True), head, wrapped
    for number, row in enumerate(rows, HEADER + 1):
        for column, text in ((KEY, row.question.key), (MEASURE, row.measure), (QUESTION, row.text), (HINT, hint(row))):
            _put(sheet, number, column, text).alignment = wrapped
        asked = {period.code for period in row.periods} | ({SUMMARY} if row.summed else set())
        for column, code in enumerate(codes, FIRST):
            cell = sheet.cell(number, column)
            cell.alignment, cell.border = wrapped, Border(line, line, line, line)
            if code not in asked:
                cell.fill = grey
    sheet.column_dimensions["A"].hidden = sheet.row_dimensions[1].hidden = True
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = sheet.cell(HEADER + 1, HINT)


def _offer(
    sheet: "Worksheet",
    lists: "Worksheet",
    listed: dict[tuple[str, ...], str],
    rows: Sequence[Row],
    periods: Sequence[Period],
) -> None:
    """A list to choose from in the cells of a choice. It only proposes: a number or other words are read as well."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = get_column_letter(FIRST + len(periods))
    for number, row in enumerate(rows, HEADER + 1):
        choices = row.question.choices
        if not choices:
            continue
        if choices not in listed:
            column = len(listed) + 1
            for place, choice in enumerate(choices, 2):
                _put(lists, place, column, choice)
            letter = get_column_letter(column)
            listed[choices] = f"'{lists.title}'!${letter}$2:${letter}${len(choices) + 1}"
        offered = DataValidation("list", formula1=listed[choices], allow_blank=True, showErrorMessage=False)
        offered.add(f"{get_column_letter(FIRST)}{number}:{last}{number}")
        sheet.add_data_validation(offered)


def _title(name: str, taken: set[str]) -> str:
    bare = " ".join(clean(name).translate(_NOT_IN_TITLES).split())
    for ending in _endings():
        title = bare[: LONGEST_TITLE - len(ending)].rstrip() + ending
        if title.lower() not in taken:
            taken.add(title.lower())
            return title
    raise AssertionError


def _endings() -> Iterable[str]:
    yield ""
    for number in range(2, 10_000):
        yield f" {number}"


def _put(sheet: "Worksheet", row: int, column: int, text: str) -> Any:
    """The cell, holding `text` as text: what begins with = is no formula."""
    cell = sheet.cell(row, column)
    cell.value = clean(text)
    cell.data_type = "s"
    return cell
