"""Conditions that look at each other in a circle are refused, with the way round named; those that only lead on are not."""

import pytest

from bot.sample_office import plan_text
from measures.plan_circles import circle
from measures.plan_error import PlanError
from measures.plan_file import read_plan

SAYS = "มาตรการ budget_transparency · คำถาม {}: show_if และ required_if วนกลับมาหาคำถามเดิม: {}"
LISTENED = "show_if = \"listened == 'เปิดแล้ว'\""


def mistakes(before: str, after: str) -> tuple[str, ...]:
    text = plan_text()
    assert text.count(before) == 1
    with pytest.raises(PlanError) as found:
        read_plan(text.replace(before, after))
    return tuple(found.value.mistakes)


def test_two_questions_that_wait_for_each_other() -> None:
    way = "feedback_count → improved → feedback_count"
    assert mistakes(LISTENED, "show_if = \"improved == 'มี'\"")[-1:] == (SAYS.format("feedback_count", way),)


def test_a_question_that_waits_for_itself() -> None:
    assert mistakes(LISTENED, 'show_if = "feedback_count > 0"') == (
        SAYS.format("feedback_count", "feedback_count → feedback_count"),
    )


def test_one_that_is_demanded_by_what_it_shows() -> None:
    way = "feedback_count → improved → feedback_count"
    looped = f"{LISTENED}\nrequired_if = \"improved == 'มี'\""
    assert mistakes(LISTENED, looped)[-1:] == (SAYS.format("feedback_count", way),)


@pytest.mark.parametrize(
    ("looks_at", "way"),
    [
        ({}, ()),
        ({"a": {"b"}, "b": {"c"}, "c": set()}, ()),
        ({"a": {"b", "c"}, "b": {"c"}}, ()),
        ({"a": {"b"}, "b": {"b"}}, ()),  # b is a circle of its own, a is none
        ({"a": {"a"}}, ("a", "a")),
        ({"a": {"b"}, "b": {"c", "x"}, "c": {"a"}}, ("a", "b", "c", "a")),
        ({"a": {"b", "c"}, "b": {"d"}, "d": {"a"}, "c": {"a"}}, ("a", "c", "a")),
    ],
)
def test_the_shortest_way_round(looks_at: dict[str, set[str]], way: tuple[str, ...]) -> None:
    assert circle(looks_at, "a") == way
