"""Months that were over before the office began: filled into a workbook, imported as if they had been said in the chat (C16)."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from bot import import_commands, sample_office
from bot.__main__ import main
from bot.channels.web import WebChannel
from bot.clock import MovableClock
from bot.fill import Filler
from bot.import_commands import import_sheet
from bot.opened import Refused, opened
from bot.running import Tidtam
from bot.sheet_reading import LARGEST
from bot.sheet_writing import FIRST
from dialogue.question import NOT_APPLICABLE, Value
from handlers.context import Context
from handlers.history import show as history
from measures.annual_report import AnnualReport
from measures.calendar import BANGKOK, opens_on
from measures.fiscal_year import months, period_named
from measures.importing import HEADER, SUMMARY
from measures.plan import PlanQuestion
from measures.plan_file import read_plan
from measures.reported import NOTHING, Reported
from scheduler.open_periods import open_periods
from storage import annual_reports, duties, people, submissions
from storage.database import open_database
from storage.files import Files
from storage.office_store import OfficeStore
from storage.working_days import WORKING_DAYS
from tests.bot.crafted import DOCX_PARTS, XLSX_PARTS, office_file

APRIL = datetime(2025, 4, 2, 10, 0, tzinfo=BANGKOK)
"""October to March are over."""
PAST = months(2568)[:6]
PLAN = read_plan(sample_office.plan_text())
ANSWERS = sample_office.sample_answers(PLAN)
Look = Callable[[OfficeStore], Any]


class Office:
    """Takbai in a database of its own, and the workbook that it fills in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'tidtam.db'}"
        self.path = folder / "past.xlsx"
        with opened(self.url) as connection:
            self.id = sample_office.create(connection, APRIL)
        import_commands.write_sheet(self.url, 2568, self.path, "", APRIL)
        self.book = load_workbook(self.path)

    def sheet(self, place: str) -> Any:
        return next(sheet for sheet in self.book if sheet["A1"].value == f"tidtam 2568 {place}")

    def cell(self, place: str, key: str, code: str) -> Any:
        sheet = self.sheet(place)
        column = next(cell.column for cell in sheet[1] if cell.value == code)
        row = next(cell.row for cell in sheet["A"] if cell.value == key)
        return sheet.cell(row, column)

    def type(self, place: str, code: str, texts: Mapping[str, object]) -> None:
        for key, text in texts.items():
            self.cell(place, key, code).value = text

    def imports(self, *, check: bool = False) -> str:
        self.book.save(self.path)
        return import_sheet(self.url, 2568, self.path, "", APRIL, check=check)

    def refuses(self) -> list[str]:
        """Every line but the first, which says that nothing was imported; and nothing was."""
        with pytest.raises(Refused) as refused:
            self.imports()
        assert self.look(lambda store: submissions.latest(store, 2568)) == ()
        first, *lines = str(refused.value).splitlines()
        assert first == f"พบ {len(lines)} จุด ยังไม่ได้นำเข้าอะไรเลย"
        return lines

    def look(self, what: Look) -> Any:
        with opened(self.url) as connection:
            return what(OfficeStore(connection, self.id))

    def reported(self, measure: str, division: str, code: str) -> Reported:
        found: tuple[Reported, ...] = self.look(lambda store: submissions.latest(store, 2568))
        return next(r for r in found if (r.measure, r.division, r.period.code) == (measure, division, code))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


CHANG: dict[str, object] = {
    "staff_manual.status": "2",
    "citizen_manual.added": "๓ เรื่อง",
    "e_service.usage": 120,
    "no_gift_policy.gift": "ไม่มี",
}
"""What กองช่าง reports of a month without a quarter's end."""


def typed(question: PlanQuestion, value: Value) -> object:
    """What an officer would type into a cell to give `value`."""
    if value == NOT_APPLICABLE:
        return "ไม่เกี่ยวกับกองเรา"
    if question.kind == "date":
        return date.fromisoformat(value)
    if isinstance(value, list):
        return "\n".join(value) or "ไม่มี"
    return value


def fill_in(office: Office) -> None:
    """The reference answers of October to March."""
    for (measure, name, division, code), value in ANSWERS.items():
        found = PLAN.measure(measure)
        question = found.question(name) if found else None
        if question is None or period_named(code) not in PAST:
            continue
        section = "/งานนิติการ" if measure == "no_gift_policy" and question.ask == "owner" else ""
        office.type(division + section, code, {f"{measure}.{name}": typed(question, value)})
    office.type("palad/งานนิติการ", "2024-10", {"no_gift_policy.langs": "ข้าม"})  # nothing yet to tell, in the first month


