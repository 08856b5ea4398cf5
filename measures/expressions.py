"""เงื่อนไข: the plan's small language of conditions. Names, numbers, 'words', == != < <= > >= in and or not, and the
functions sum count union any all. Three-valued: what nobody has answered yet is unknown, and unknown is not true."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any, Protocol

from dialogue.question import NOT_APPLICABLE, Value
from measures.expression_parser import Node, parsed


class Scope(Protocol):
    """Where an expression finds its values."""

    def value(self, name: str) -> Value:
        """The value of `name`, merged; None where it is not known."""

    def values(self, name: str) -> Sequence[Value]:
        """The values of `name`, one a division that answered."""

    def each(self, names: frozenset[str]) -> Sequence["Scope"]:
        """A scope a division that is asked for any of `names`: in it they mean that division's own answers."""

    def complete(self, names: frozenset[str]) -> bool:
        """Whether every division that is asked has answered all of `names` in every period."""


@dataclass(frozen=True, slots=True)
class Own:
    """One division's own answers as a scope: it stands alone, so its values are all there are."""

    answers: Mapping[str, Value]

    def value(self, name: str) -> Value:
        found = self.answers.get(name)
        return None if found == NOT_APPLICABLE else found

    def values(self, name: str) -> Sequence[Value]:
        found = self.value(name)
        return [] if found is None else [found]

    def each(self, names: frozenset[str]) -> Sequence[Scope]:
        return [self]

    def complete(self, names: frozenset[str]) -> bool:
        return all(self.value(name) is not None for name in names)


@dataclass(frozen=True, slots=True)
class Expression:
    source: str
    tree: Node
    names: frozenset[str]
    """Every name it looks at."""

    @staticmethod
    def parse(source: str) -> "Expression":
        """Raises `PlanError` with the place and what is wrong there."""
        tree, names = parsed(source)
        return Expression(source, tree, names)

    def __call__(self, answers: Mapping[str, Value]) -> bool | None:
        """Whether it holds for one division's own answers; None while it is not known."""
        return truth(self.evaluate(Own(answers)))

    def evaluate(self, scope: Scope) -> Value:
        """Its value in `scope`, None where it is not known."""
        return _evaluate(self.tree, scope)


def truth(value: Value) -> bool | None:
    return None if value is None else bool(value)


def _evaluate(node: Node, scope: Scope) -> Value:
    match node:
        case ("value", value):
            return value
        case ("name", name):
            return scope.value(name)
        case ("not", inner):
            found = truth(_evaluate(inner, scope))
            return None if found is None else not found
        case ("and" | "or" as word, left, right):
            return _joined(word, truth(_evaluate(left, scope)), truth(_evaluate(right, scope)))
        case ("call", function, inner):
            return _called(function, inner, scope)
        case (comparison, left, right):
            return _compared(comparison, _evaluate(left, scope), _evaluate(right, scope))
    raise AssertionError(node)


def _joined(word: str, left: bool | None, right: bool | None) -> bool | None:
    decisive = word == "or"
    if left is decisive or right is decisive:
        return decisive
    return None if left is None or right is None else not decisive


def _compared(comparison: str, left: Value, right: Value) -> bool | None:
    """Unlike things are simply not equal, and neither is more than the other."""
    if left is None or right is None:
        return None
    if comparison == "in":
        found_in = isinstance(right, list | dict) or (isinstance(right, str) and isinstance(left, str))
        return left in right if found_in else False
    if _is_number(left) and _is_number(right):
        left, right = Decimal(str(left)), Decimal(str(right))
    elif comparison not in ("==", "!=") and not (isinstance(left, str) and isinstance(right, str)):
        return False
    return _COMPARE[comparison](left, right)


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _called(function: str, inner: Node, scope: Scope) -> Value:
    if function == "count":
        return _counted(_evaluate(inner, scope))
    names = _names(inner)
    if function in ("any", "all"):
        found = [truth(_evaluate(inner, each)) for each in scope.each(names)]
        if function == "any":
            return True in found
        if False in found:
            return False
        return True if found and None not in found and scope.complete(names) else None
    own = scope.values(inner[1]) if inner[0] == "name" else [_evaluate(inner, each) for each in scope.each(names)]
    known = [value for value in own if value is not None]
    if not known and not scope.complete(names):
        return None
    return added(known) if function == "sum" else united(known)


def _counted(value: Value) -> int | None:
    """How many items there are; one that is no list is one, unless it says that there is none."""
    if value is None:
        return None
    return len(value) if isinstance(value, list | dict) else int(value != "")


def added(values: Sequence[Value]) -> Value:
    """The exact sum of the numbers: 0.1 and 0.2 are 0.3."""
    total = sum((Decimal(str(v)) for v in values if _is_number(v)), Decimal(0))
    return int(total) if total == total.to_integral_value() else float(total)


def united(values: Sequence[Value]) -> list[Value]:
    """Every item once, in the order in which they were first said; one that differs by white space is the same."""
    found: dict[str, Value] = {}
    for item in listed(values):
        found.setdefault(" ".join(str(item).split()), item)
    return list(found.values())


def listed(values: Sequence[Value]) -> list[Value]:
    """Every item of every list, one after another; the empty text of who had none is no item."""
    return [item for value in values for item in (value if isinstance(value, list) else [value]) if item != ""]


def _names(node: Node) -> frozenset[str]:
    if node[0] == "name":
        return frozenset((node[1],))
    inner = [_names(part) for part in node[1:] if isinstance(part, tuple)]
    return reduce(frozenset.union, inner, frozenset())
