"""What the conditions of a plan compare with each other, where that can never come true."""

from collections.abc import Collection, Iterator

from measures.expression_parser import Node
from measures.expressions import Expression
from measures.plan import PlanQuestion
from measures.templates import Template

JUDGED = ("any", "all")
"""Ways to merge that make a yes or a no of whatever was answered."""
ORDERED = ("==", "!=", "<", "<=", ">", ">=")


def no_such_choice(used: Expression | Template, questions: dict[str, PlanQuestion]) -> Iterator[str]:
    """'มีเเล้ว' == status would never hold: words that are compared with a question must be among its choices."""
    for tree in _trees(used):
        for name, words in _compared(tree):
            question = questions.get(name)
            if question and question.choices and not question.other and words not in question.choices:
                yield f"'{words}' ไม่อยู่ใน choices ของ {name}"


def unlike(used: Expression | Template, questions: dict[str, PlanQuestion]) -> Iterator[str]:
    """A number is never equal to words, nor a day to a number, nor is one more than the other."""
    for tree in _trees(used):
        for name, value in _against_values(tree):
            question = questions.get(name)
            if question is None or question.across in JUDGED:
                continue
            if question.kind == "number" and isinstance(value, str):
                yield f"{name} เป็นตัวเลข จึงเทียบกับ '{value}' ไม่ได้ ให้เขียนตัวเลขโดยไม่มี ' '"
            elif question.kind != "number" and not isinstance(value, str):
                yield f"{name} ไม่ใช่ตัวเลข (kind = {question.kind}) จึงเทียบกับ {value} ไม่ได้"


def _against_values(node: Node) -> Iterator[tuple[str, object]]:
    """(name, value) of every comparison of the two in the tree."""
    if node[0] in ORDERED:
        names = [part[1] for part in node[1:] if part[0] == "name"]
        values = [part[1] for part in node[1:] if part[0] == "value"]
        if names and values:
            yield names[0], values[0]
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from _against_values(part)


def compared_as_one(used: Expression | Template) -> Iterator[tuple[str, str]]:
    """Where the merged value of a name, outside any function, is compared with words as if it were one answer."""
    for tree in _trees(used):
        yield from _compared(tree, comparisons=("==", "!="), into_functions=False)


def _trees(used: Expression | Template) -> list[Node]:
    return [used.tree] if isinstance(used, Expression) else [condition.tree for condition in used.conditions]


def _compared(
    node: Node, comparisons: Collection[str] = ("==", "!=", "in"), into_functions: bool = True
) -> Iterator[tuple[str, str]]:
    """(name, words) of every comparison of the two in the tree."""
    if node[0] in comparisons:
        names = [part[1] for part in node[1:] if part[0] == "name"]
        words = [part[1] for part in node[1:] if part[0] == "value" and isinstance(part[1], str)]
        if names and words:
            yield names[0], words[0]
    if node[0] == "call" and not into_functions:
        return
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from _compared(part, comparisons, into_functions)
