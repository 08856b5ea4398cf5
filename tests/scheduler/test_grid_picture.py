"""The grid: what each cell says, and that it can be drawn for any names and any state (S1)."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.sample_office import plan_text
from dialogue.words import say
from measures.fiscal_year import month_period, year_end
from measures.grid import BLANK, DONE, LATE, LOCKED, NONE, OPEN, Block, Grid, Line, grid_of, worst
from measures.plan_file import read_plan
from reports import grid as picture
from storage.duties import Duty

PLAN = read_plan(plan_text())
TODAY = date(2024, 12, 12)
"""November's due day."""
OCTOBER, NOVEMBER = (month_period(date(2024, month, 1)) for month in (10, 11))


def drawn(grid: Grid) -> Any:
    legend = tuple(say("th", f"grid_{state}") for state in picture.LEGEND)
    return Image.open(BytesIO(picture.write(grid, say("th", "grid_title", year=2568), legend)))


def duty(measure: str, division: str, state: str, *, november: bool = False) -> Duty:
    period, due = (NOVEMBER, date(2024, 12, 12)) if november else (OCTOBER, date(2024, 11, 11))
    return Duty(measure, division, "", period, due, state)


def test_a_cell_is_the_division_s_measure_in_that_month() -> None:
    one, two = PLAN.measures[0].key, PLAN.measures[1].key
    rows = [
        duty(one, "chang", "submitted"), duty(two, "chang", "missing"), duty(one, "chang", "missing", november=True),
        duty(one, "khlang", "nothing"), duty(one, "sueksa", "locked"),
    ]  # fmt: skip
    grid = grid_of(PLAN, PLAN.divisions, rows, TODAY, whole="ทั้งหมด", year_end="สิ้นปี")
    assert grid.columns[:3] == ("ต.ค.", "พ.ย.", "ธ.ค.") and grid.columns[-1] == "สิ้นปี" and len(grid.columns) == 13
    whole, first, second = grid.blocks
    assert (whole.title, first.title) == ("ทั้งหมด", f"1. {PLAN.measures[0].title}")
    cells = {line.name: line.cells[:2] for line in whole.lines}
    assert cells["กองช่าง"] == (LATE, OPEN)  # the worst of both measures; on the due day it is not late
    assert cells["กองคลัง"] == (NONE, BLANK) and cells["กองการศึกษา"] == (LOCKED, BLANK)
    assert {line.name for line in first.lines} == {"กองช่าง", "กองคลัง", "กองการศึกษา"}
    assert second.lines == (Line("กองช่าง", (LATE, *[BLANK] * 12)),)


def test_what_wants_attention_stands_for_the_cell() -> None:
    assert worst([DONE, NONE, OPEN, LATE]) == LATE
    assert worst([DONE, NONE]) == DONE
    assert worst([]) == BLANK
    assert year_end(2568).code == "2568-end"


def test_it_is_as_wide_as_a_phone_and_its_states_differ_without_colour() -> None:
    """Each shape, in grey, at its true size: no two are alike."""
    shapes = []
    for state in picture.LEGEND:
        grid = Grid(2568, TODAY, ("ต.ค.",), (Block("ทั้งหมด", (Line("กองช่าง", (state,)),)),))
        image = drawn(grid).convert("L")
        assert image.width == 1080
        right = image.width * (picture.MARGIN + picture.NAME) / picture.WIDTH
        cell = image.crop((round(right), image.height - 60, round(right) + 60, image.height - 20))
        shapes.append(bytes(1 if level < 200 else 0 for level in cell.tobytes()))
    assert len(set(shapes)) == len(picture.LEGEND)
    assert all(any(shape) for shape in shapes)


@settings(max_examples=12, deadline=None)
@given(
    name=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60),
    states=st.lists(st.sampled_from([*picture.LEGEND, BLANK]), min_size=13, max_size=13),
)
@pytest.mark.slow
def test_no_name_can_break_it(name: str, states: list[str]) -> None:
    lines = tuple(Line(name, tuple(states)) for _ in range(8))
    image = drawn(Grid(2568, TODAY, ("ต.ค.",) * 13, (Block(name, lines),)))
    assert image.width == 1080 and image.height > 600
