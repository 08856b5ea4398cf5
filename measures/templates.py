"""แม่แบบข้อความ: the plan's small language of sentences. {name} is a value, [… {name}] is printed when its values are
there and not nothing, [when: condition | …] when the condition holds. A person's answer is only ever a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dialogue.question import Value
from dialogue.thai.dates import long_date_thai
from dialogue.thai.digits import grouped, thai_digits
from measures.expressions import Expression, Own, Scope, truth
from measures.plan_error import PlanError

WAITING = "รอข้อมูล"
"""Printed for a value that must stand here and is not known yet."""

_PLACE = re.compile(r"\{\s*([^\W\d]\w*)\s*\}")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORD = re.compile(r"\S+")
_LATIN = re.compile(r"[A-Za-z]")
"""A word with Latin letters keeps its digits: an address of the web, a name like COVID-19."""
_WHEN = re.compile(r"\s*when:\s*(?P<condition>[^|]*)\|(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Name:
    name: str


@dataclass(frozen=True, slots=True)
class _Optional:
    when: Expression | None
    """None: printed when all its names have something to print."""
    parts: "tuple[str | _Name, ...]"


@dataclass(frozen=True, slots=True)
class Template:
    source: str
    parts: tuple["str | _Name | _Optional", ...]

    @staticmethod
    def parse(source: str) -> "Template":
        """Raises `PlanError` for a bracket without its partner, one inside another, or a condition that is wrong."""
        parts: list[str | _Name | _Optional] = []
        place = 0
        while (opened := source.find("[", place)) >= 0:
            closed = source.find("]", opened)
            if closed < 0:
                raise PlanError(f"แม่แบบ “{source}”: ขาด ]")
            if "[" in source[opened + 1 : closed]:
                raise PlanError(f"แม่แบบ “{source}”: ซ้อน [ ] ไม่ได้")
            parts.extend(_split(source, source[place:opened]))
            parts.append(_optional(source, source[opened + 1 : closed]))
            place = closed + 1
        if "]" in source[place:]:
            raise PlanError(f"แม่แบบ “{source}”: ] เกินมา")
        parts.extend(_split(source, source[place:]))
        return Template(source, tuple(parts))

    @property
    def names(self) -> frozenset[str]:
        """Every name it prints or asks about."""
        found: set[str] = set()
        for part in self.parts:
            if isinstance(part, _Name):
                found.add(part.name)
            elif isinstance(part, _Optional):
                found.update(inner.name for inner in part.parts if isinstance(inner, _Name))
                found.update(part.when.names if part.when else ())
        return frozenset(found)

    @property
    def printed_names(self) -> frozenset[str]:
        """The names that are printed whatever happens."""
        return frozenset(part.name for part in self.parts if isinstance(part, _Name))

    @property
    def conditions(self) -> tuple[Expression, ...]:
        return tuple(part.when for part in self.parts if isinstance(part, _Optional) and part.when)

    def fill(self, scope: Scope, prefixes: dict[str, str] | None = None) -> str:
        """The sentence as the document prints it: Thai numerals, lists joined, `prefixes` before a list's items."""
        written = _Writer(scope, prefixes or {})
        for part in self.parts:
            if isinstance(part, _Optional):
                if _holds(part, scope):
                    written.all(part.parts)
            else:
                written.one(part)
        return written.text.strip()

    def for_chat(self, **values: str) -> str:
        """The sentence as the chat says it: {division}, {month} and the like, digits as they are."""
        scope = Own(values)
        parts: list[str | _Name] = []
        for part in self.parts:
            if not isinstance(part, _Optional):
                parts.append(part)
            elif _holds(part, scope):
                parts.extend(part.parts)
        return "".join(values[part.name] if isinstance(part, _Name) else part for part in parts)


class _Writer:
    """Joins literal text and values; where two literal spaces meet, one is left. A value is never touched."""

    def __init__(self, scope: Scope, prefixes: dict[str, str]) -> None:
        self.text = ""
        self._scope = scope
        self._prefixes = prefixes

    def all(self, parts: Sequence[str | _Name]) -> None:
        for part in parts:
            self.one(part)

    def one(self, part: str | _Name) -> None:
        if isinstance(part, _Name):
            self.text += printed(self._scope.value(part.name), self._prefixes.get(part.name, ""))
        else:
            literal = re.sub(r"\s+", " ", part)
            self.text += literal.lstrip(" ") if self.text.endswith(" ") else literal


def printed(value: Value, prefix: str = "") -> str:
    """One value as official text: 1200 → "๑,๒๐๐", ["ก", "ข"] → "กและข", {"มี": 5} → "มี ๕", None → "รอข้อมูล"."""
    match value:
        case None:
            return WAITING
        case list():
            return joined([f"{prefix}{_spaced(printed(item))}" if prefix else printed(item) for item in value])
        case {"name": words} | {"url": words}:
            return str(words)
        case dict():
            return joined([f"{printed(answer, prefix)} {printed(count)}" for answer, count in value.items()])
        case bool():
            return "ใช่" if value else "ไม่ใช่"
        case int() | float() | Decimal():
            return thai_digits(grouped(value))
    return _dated(value) or _WORD.sub(lambda word: word[0] if _LATIN.search(word[0]) else thai_digits(word[0]), value)


def _dated(value: str) -> str | None:
    try:
        return long_date_thai(date.fromisoformat(value)) if _ISO_DAY.fullmatch(value) else None
    except ValueError:
        return None


def joined(items: Sequence[str]) -> str:
    """กและข; ก ข และค."""
    if len(items) < 2:
        return "".join(items)
    gap = "" if len(items) == 2 else " "
    return f"{' '.join(items[:-1])}{gap}และ{_spaced(items[-1])}"


def _spaced(item: str) -> str:
    """Thai leaves a space before a Latin word."""
    return f" {item}" if item[:1].isascii() and item[:1].isalnum() else item


def _holds(part: _Optional, scope: Scope) -> bool:
    if part.when is not None:
        return truth(part.when.evaluate(scope)) is True
    names = [inner.name for inner in part.parts if isinstance(inner, _Name)]
    return all(truth(scope.value(name)) is True for name in names)


def _optional(source: str, inner: str) -> _Optional:
    if inner.lstrip().startswith("when"):
        found = _WHEN.fullmatch(inner)
        if found is None:
            raise PlanError(f"แม่แบบ “{source}”: [when: เงื่อนไข | ข้อความ] ไม่ครบ")
        condition = Expression.parse(found.group("condition").strip())
        return _Optional(condition, _split(source, found.group("text").strip()))
    return _Optional(None, _split(source, inner.strip()))


def _split(source: str, text: str) -> tuple[str | _Name, ...]:
    parts: list[str | _Name] = []
    place = 0
    for found in _PLACE.finditer(text):
        parts.append(text[place : found.start()])
        parts.append(_Name(found.group(1)))
        place = found.end()
    parts.append(text[place:])
    if any("{" in part or "}" in part for part in parts if isinstance(part, str)):
        raise PlanError(f"แม่แบบ “{source}”: {{ }} ต้องมีชื่อเดียวอยู่ข้างใน")
    return tuple(part for part in parts if part != "")
