"""แฟ้มแผน: a plan as the legal officer writes it (TOML), read whole or refused with every mistake named at once."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date

from dialogue.thai.dates import long_date_thai
from measures.annual_report import Cover, Memo, Signature
from measures.expressions import Expression
from measures.fiscal_year import BUDDHIST_ERA
from measures.plan import ALL, Calendar, DayOfMonth, Division, Measure, Output, Plan, PlanQuestion
from measures.plan_check import mistakes_in
from measures.plan_error import PlanError
from measures.plan_table import PlanTable
from measures.templates import Template

WHENS = ("monthly", "quarterly", "year_end", "once", "anytime")
OVER_TIME = ("latest", "sum", "union", "append", "max", "min")
ACROSS = ("sum", "union", "any", "all", "tally", "min", "max", "single", "append")
FEEDS = ("output", "outcome", "evidence", "progress", "appendix")
ACCEPTS = ("image", "pdf", "docx", "xlsx", "link")


def read_plan(text: str) -> Plan:
    """The plan that `text` (TOML) describes. Raises `PlanError` with all that is wrong, by measure and question."""
    try:
        contents = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise PlanError(f"อ่านแฟ้มแผนไม่ได้: {_in_thai(problem)}") from problem
    mistakes: list[str] = []
    plan = _plan(PlanTable(contents, "แผน", mistakes))
    mistakes.extend(mistakes_in(plan))
    if mistakes:
        raise PlanError(*dict.fromkeys(mistakes))
    return plan


def _in_thai(problem: tomllib.TOMLDecodeError) -> str:
    place = re.search(r"at line (\d+), column (\d+)", str(problem))
    return f"ผิดรูปแบบที่บรรทัด {place.group(1)} ตัวที่ {place.group(2)}" if place else "ผิดรูปแบบที่ท้ายแฟ้ม"


def _plan(table: PlanTable) -> Plan:
    year = table.number("fiscal_year", at_least=2500, at_most=2700)
    office, report = table.table("office"), table.table("report")
    name = office.words("name")
    plan = Plan(
        fiscal_year=year,
        start=date(year - BUDDHIST_ERA - 1, 10, 1),
        end=date(year - BUDDHIST_ERA, 9, 30),
        office=name,
        memo=_memo(report.table("memo"), report.words("subject")),
        cover=Cover(report.list("cover_title"), office.words("seat"), office.words("address")),
        table_title=report.words("table_title"),
        column_labels=_six(report),
        calendar=_calendar(table.table("calendar", required=False)),
        divisions=tuple(_division(d) for d in table.tables("divisions", "กอง")),
        measures=tuple(_measure(m) for m in table.tables("measures", "มาตรการ")),
        common_questions=_questions(table, "common_questions", "คำถามท้ายปี", required=False),
    )
    for read in (table, office, report):
        read.refuse_the_rest()
    return plan


def _memo(table: PlanTable, subject: str) -> Memo:
    day = table.day("date")
    signatures = []
    for signed in table.tables("signatures", "ผู้ลงนาม"):
        position = signed.list("position")
        signatures.append(Signature(signed.words("heading", ""), signed.words("name", ""), position))
        signed.refuse_the_rest()
    memo = Memo(
        agency=table.words("agency"),
        number=table.words("number", ""),
        date=day,
        date_text=long_date_thai(day) if day else "",
        subject=subject,
        to=table.words("to"),
        body=table.list("body"),
        signatures=tuple(signatures),
    )
    table.refuse_the_rest()
    return memo


def _division(table: PlanTable) -> Division:
    key = table.words("key")
    table.name = f"กอง {key}" if key else table.name
    division = Division(key, table.words("name"), table.switch("active", True), table.list("sections", required=False))
    table.refuse_the_rest()
    return division


def _six(report: PlanTable) -> tuple[str, str, str, str, str, str]:
    labels = report.list("columns")
    if len(labels) != 6:
        report.wrong("columns ต้องมี 6 ช่อง")
        labels = ("",) * 6
    return labels[0], labels[1], labels[2], labels[3], labels[4], labels[5]


def _calendar(table: PlanTable) -> Calendar:
    usual = Calendar()
    calendar = Calendar(
        due_working_day=table.number("due_working_day", usual.due_working_day, at_least=1, at_most=20),
        quarter_months=table.numbers("quarter_months", usual.quarter_months, at_least=1, at_most=12),
        year_end_opens=_day_of_month(table, "year_end_opens", usual.year_end_opens),
        year_end_due=_day_of_month(table, "year_end_due", usual.year_end_due),
        report_due=_day_of_month(table, "report_due", usual.report_due),
        ladder=tuple(sorted(set(table.numbers("ladder", usual.ladder, at_least=-31, at_most=62)))),
    )
    table.refuse_the_rest()
    return calendar


def _day_of_month(table: PlanTable, name: str, usual: DayOfMonth) -> DayOfMonth:
    if name not in table:
        return usual
    inner = table.table(name)
    found = DayOfMonth(inner.number("day", at_least=1, at_most=31), inner.number("month", at_least=1, at_most=12))
    inner.refuse_the_rest()
    try:
        date(2025, found.month, found.day)
    except ValueError:
        inner.wrong(f"ไม่มีวันที่ {found.day} เดือน {found.month}")
        return usual
    return found


def _measure(table: PlanTable) -> Measure:
    key = table.words("key")
    table.name = f"มาตรการ {key}" if key else table.name
    outputs = []
    for output in table.tables("outputs", f"{table.name} · ผลการดำเนินการ"):
        outputs.append(Output(output.parsed("text", Template.parse), output.maybe("holds_when", Expression.parse)))
        output.refuse_the_rest()
    derived: Mapping[str, str] = table.texts("derived")
    measure = Measure(
        number=table.number("number", at_least=1, at_most=999),
        key=key,
        title=table.words("title"),
        method=table.list("method"),
        method_numbered=table.switch("method_numbered", False),
        period=table.words("period"),
        responsible=table.words("responsible"),
        responsible_keys=table.list("responsible_keys"),
        responsible_section=table.words("responsible_section", ""),
        outputs=tuple(outputs),
        output_numbered=table.switch("output_numbered", False),
        outcome=table.parsed("outcome", Template.parse),
        print_counts=table.switch("print_counts", False),
        zero_when=table.maybe("zero_when", Expression.parse),
        if_zero=table.words("if_zero", ""),
        derived={name: table.parse(f"derived.{name}", source, Expression.parse) for name, source in derived.items()},
        questions=_questions(table, "questions", table.name),
    )
    table.refuse_the_rest()
    return measure


def _questions(table: PlanTable, field: str, where: str, *, required: bool = True) -> tuple[PlanQuestion, ...]:
    return tuple(_question(q, where) for q in table.tables(field, f"{where} · คำถาม", required=required))


def _question(table: PlanTable, where: str) -> PlanQuestion:
    id_ = table.words("id")
    table.name = f"{where} · คำถาม {id_}" if id_ else table.name
    text = table.parsed("text", Template.parse)
    question = PlanQuestion(
        id=id_,
        text=text,
        label=table.words("label"),
        kind=table.words("kind"),
        when=table.one_of("when", WHENS),
        ask=table.one_of("ask", (ALL, "owner")),
        required=table.switch("required", False),
        over_time=table.one_of("over_time", OVER_TIME),
        across=table.one_of("across", ACROSS),
        step=table.number("step", at_least=1, at_most=99) if "step" in table else None,
        required_if=table.maybe("required_if", Expression.parse),
        show_if=table.maybe("show_if", Expression.parse),
        until=table.maybe("until", Expression.parse),
        check=table.maybe("check", Expression.parse),
        check_hint=table.words("check_hint", ""),
        allow_none=table.switch("allow_none", False),
        not_applicable=table.switch("not_applicable", False),
        choices=table.list("choices", required=False),
        other=table.words("other", ""),
        prefix=table.words("prefix", ""),
        unit=table.words("unit", ""),
        min=table.amount("min"),
        max=table.amount("max"),
        integer=table.switch("integer", False),
        accept=table.each_of("accept", ACCEPTS),
        max_files=table.number("max_files", 10, at_least=1, at_most=20),
        feeds=table.each_of("feeds", FEEDS),
        note=table.words("note", ""),
    )
    table.refuse_the_rest()
    return question
