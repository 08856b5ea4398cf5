"""python -m bot read: one JSON object a line in, how its text is read out."""

import json
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


def read_lines(lines: Iterable[str]) -> Iterator[str]:
    """`{"kind", "text", …}` → `{"value": …}`, `{"confirm": …}` or `{"unclear": "a sentence"}`; a line each."""
    for line in lines:
        if line.strip():
            yield json.dumps(_read(line), ensure_ascii=False)


def _read(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        question, today = _question(asked), _day(asked.get("today"))
        text = clean(str(asked["text"]))
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        return {"error": f"needs a JSON object with kind and text: {problem}"}
    match KINDS[question.kind].read(question, text, today):
        case Understood(value=value):
            return {"value": value}
        case Confirm(value=value):
            return {"confirm": value}
        case Unclear(sentence=sentence, values=values):
            return {"unclear": say("th", sentence, **dict(values))}


def _question(asked: dict[str, Any]) -> Question:
    kind = asked["kind"]
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {' '.join(KINDS)}")
    return Question(
        key="read.read",
        group="read",
        name="read",
        text="",
        kind=kind,
        label="",
        choices=tuple(asked.get("choices", ())),
        other=asked.get("other", ""),
        unit=asked.get("unit", ""),
        min=asked.get("min"),
        max=asked.get("max"),
        integer=bool(asked.get("integer", False)),
        allow_none=bool(asked.get("allow_none", False)),
    )


def _day(today: str | None) -> date:
    """The day that วันนี้ means; today in Bangkok where none is given."""
    return datetime.fromisoformat(today).date() if today else now().astimezone(BANGKOK).date()