def talked(folder: Path) -> tuple[AnnualReport, object]:
    """The same months, told month by month in conversations: the report, and what became of the duties."""
    database = open_database(f"sqlite:///{folder / 'talked.db'}")
    database.migrate()
    clock = MovableClock(APRIL)
    tidtam = Tidtam(database, Files(folder / "files"), {"web": WebChannel(lambda chat, message: None)}, clock)

    async def talk() -> tuple[AnnualReport, object]:
        await tidtam.start()
        try:
            office = await tidtam.writer.run(lambda c: sample_office.create(c, APRIL))
            cast = await tidtam.writer.run(lambda c: sample_office.add_cast(OfficeStore(c, office), "web", APRIL))
            filler = Filler(tidtam, office, "web", ANSWERS)
            for period in PAST:
                clock.move(datetime.combine(opens_on(period, PLAN.calendar, WORKING_DAYS), time(9), BANGKOK))
                await tidtam.writer.run(lambda c: open_periods(OfficeStore(c, office), clock()))
                for player in cast:
                    await filler.report(player.chat_id, period)
            return await tidtam.writer.run(lambda c: outcome(OfficeStore(c, office)))
        finally:
            await tidtam.stop()

    return asyncio.run(talk())


def outcome(store: OfficeStore) -> tuple[AnnualReport, object]:
    return annual_reports.compiled(store, 2568, draft=True), set(duties.duties(store, 2568))


@pytest.mark.slow
def test_half_a_year_from_a_sheet_is_half_a_year_of_conversations(office: Office, tmp_path: Path) -> None:
    fill_in(office)
    assert "are good" in office.imports(check=True)
    assert office.look(lambda store: submissions.latest(store, 2568)) == ()
    assert "49 reports of 9 divisions and sections imported" in office.imports()
    report, owed = office.look(outcome)
    told, owed_after_talking = talked(tmp_path)
    assert report == told
    assert owed == owed_after_talking
    with pytest.raises(Refused, match=r"ส่งรายงานประจำเดือน ต\.ค\. 2567แล้ว"):
        office.imports()


def test_the_sheet_tells_all_that_is_needed_to_fill_it_in(office: Office) -> None:
    sheet = office.sheet("chang")
    assert sheet.title == "กองช่าง" and office.sheet("palad/งานนิติการ").title == "สำนักปลัดเทศบาล งานนิติการ"
    labels = [cell.value for cell in sheet[HEADER]][FIRST - 1 :]
    assert labels == ["ต.ค. 67", "พ.ย. 67", "ธ.ค. 67", "ม.ค. 68", "ก.พ. 68", "มี.ค. 68", "สรุปรวม ต.ค. 67 – มี.ค. 68"]
    row = office.cell("chang", "citizen_manual.added", "2024-10").row
    _, measure, question, hint = (cell.value for cell in sheet[row][: FIRST - 1])
    assert measure.startswith("2. ") and "ต.ค." not in question and question.startswith("เดือนนั้น ")
    assert hint == "จำนวน (เรื่อง)\nหรือ ไม่เกี่ยวกับกองเรา"
    offered = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    status = office.cell("chang", "staff_manual.status", "2024-10").row
    sheet_name, _, cells = offered[f"E{status}:K{status}"].partition("!")
    choices = [cell[0].value for cell in office.book[sheet_name.strip("'")][cells.replace("$", "")]]
    assert choices == list(PLAN.measures[0].questions[0].choices)
    register = [office.cell("palad", "state_property.register", p.code).fill.fgColor.rgb for p in PAST]
    assert [colour.endswith("D9D9D9") for colour in register] == [True, True, False, True, True, False]


def test_what_came_from_a_sheet_is_marked_so_and_nobody_is_asked_for_it(office: Office) -> None:
    with opened(office.url) as connection:
        store = OfficeStore(connection, office.id)
        person = people.add_person(store, "ช่าง", "chang", "", frozenset({"reporter"}), "th", APRIL)
    office.type("chang", "2024-10", CHANG)
    office.imports()
    assert office.reported("citizen_manual", "chang", "2024-10").answers == {"added": 3}

    def told(store: OfficeStore) -> str:
        me = people.person_named(store, person)
        assert me
        return history(Context(store, APRIL, "web", "chang", me), "")[0].text

    assert "การนำเข้าย้อนหลัง · จากไฟล์ Excel" in office.look(told)
    owed = {(d.period.code, d.state) for d in office.look(lambda s: duties.duties(s, 2568)) if d.division == "chang"}
    assert ("2024-10", "submitted") in owed and ("2024-10", "missing") not in owed and ("2024-11", "missing") in owed


