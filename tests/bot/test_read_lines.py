"""python -m bot read: one line out for every line in, whatever it is; nothing stops the lines after it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.read import read_lines
from dialogue.kinds import KINDS

GOOD = '{"kind": "number", "text": "5"}'


def read(line: str) -> dict[str, Any]:
    """What is made of `line`; the good line after it must be read all the same."""
    first, second = (json.loads(answer) for answer in read_lines([line, GOOD]))
    assert second == {"value": 5}
    assert isinstance(first, dict) and len(first) == 1 and set(first) <= {"value", "confirm", "unclear", "error"}
    return first


@pytest.mark.parametrize(
    "line",
    [
        '{"kind":"number","text":"5","min":"a"}',
        '{"kind":"number","text":"5","min":[1]}',
        '{"kind":"number","text":"5","max":true}',
        '{"kind":"number","text":"5","min":NaN}',
        '{"kind":"number","text":"5","max":1e999}',
        '{"kind":"number","text":"5","max":1' + "0" * 400 + "}",
        '{"kind":"number","text":"5","unit":5}',
        '{"kind":"number","text":null}',
        '{"kind":"number"}',
        '{"kind":["number"],"text":"5"}',
        '{"kind":"choice","text":"ก","choices":["ก",null]}',
        '{"kind":"choice","text":"ก","choices":["ก",""]}',
        '{"kind":"choice","text":"ก","choices":"กข"}',
        '{"kind":"choice","text":"ก"}',
        '{"kind":"multi_choice","text":"ก"}',
        '{"kind":"date","text":"วันนี้","today":"2025-02-30"}',
        '{"kind":"date","text":"วันนี้","today":5}',
        "[" * 200_000,
    ],
    ids=lambda line: line[:60],
)
def test_a_line_that_asks_for_nothing_readable_is_one_error(line: str) -> None:
    assert "error" in read(line)


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("เมื่อวาน", "0001-01-01"),
        ("พรุ่งนี้", "9999-12-31"),
        ("3 วันก่อน", "0001-01-02"),
        ("วันพุธที่แล้ว", "0001-01-01"),
    ],
)
def test_a_day_outside_the_calendar_is_unclear(text: str, today: str) -> None:
    assert "unclear" in read(json.dumps({"kind": "date", "text": text, "today": today}))


def test_today_may_be_the_calendars_last_day() -> None:
    assert read('{"kind":"date","text":"24/10/2568","today":"9999-12-31"}') == {"value": "2025-10-24"}


def test_a_port_that_cannot_be_is_no_link() -> None:
    assert "unclear" in read('{"kind":"url","text":"https://example.go.th:99999/x"}')
    assert read('{"kind":"url","text":"https://example.go.th:8443/x"}') == {"value": "https://example.go.th:8443/x"}


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_WORDS = st.sampled_from(["5", "๑๒ ครั้ง", "ไม่มี", "1", "ก", "เมื่อวาน", "2/2", "24 ต.ค. 68", "x.go.th", "1-2", "\ud800"])
_ASKED = st.fixed_dictionaries(
    {"kind": st.sampled_from(sorted(KINDS)) | _ANY, "text": _WORDS | st.text() | _ANY},
    optional={
        "choices": st.lists(st.text(max_size=5), max_size=4) | _ANY,
        "other": st.text(max_size=5) | _ANY,
        "unit": st.sampled_from(["ครั้ง", "บาท", "ร้อยละ"]) | _ANY,
        "min": st.integers() | st.floats() | _ANY,
        "max": st.integers() | st.floats() | _ANY,
        "integer": _ANY,
        "allow_none": _ANY,
        "today": st.dates().map(str) | _ANY,
    },
)


@given(st.one_of(_ASKED, _ANY).map(json.dumps) | st.text(min_size=1).filter(lambda line: bool(line.strip())))
def test_any_line_gives_one_line_that_can_be_printed(line: str) -> None:
    read(line)
