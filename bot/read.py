"""python -m bot read: one JSON object a line in, how its text is read out."""

import json
import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from bot.clock import now
from dialogue.cleaning import clean
from dialogue.kinds import KINDS
from dialogue.question import Question
from dialogue.reading import Confirm, Unclear, Understood
from dialogue.words import say
from measures.calendar import BANGKOK
from measures.plan_check import CHOOSING


def read_lines(lines: Iterable[str]) -> Iterator[str]:
    """`{"kind", "text", …}` → `{"value": …}`, `{"confirm": …}` or `{"unclear": "a sentence"}`; a line each.
    A line that is not so gives `{"error": …}`, and the next one goes on."""
    for line in lines:
        if line.strip():
            # Half a character, as JSON can write it (\\ud800), cannot be printed.
            yield json.dumps(_read(line), ensure_ascii=False).encode("utf-8", "replace").decode()


def _read(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise ValueError("it is no object")
        question, today, text = _question(asked), _day(_words(asked, "today")), asked["text"]
        if not isinstance(text, str):
            raise ValueError("text must be a string")
    except (ValueError, KeyError, OverflowError, RecursionError) as problem:
        return {"error": f"needs a JSON object with kind and text: {problem}"}
    match KINDS[question.kind].read(question, clean(text), today):
        case Understood(value=value):
            return {"value": value}
        case Confirm(value=value):
            return {"confirm": value}
        case Unclear(sentence=sentence, values=values):
            return {"unclear": say("th", sentence, **dict(values))}


def _question(asked: dict[str, Any]) -> Question:
    kind = asked["kind"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError(f"kind must be one of {' '.join(KINDS)}")
    choices = asked.get("choices", [])
    if not isinstance(choices, list) or not all(isinstance(choice, str) and choice.strip() for choice in choices):
        raise ValueError("choices must be a list of strings, none of them empty")
    if kind in CHOOSING and not choices:
        raise ValueError(f"kind {kind} needs choices")
    return Question(
        key="read.read",
        group="read",
        name="read",
        text="",
        kind=kind,
        label="",
        choices=tuple(choices),
        other=_words(asked, "other"),
        unit=_words(asked, "unit"),
        min=_limit(asked, "min"),
        max=_limit(asked, "max"),
        integer=bool(asked.get("integer", False)),
        allow_none=bool(asked.get("allow_none", False)),
    )


def _words(asked: dict[str, Any], name: str) -> str:
    found = asked.get(name)
    if found is not None and not isinstance(found, str):
        raise ValueError(f"{name} must be a string")
    return found or ""


def _limit(asked: dict[str, Any], name: str) -> float | None:
    found = asked.get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        raise ValueError(f"{name} must be a number")
    return found


def _day(today: str) -> date:
    """The day that วันนี้ means; today in Bangkok where none is given."""
    return datetime.fromisoformat(today).date() if today else now().astimezone(BANGKOK).date()
