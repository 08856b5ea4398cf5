"""How a condition's text becomes a tree: recursive descent, with the place of whatever is wrong."""

import re
from decimal import Decimal
from typing import Any

from measures.plan_error import PlanError

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|'(?P<words>[^']*)'|(?P<sign>==|!=|<=|>=|<|>|\(|\))|(?P<name>[^\W\d]\w*))"
)
FUNCTIONS = ("sum", "count", "union", "any", "all")
WORDS = (*FUNCTIONS, "and", "or", "not", "in")
"""What no question may be called."""
LONGEST = 300
"""Names, words and signs in one condition; deeper trees could not be walked."""
AROUND = 60
"""Characters shown on either side of what is wrong."""
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=", "in")

Node = tuple[Any, ...]
"""("name", x) · ("value", v) · ("not", a) · ("and"|"or", a, b) · (comparison, a, b) · ("call", function, a)"""


def parsed(source: str) -> tuple[Node, frozenset[str]]:
    """The tree of `source`, and every name it looks at. Raises `PlanError` with the place and what is wrong there."""
    parser = _Parser(source)
    tree = parser.whole()
    return tree, frozenset(parser.names)


class _Parser:
    """Recursive descent over: or → and → not → comparison → a value, a name, a call or (…)."""

    def __init__(self, source: str) -> None:
        self.names: set[str] = set()
        self._source = source
        self._tokens = self._cut(source)
        self._at = 0
        self._depth = 0

    def _cut(self, source: str) -> list[tuple[str, str, int]]:
        tokens: list[tuple[str, str, int]] = []
        place = 0
        while source[place:].strip():
            found = _TOKEN.match(source, place)
            if found is None:
                raise self._wrong("อ่านไม่ออก", len(source) - len(source[place:].lstrip()))
            if len(tokens) == LONGEST:
                raise self._wrong("ยาวเกินไป", found.start(str(found.lastgroup)))
            kind = str(found.lastgroup)
            tokens.append((kind, found.group(kind), found.start(kind)))
            place = found.end()
        return tokens

    def _wrong(self, reason: str, place: int) -> PlanError:
        start, end = max(0, place - AROUND), place + AROUND
        shown = f"{'…' if start else ''}{self._source[start:end]}{'…' if end < len(self._source) else ''}"
        return PlanError(f"เงื่อนไข “{shown}” ตัวอักษรที่ {place + 1}: {reason}")

    def _peek(self) -> tuple[str, str, int]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "", len(self._source))

    def _take(self, *words: str) -> str | None:
        kind, text, _ = self._peek()
        if kind in ("sign", "name") and text in words:
            self._at += 1
            return text
        return None

    def whole(self) -> Node:
        tree = self._or()
        if self._peek()[0] != "end":
            raise self._wrong("เกินมา", self._peek()[2])
        return tree

    def _or(self) -> Node:
        left = self._and()
        while self._take("or"):
            left = ("or", left, self._and())
        return left

    def _and(self) -> Node:
        left = self._not()
        while self._take("and"):
            left = ("and", left, self._not())
        return left

    def _not(self) -> Node:
        self._depth += 1
        if self._depth > 50:
            raise self._wrong("ซ้อนกันลึกเกินไป", self._peek()[2])
        node: Node = ("not", self._not()) if self._take("not") else self._comparison()
        self._depth -= 1
        return node

    def _comparison(self) -> Node:
        left = self._term()
        word = self._take(*_COMPARISONS)
        return (word, left, self._term()) if word else left

    def _term(self) -> Node:
        kind, text, place = self._peek()
        self._at += 1
        if kind == "number":
            return ("value", Decimal(text))
        if kind == "words":
            return ("value", text)
        if kind == "sign" and text == "(":
            return self._closed(self._or())
        if kind == "name" and text in FUNCTIONS and self._take("("):
            return ("call", text, self._closed(self._or()))
        if kind == "name" and text not in ("and", "or", "not", "in"):
            self.names.add(text)
            return ("name", text)
        raise self._wrong("ต้องเป็นชื่อคำถาม ตัวเลข 'ข้อความ' หรือวงเล็บ", place)

    def _closed(self, node: Node) -> Node:
        if not self._take(")"):
            raise self._wrong("ขาดวงเล็บปิด )", self._peek()[2])
        return node