def test_one_summary_answer_stands_for_all_its_months(office: Office) -> None:
    summary = {**CHANG, "citizen_manual.added": "ไม่เกี่ยวกับกองเรา", "e_service.usage": "๑,๒๐๐ ครั้ง"}
    office.type("chang", SUMMARY, summary)
    assert "6 reports of 1" in office.imports()
    assert office.reported("e_service", "chang", "2025-03").answers == {"usage": 1200}
    october = office.reported("e_service", "chang", "2024-10")
    assert (october.answers, october.marks) == ({}, {"usage": NOTHING})
    assert october.remark == "รวมอยู่ในคำตอบสรุปถึงประจำเดือน มี.ค. 2568"
    states = {
        (d.measure, d.period.code): d.state
        for d in office.look(lambda s: duties.duties(s, 2568))
        if d.division == "chang"
    }
    assert {state for (measure, _), state in states.items() if measure == "citizen_manual"} == {"not_applicable"}
    assert {state for (measure, _), state in states.items() if measure == "e_service"} == {"submitted"}


def test_a_count_of_months_cannot_be_summed_up(office: Office) -> None:
    office.type("khlang", SUMMARY, {"disbursement_control.meeting": "1"})
    assert any("K" in line and "ข้อนี้สรุปรวมไม่ได้ ให้กรอกทีละงวด" in line for line in office.refuses())


def test_a_formula_is_read_as_what_it_came_to(office: Office) -> None:
    office.type("chang", "2024-10", {**CHANG, "e_service.usage": 4321})
    office.book.save(office.path)
    where = office.cell("chang", "e_service.usage", "2024-10").coordinate
    office.path.write_bytes(with_formula(office.path.read_bytes(), where, "<v>4321</v>"))
    import_sheet(office.url, 2568, office.path, "", APRIL, check=False)
    assert office.reported("e_service", "chang", "2024-10").answers == {"usage": 4321}


