"""แผน: one year's measures of one office, as read from its plan file (`measures.plan_file`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from measures.annual_report import Cover, Memo
from measures.expressions import Expression
from measures.templates import Template

ALL = "all"


@dataclass(frozen=True, slots=True)
class Division:
    """สำนัก/กอง."""

    key: str
    name: str
    active: bool = True
    sections: tuple[str, ...] = ()
    """งาน: the sections that a measure or a person may belong to."""


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """คำถาม of a measure, with the places {division} {month} {quarter} {fy} still open in its text."""

    id: str
    text: Template
    label: str
    """A few words for the review card and the grid."""
    kind: str
    when: str
    """monthly, quarterly, year_end, once or anytime."""
    ask: str
    """"all": every active division; "owner": those who answer for the measure."""
    required: bool
    over_time: str
    """latest, sum, union, append, max or min: how one division's periods become one value."""
    across: str
    """sum, union, any, all, tally, min, max, single or append: how the divisions' values become one."""
    step: int | None = None
    required_if: Expression | None = None
    show_if: Expression | None = None
    until: Expression | None = None
    check: Expression | None = None
    check_hint: str = ""
    allow_none: bool = False
    not_applicable: bool = False
    choices: tuple[str, ...] = ()
    other: str = ""
    prefix: str = ""
    unit: str = ""
    min: float | None = None
    max: float | None = None
    integer: bool = False
    accept: tuple[str, ...] = ()
    max_files: int = 10
    feeds: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """One sentence of column 5, written only where `holds_when` holds."""

    text: Template
    holds_when: Expression | None


@dataclass(frozen=True, slots=True)
class Measure:
    """มาตรการ/กิจกรรม: one numbered row."""

    number: int
    key: str
    title: str
    method: tuple[str, ...]
    method_numbered: bool
    period: str
    """As printed: "ต.ค. ๖๗ - ก.ย. ๖๘"."""
    responsible: str
    """As printed."""
    responsible_keys: tuple[str, ...]
    """Division keys, or (`ALL`,)."""
    responsible_section: str
    """The section whose people answer the owner's questions; empty for the whole division."""
    outputs: tuple[Output, ...]
    output_numbered: bool
    outcome: Template
    print_counts: bool
    zero_when: Expression | None
    if_zero: str
    derived: Mapping[str, Expression]
    """In the order of the file: a later one may use an earlier one."""
    questions: tuple[PlanQuestion, ...]

    def question(self, name: str) -> PlanQuestion | None:
        return next((q for q in self.questions if q.id == name), None)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    day: int
    month: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """ปฏิทิน: when things open and are due; every number can be changed by the office."""

    due_working_day: int = 7
    """A month is due on this working day of the next month; it opens on its own last working day."""
    quarter_months: tuple[int, ...] = (12, 3, 6, 9)
    year_end_opens: DayOfMonth = field(default=DayOfMonth(1, 9))
    year_end_due: DayOfMonth = field(default=DayOfMonth(15, 10))
    report_due: DayOfMonth = field(default=DayOfMonth(31, 10))
    ladder: tuple[int, ...] = (-7, -3, -1, 0, 2, 7)
    """The reminder's rungs: days around the due day."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A plan is itself and no other (`eq=False`), so that forms can be remembered by it."""

    fiscal_year: int
    start: date
    end: date
    office: str
    """เทศบาลเมือง…"""
    memo: Memo
    cover: Cover
    table_title: str
    column_labels: tuple[str, str, str, str, str, str]
    calendar: Calendar
    divisions: tuple[Division, ...]
    measures: tuple[Measure, ...]
    common_questions: tuple[PlanQuestion, ...] = ()
    """Asked last, once, of every division at the year's end; they go to the annex."""

    def measure(self, key: str) -> Measure | None:
        return next((m for m in self.measures if m.key == key), None)
