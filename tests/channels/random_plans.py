"""Whole plans at random: measures, divisions, questions of every kind, in words as long and as odd as a plan file may hold."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from dialogue.kinds import KINDS

KEY, DIVISION = "k" * 62, "d" * 31
"""The start of a key; a plan allows 64 letters, and 32 of a division's."""
MERGED: Mapping[str, tuple[str, str]] = {"number": ("sum", "sum"), "evidence": ("union", "union")}
WHENS = ("monthly", "monthly", "monthly", "quarterly", "once", "year_end")

PARTS = ["กำ", "ที่", "ค", "แ", " ", "😀", "👩\u200d👧", "👧🏽", "🇹🇭", "e\u0301", ".", "<b>", "&amp;", '"', "\\", "x"]
ODD = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join)
"""Written without the braces and brackets that a template reads."""


def words(most: int) -> st.SearchStrategy[str]:
    return st.builds(lambda odd, n: ("ก" + odd * n)[:most].strip(), ODD, st.sampled_from([1, 1, 10, 200]))


TITLE, LONG, CHOICE = words(300), words(2000), words(400)


@st.composite
def questions(draw: st.DrawFn, kind: str, number: int) -> dict[str, Any]:
    over_time, across = MERGED.get(kind, ("latest", "append"))
    found: dict[str, Any] = {
        "id": f"{KEY}{number}", "text": draw(LONG), "label": draw(TITLE), "kind": kind,
        "when": draw(st.sampled_from(WHENS)), "ask": draw(st.sampled_from(["all", "owner"])),
        "required": draw(st.booleans()), "over_time": over_time, "across": across, "note": draw(LONG),
        "allow_none": kind != "number" and draw(st.booleans()), "not_applicable": draw(st.booleans()),
    }  # fmt: skip
    if kind == "number":
        found |= {"unit": draw(TITLE), "prefix": draw(TITLE), "integer": True, "min": 0}
        found |= {"check": f"{found['id']} < 10", "check_hint": draw(LONG)}
    if kind in ("choice", "multi_choice"):
        found["choices"] = [f"{draw(CHOICE)} {n}" for n in range(draw(st.sampled_from([2, 4, 14, 40])))]
        found["other"] = found["choices"][-1]
    if kind == "evidence":
        found["accept"] = ["image", "pdf", "link"]
    return found


@st.composite
def measures(draw: st.DrawFn, number: int, kinds: list[str]) -> dict[str, Any]:
    return {
        "number": number, "key": f"{KEY}{number}", "title": draw(LONG), "method": [draw(LONG)], "period": draw(TITLE),
        "responsible": draw(LONG), "responsible_keys": ["all"], "outcome": draw(LONG),
        "outputs": [{"text": draw(LONG)}],
        "questions": [draw(questions(kind, place)) for place, kind in enumerate(kinds)],
    }  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A plan file that `read_plan` takes, with every kind of question once and more."""
    kinds = draw(st.permutations([*KINDS, *draw(st.lists(st.sampled_from(list(KINDS)), max_size=4))]))
    parted = draw(st.integers(1, 6))
    groups = [group for group in (kinds[:parted], kinds[parted:]) if group]
    found = {
        "fiscal_year": 2568,
        "office": {"name": draw(TITLE), "seat": draw(TITLE), "address": draw(LONG)},
        "report": {
            "subject": draw(LONG), "cover_title": [draw(TITLE)], "table_title": draw(LONG),
            "columns": [draw(TITLE) for _ in range(6)],
            "memo": {
                "agency": draw(TITLE), "date": date(2025, 10, 24), "to": draw(TITLE), "body": [draw(LONG)],
                "signatures": [{"position": [draw(TITLE)]}],
            },
        },
        "divisions": [
            {"key": f"{DIVISION}{n}", "name": draw(LONG), "sections": [draw(TITLE)]} for n in range(draw(st.integers(1, 3)))
        ],
        "measures": [draw(measures(n, group)) for n, group in enumerate(groups, 1)],
    }  # fmt: skip
    return written(found)


def written(plan: Mapping[str, Any]) -> str:
    return "\n".join(f"{key} = {_toml(value)}" for key, value in plan.items())


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