def with_formula(content: bytes, where: str, cached: str) -> bytes:
    """The workbook with =SUM(A1:A2) in a cell that held 4321."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.endswith(".xml") else old.read(name)
            if isinstance(part, str) and name.startswith("xl/worksheets"):
                before, found, after = part.partition("<v>4321</v>")
                assert not found or f'r="{where}"' in before
                part = before + (f"<f>SUM(A1:A2)</f>{cached}" if found else "") + after
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("e_service.usage", "หลายครั้ง", "อ่านจำนวนไม่ออก"),
        ("e_service.usage", "ประมาณ 20", "ไม่แน่ใจว่าหมายถึง “20 ครั้ง”"),
        ("e_service.usage", "=SUM(A1:A2)", "สูตรนี้ยังไม่มีค่า"),
        ("e_service.usage", "#REF!", "แสดงข้อผิดพลาด #REF!"),
        ("e_service.usage", "พักก่อน", "ใช้ได้ในแชตเท่านั้น"),
        ("e_service.usage", "ข้าม", "ยังไม่ได้ตอบ: "),
        ("e_service.usage", None, "ยังไม่ได้ตอบ: "),
        ("staff_manual.status", "9", "1 ถึง 4"),
        ("no_gift_policy.gift_what", "ปากกา", "ไม่ต้องตอบข้อนี้ ตามคำตอบของข้ออื่น"),
    ],
)
def test_what_the_chat_would_not_take_is_refused_with_its_cell(
    office: Office, key: str, text: object, reason: str
) -> None:
    office.type("chang", "2024-10", {**CHANG, key: text})
    cell = office.cell("chang", key, "2024-10")
    if text == "#REF!":
        cell.data_type = "e"
    (line,) = office.refuses()
    assert line.startswith(f"แผ่น กองช่าง ช่อง {cell.coordinate}: ") and reason in line


def test_all_mistakes_are_told_at_once(office: Office) -> None:
    office.type("chang", "2024-10", {**CHANG, "e_service.usage": "?", "staff_manual.status": "?"})
    office.type("khlang", "2024-10", {"procurement_analysis.contracts": "-1"})
    office.cell("chang", "e_service.usage", "2024-11").value = "1"
    sheet = office.sheet("chang")
    sheet.cell(60, FIRST).value = "ผมเพิ่มเอง"
    sheets = {line.partition(":")[0] for line in office.refuses()}
    wanted = [office.cell("chang", key, "2024-10").coordinate for key in ("e_service.usage", "staff_manual.status")]
    assert {f"แผ่น กองช่าง ช่อง {cell}" for cell in (*wanted, "E60")} <= sheets
    assert any(line.startswith("แผ่น กองคลัง ช่อง") for line in sheets)


def test_a_month_is_whole_or_empty_and_answers_once_given_are_not_asked_again(office: Office) -> None:
    office.type("chang", "2024-10", {**CHANG, "staff_manual.status": "4"})
    office.type("chang", "2024-11", CHANG)
    cell = office.cell("chang", "staff_manual.status", "2024-11").coordinate
    assert office.refuses() == [f"แผ่น กองช่าง ช่อง {cell}: ตอบครบไปแล้วในงวดก่อน ให้เว้นว่าง"]


def test_a_form_s_own_check_holds_here_too(tmp_path: Path) -> None:
    after = datetime(2025, 10, 20, 10, 0, tzinfo=BANGKOK)
    office = Office(tmp_path)
    import_commands.write_sheet(office.url, 2568, office.path, "", after)
    office.book = load_workbook(office.path)
    office.type("chang", "2568-end", {"no_gift_policy.staff": 10, "no_gift_policy.ack": 11})
    office.book.save(office.path)
    with pytest.raises(Refused) as refused:
        import_sheet(office.url, 2568, office.path, "", after, check=False)
    cell = office.cell("chang", "no_gift_policy.ack", "2568-end").coordinate
    hint = next(q.check_hint for q in PLAN.measures[7].questions if q.id == "ack")
    assert f"แผ่น กองช่าง ช่อง {cell}: {hint}" in str(refused.value).splitlines()


def test_own_words_and_a_percentage_are_read_as_meant(office: Office) -> None:
    khlang: dict[str, object] = {
        **CHANG, "procurement_analysis.contracts": 0, "procurement_analysis.sokhoro1": 1,
        "disbursement_control.spent_pct": 0.085, "disbursement_control.meeting": 1, "budget_transparency.docs": "1,2",
    }  # fmt: skip
    office.type("khlang", "2024-10", khlang)
    office.cell("khlang", "disbursement_control.spent_pct", "2024-10").number_format = "0.0%"
    office.imports()
    assert office.reported("disbursement_control", "khlang", "2024-10").answers["spent_pct"] == 8.5
    assert len(office.reported("budget_transparency", "khlang", "2024-10").answers["docs"]) == 2


def test_a_file_that_is_no_such_workbook_is_refused_as_a_whole(office: Office) -> None:
    other = BytesIO()
    Workbook().save(other)
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 10_000_000)
    for content, reason in (
        (b"hello", "แฟ้มนี้เสีย.*Excel"),
        (b"PK\x03\x04" + b"0" * LARGEST, "แฟ้มใหญ่เกิน 5 MB"),
        (bomb.getvalue(), "บีบอัดไว้มากเกินไป"),
        (office_file(XLSX_PARTS, xl__vbaProject=b"Sub AutoOpen()"), "มาโคร"),
        (office_file(DOCX_PARTS), "ไม่ใช่ XLSX"),
        (other.getvalue(), "ไม่ได้มาจาก python -m bot import-sheet"),
        (office.path.read_bytes()[:-4000], "แฟ้มนี้เสีย"),
    ):
        office.path.write_bytes(content)
        with pytest.raises(Refused, match=reason) as refused:
            import_sheet(office.url, 2568, office.path, "", APRIL, check=False)
        assert "PDF" not in str(refused.value), "a workbook cannot be filled in as that"


def test_a_sheet_of_another_year_or_a_period_that_is_locked_or_not_open_is_refused(office: Office) -> None:
    office.type("chang", "2024-10", CHANG)
    office.book.save(office.path)
    october = datetime(2024, 10, 20, 9, 0, tzinfo=BANGKOK)
    with pytest.raises(Refused, match="ยังไม่เปิด"):
        import_sheet(office.url, 2568, office.path, "", october, check=False)
    office.sheet("chang")["A1"].value = "tidtam 2567 chang"
    assert office.refuses() == ["แผ่น กองช่าง ช่อง A1: แผ่นนี้เป็นของปีงบประมาณ 2567 ไม่ใช่ 2568"]


def test_the_command_line_writes_checks_and_imports(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", office.url)
    monkeypatch.setenv("FILES_DIR", str(office.folder))
    path = str(office.path)
    assert main(["import-sheet", "2568", "--out", path]) == 0
    assert main(["import", "2568", path, "--check"]) == 0
    assert main(["import", "2568", path, "--office", "takbai"]) == 0
    assert "13 periods to fill in" in capsys.readouterr().out
    assert main(["import", "2569", path]) == main(["import", "2568", "none.xlsx"]) == 1
    assert "There is no plan for 2569" in capsys.readouterr().err
