"""คำถาม, แบบรายงาน: what is asked, with nothing in it about measures, months or databases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

Value = Any
"""A JSON value: number → int or float; choice, text, url → str; date → "2025-10-24"; multi_choice, text_list → list of
str; evidence → list of {"digest", "name", "media_type", "size"} or {"url"}. `NOT_APPLICABLE` stands for any kind."""

NOT_APPLICABLE: Mapping[str, bool] = MappingProxyType({"not_applicable": True})
"""ไม่เกี่ยวกับกองเรา: answered, and counted as reported, but with nothing to add up."""

ZERO = "zero"
SAME = "same"

Condition = Callable[[Mapping[str, Value]], bool | None]
"""Answers by question name → holds, does not hold, or None: not known yet."""


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    """Unique in the form: "measure.question"."""
    group: str
    """What its conditions can see: the answers of the same group, by name. One group is one measure."""
    name: str
    """Its name in conditions: "manual_count"."""
    text: str
    """The sentence to ask, with month and division already in it."""
    kind: str
    label: str
    """A few words for the review card."""
    required: bool = True
    choices: tuple[str, ...] = ()
    other: str = ""
    """The choice after which the person types their own words."""
    unit: str = ""
    min: float | None = None
    max: float | None = None
    integer: bool = False
    accept: tuple[str, ...] = ()
    """For evidence: image, pdf, docx, xlsx, link."""
    max_files: int = 10
    allow_none: bool = False
    not_applicable: bool = False
    carry: bool = False
    """True where last month's answer may be given again in one tap: states and lists, never the month's quantities."""
    unchanged: str = ""
    """What "nothing has changed" answers: `ZERO` for a quantity of the month, `SAME` where last time's answer given again
    adds nothing to the year; empty where the person has to say it."""
    show_if: Condition | None = None
    required_if: Condition | None = None
    check: Condition | None = None
    check_hint: str = ""
    """What to tell a person whose answer fails `check`."""


@dataclass(frozen=True, slots=True)
class Form:
    """แบบรายงาน: the questions of one run, in the order they are asked."""

    title: str
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        return next((q for q in self.questions if q.key == key), None)
