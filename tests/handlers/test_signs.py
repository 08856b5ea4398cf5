"""The grid in words and the grid as a picture speak of the same states by the same words."""

from handlers.status import WORDS
from reports.grid import LEGEND


def test_the_picture_has_no_word_of_its_own() -> None:
    assert {f"grid_{state}" for state in LEGEND} <= set(WORDS.values())
    assert len(set(WORDS.values())) == len(WORDS)
