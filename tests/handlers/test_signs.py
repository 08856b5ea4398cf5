"""The grid in words and the grid as a picture speak of the same states by the same words."""

from datetime import date

from bot import sample_office
from handlers.status import WORDS
from measures.fiscal_year import months
from measures.grid import BLANK, DONE, grid_of, worst
from measures.plan_file import read_plan
from reports.grid import LEGEND
from storage.duties import Duty


def test_the_picture_has_no_word_of_its_own() -> None:
    assert {f"grid_{state}" for state in LEGEND} <= set(WORDS.values())
    assert len(set(WORDS.values())) == len(WORDS)


def test_the_picture_s_months_are_in_the_language_of_who_asked() -> None:
    plan = read_plan(sample_office.plan_text())
    october = months(plan.fiscal_year)[0]
    duty = Duty(plan.measures[0].key, "chang", "", october, date(2024, 11, 11), "not_applicable")
    grid = grid_of(plan, plan.divisions, [duty], date(2024, 11, 1), whole="All", year_end="End", language="en")
    assert grid.columns[:3] == ("Oct", "Nov", "Dec") and grid.columns[-1] == "End"
    cells = {line.name: line.cells[0] for line in grid.blocks[0].lines}
    assert cells["กองช่าง"] == BLANK, "what is not theirs to answer is ➖ in words and nothing in the picture"
    assert worst([DONE, BLANK]) == DONE
