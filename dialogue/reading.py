"""What became of reading somebody's words: understood, to be confirmed, or not understood."""

from dataclasses import dataclass

from dialogue.question import Value


@dataclass(frozen=True, slots=True)
class Understood:
    value: Value


@dataclass(frozen=True, slots=True)
class Confirm:
    """A reading that is likely but not certain: offered back to the person, never taken by itself."""

    value: Value


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood: the sentence to answer with, from the catalogue, with an example in it."""

    sentence: str
    """A key of the catalogue."""
    values: tuple[tuple[str, str], ...] = ()
    """The values that sentence wants."""


Reading = Understood | Confirm | Unclear
