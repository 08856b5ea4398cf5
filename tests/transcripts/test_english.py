"""English is complete: what is said to somebody who reads English has no Thai in it but the office's own words."""

import re
from pathlib import Path

import pytest

from bot import sample_office
from measures.fiscal_year import anytime, periods
from measures.forms import form_of, keys_asked
from measures.plan import Plan
from measures.plan_file import read_plan

HERE = Path(__file__).parent
THAI = re.compile("[ก-๎]+")
HEARD = re.compile("^[#@!>].*$", re.MULTILINE)
"""What people say, and what happens."""
OTHER_LANGUAGE = "[ไทย]"
"""A language is offered by its own name."""


def own_words(plan: Plan) -> set[str]:
    """Names, titles, questions and choices as the plan has them, in every period."""
    found = {plan.office, *(division.name for division in plan.divisions)}
    for measure in plan.measures:
        found |= {measure.title, *measure.method}
    for division in plan.divisions:
        found |= set(division.sections)
        for month in periods(plan.fiscal_year):
            for period in (month, anytime(month)):
                for section in ("", *division.sections):
                    keys = keys_asked(plan, division, section, period, ())
                    for question in form_of(plan, division, section, period, keys).questions:
                        found |= {question.text, question.label, *question.choices, question.check_hint}
    return found - {""}


def units(plan: Plan) -> set[str]:
    return {question.unit for measure in plan.measures for question in measure.questions if question.unit}


@pytest.mark.parametrize("name", ["28_in_english", "34_an_english_officer"])
def test_no_thai_but_the_office_s_own_words(name: str) -> None:
    plan = read_plan(sample_office.plan_text())
    said = HEARD.sub("", (HERE / f"{name}.txt").read_text(encoding="utf-8")).replace(OTHER_LANGUAGE, "")
    for words in sorted(own_words(plan), key=len, reverse=True):
        said = said.replace(words, "")
    for unit in sorted(units(plan), key=len, reverse=True):
        said = re.sub(rf"(?<=\d ){re.escape(unit)}", "", said)
    assert [line for line in said.splitlines() if THAI.search(line)] == []
