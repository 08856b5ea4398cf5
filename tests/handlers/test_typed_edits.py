"""/edit however it is typed: the cell that is meant, its text kept line by line, and no number too long to be read."""

import pytest

from dialogue.said import Text
from handlers.router import route
from handlers.update import SAID, Update
from storage import edits, people
from storage.office_store import OfficeStore
from tests.bot.scripted import NOW


def said(store: OfficeStore, text: str) -> str:
    person = people.add_person(store, "ก", "palad", "", frozenset({"legal_officer"}), "th", NOW)
    people.link_address(store, person, "web", "me", NOW)
    return route(store, Update("web", "e", "me", NOW, SAID, Text(text)), NOW).messages[0].text


@pytest.mark.parametrize("typed", ["/edit 3 outcome ", "/edit ๓ ๖ ", "/EDIT 03 ผลลัพธ์\n", "/edit 3\nOutcome\n\n"])
def test_the_cell_that_is_meant_gets_the_text_as_it_was_typed(store: OfficeStore, typed: str) -> None:
    said(store, f"{typed}บรรทัดแรก ๑๒ ครั้ง\nบรรทัดที่สอง ")
    assert edits.edits(store, 2568) == {(3, "outcome"): "บรรทัดแรก ๑๒ ครั้ง\nบรรทัดที่สอง"}


@pytest.mark.parametrize("row", ["0", "9", "9" * 4500])
def test_a_row_that_is_not_there_is_said_to_be_none(store: OfficeStore, row: str) -> None:
    assert said(store, f"/edit {row} outcome").endswith("มีถึงมาตรการที่ 8")
    assert not edits.edits(store, 2568)
