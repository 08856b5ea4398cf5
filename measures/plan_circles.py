"""Names that look at each other in a circle: conditions that nobody could ever answer their way through."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from measures.plan import PlanQuestion


def circle(looks_at: Mapping[str, Collection[str]], name: str) -> tuple[str, ...]:
    """The shortest way from `name` back to itself, both ends included; empty where there is none."""
    ways: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    for way in ways:
        for found in sorted(looks_at.get(way[-1], ())):
            if found == name:
                return (*way, found)
            if found not in seen:
                seen.add(found)
                ways.append((*way, found))
    return ()


def circles_of_questions(questions: Iterable[PlanQuestion]) -> Iterator[tuple[str, str]]:
    """(question, "a → b → a") of every circle in which show_if and required_if look at each other, each circle once.

    `check` looks at its own question, and `until` at earlier periods: neither makes one.
    """
    looks_at = {
        question.id: {
            name for condition in (question.show_if, question.required_if) if condition for name in condition.names
        }
        for question in questions
    }
    told: set[str] = set()
    for name in looks_at:
        way = circle(looks_at, name)
        if way and not told.intersection(way):
            told.update(way)
            yield name, " → ".join(way)
