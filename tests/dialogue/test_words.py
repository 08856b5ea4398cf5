"""Every sentence the bot says stands in one catalogue a language, is asked for by its right name, and is polite."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogue.words import CATALOGUES, say

PROJECT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "storage", "scheduler", "dialogue", "measures", "reports", "console")
SOURCES = [path for room in ROOMS for path in sorted((PROJECT / room).rglob("*.py")) if path.parent.name != "words"]
THAI = re.compile("[\u0e01-\u0e4e]")
"""Letters, not digits."""
SPEECH = re.compile("[\u0e01-\u0e4e]{3} *(ค่ะ|คะ)")
POLITE = re.compile("ค่ะ|คะ")

LABELS = frozenset(
    "yes no same unchanged zero none not_applicable skip back done anew send edit attach_one take_over go_on evidence_now "
    "evidence_later start_button status_button edit_cancel edit_original edit_use evidence_drop not_attached "
    "snooze_button back_button report_link officer skipped "
    "evidence_link "
    "somebody imported channel_line channel_telegram channel_web channel_sheet source_phone source_paper language_name rich_menu "
    "status_picture grid_all grid_year_end grid_done grid_open grid_late grid_partly grid_not_asked grid_none grid_locked "
    "grid_link broadcast_send broadcast_drop broadcast_results_button broadcast_resend role_reporter role_head "
    "role_legal_officer role_administrator role_executive whom_all whom_owing".split()
)
"""Buttons and names: words to tap, not sentences."""
LINES = re.compile(
    r"accept_\w+|evidence_of|feeds_\w+|period_(month|year_end|evidence)|for_division|officer_named|nameless|leave_until|last_\w+|answered_before|carried|zeroed|remark|remind_(left|due|total)|grid_title|draft_of_\w+|typed_\w+"
)
SIGNED = re.compile(r"[^\w“{]")
"""Lines of a list or a card, within a message that is polite itself: these keys, and whatever begins with a bullet or
another sign."""

VOCABULARIES = (
    "dialogue/thai/", "dialogue/hearing.py", "dialogue/cleaning.py", "dialogue/showing.py", "dialogue/kinds/choice.py",
    "dialogue/kinds/multi_choice.py", "dialogue/kinds/number.py", "dialogue/kinds/url.py", "handlers/commands.py",
    "handlers/broadcast", "handlers/cell", "handlers/joining.py", "handlers/language.py", "handlers/leave.py",
    "handlers/on_behalf_places.py", "handlers/period", "handlers/report.py", "handlers/years.py",
)  # fmt: skip
"""Where Thai words are heard, or Thai letters told apart: they may hold words, never a sentence to say."""


NOT_YET_SAID = {"report_link_note"}
"""Written down, but nothing says them yet."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same_things() -> None:
    th, en = CATALOGUES["th"], CATALOGUES["en"]
    assert list(th) == list(en), "the same keys, in the same order"
    for key in th:
        assert places(th[key]) == places(en[key]), key
        assert th[key].strip() and en[key].strip()
        assert not THAI.search(re.sub(r"“[^”]*”|\([^)]*\)", "", en[key])), key


def _literals(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """(text, whole) of a key: a literal, either branch of a choice, or the beginning of a composed one."""
    match node:
        case ast.Constant(value=str(text)):
            yield text, True
        case ast.IfExp():
            yield from _literals(node.body)
            yield from _literals(node.orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            yield text, False


def _asked_for() -> Iterator[tuple[str, ast.Call, str, bool]]:
    """Every sentence asked for by name: `say(language, "key")`, `context.say("key")`, `Unclear("key")`,
    `context.button("key", …)`."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                for argument in node.args[: {"say": 2, "Unclear": 2, "button": 1}.get(called, 0)]:
                    for text, whole in _literals(argument):
                        if text not in CATALOGUES and re.fullmatch("[a-z_]+", text):
                            yield f"{path.relative_to(PROJECT)}:{node.lineno}", node, text, whole


ASKED_FOR = list(_asked_for())


def test_every_sentence_asked_for_exists_and_gets_what_it_wants() -> None:
    assert len(ASKED_FOR) > 80, "the search finds what is there"
    th = CATALOGUES["th"]
    for where, call, key, whole in ASKED_FOR:
        if not whole:
            assert any(known.startswith(key) for known in th), f"{where}: no sentence begins with {key}"
            continue
        assert key in th, f"{where}: there is no sentence {key!r}"
        given = {keyword.arg for keyword in call.keywords}
        if getattr(call.func, "id", getattr(call.func, "attr", "")) == "say" and None not in given:
            assert places(th[key]) <= given, f"{where}: {key} wants {places(th[key]) - given}"


def test_no_sentence_is_left_over() -> None:
    written = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    begun = {key for _, _, key, whole in ASKED_FOR if not whole} | {"date_"}
    left_over = {k for k in CATALOGUES["th"] if k not in written and not k.startswith(tuple(begun))}
    assert left_over <= NOT_YET_SAID


def _spoken(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a file that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def test_nobody_speaks_thai_outside_the_catalogue() -> None:
    for path in SOURCES:
        name = path.relative_to(PROJECT).as_posix()
        if name != "dialogue/thai/polite.py":
            for line, text in _spoken(path):
                assert not SPEECH.search(text), f"{name}:{line} speaks"


@pytest.mark.parametrize("room", ["dialogue", "handlers"])
def test_thai_letters_stand_in_the_catalogue_and_the_vocabularies_only(room: str) -> None:
    for path in SOURCES:
        name = path.relative_to(PROJECT).as_posix()
        if name.startswith(f"{room}/") and not name.startswith(VOCABULARIES):
            for line, text in _spoken(path):
                assert not THAI.search(text), f"{name}:{line} {text!r}"


@pytest.mark.parametrize("key", CATALOGUES["th"])
def test_every_thai_sentence_is_polite_and_well_written(key: str) -> None:
    text = CATALOGUES["th"][key]
    if key in LABELS:
        assert not POLITE.search(text), "a label is no sentence"
        assert len(text.format_map(dict.fromkeys(places(text), ""))) <= 24
    elif not LINES.fullmatch(key) and not SIGNED.match(text):
        assert POLITE.search(text)
    assert not re.search("นะค่ะ|ไหมค่ะ|ไหนค่ะ|คะ่|ครับ|ๆๆ|  (?! )|\u0e4d\u0e32|เเ", text.replace("\n   ", "\n"))
    assert not re.search("(?<!นะ)(?<!ไหม)(?<!อะไร)(?<!ไหน)(?<!แทน)คะ", text), "คะ asks or softens, ค่ะ tells"
    assert not re.search("(?<! )ๆ|ๆ(?![ ”]|$)", text), "ๆ stands between spaces"
    assert not re.search("[๐-๙]", text.replace("หรือ ๑๒", "")), "the chat writes Arabic digits"
    assert text == text.strip()
    assert len(re.sub(r"\{\w+\}", "", text)) <= 160, "short"


def test_say_fills_the_places_and_refuses_what_is_missing() -> None:
    assert say("th", "confirm", value="{x} %s") == "หมายถึง {x} %s ใช่ไหมคะ"
    with pytest.raises(KeyError):
        say("th", "confirm")
    with pytest.raises(KeyError):
        say("th", "no such sentence")
