"""Where a line of the report may end."""

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.line_widths import width
from reports.thai_words import words
from reports.word_boxes import boxes

COLUMN = 150.0
"""Points: about as wide as the form's widest."""
THAI_LETTERS = "กขคงจชดตทนบปพฟมยรลวสหอะาิีึืุูเแโใไ่้์็ำ"
TEXT = st.text(THAI_LETTERS + " ๆฯ๐๑๙0189.,:;/()“”\"-abcXYZ%'ๆ", max_size=60)
NEVER_FIRST = "ๆฯ”)”,.;:!?%"


@given(run=st.text(THAI_LETTERS, min_size=1, max_size=40))
def test_words_lose_no_letter(run: str) -> None:
    assert "".join(words(run)) == run


@given(text=TEXT)
def test_boxes_lose_nothing_but_white_space(text: str) -> None:
    assert "".join(boxes(text, COLUMN)) == re.sub(r"\s+", " ", text.strip())


@given(text=TEXT, room=st.floats(20, 400))
def test_no_box_is_wider_than_its_room(text: str, room: float) -> None:
    for box in boxes(text, room):
        assert width(box) <= room or len(re.sub("[ัิ-ฺ็-๎]", "", box)) <= 3, "a syllable is not cut"


@given(text=TEXT)
def test_no_line_begins_with_what_belongs_to_the_line_before(text: str) -> None:
    pieces = boxes(text, 10_000)
    for before, piece in pairwise(pieces):
        assert before.isspace() or piece[0] not in NEVER_FIRST
        assert not re.match("[ก-ฮ][ะ-ฺ็-๎]|[เ-ไ][ก-ฮ]", before[-1] + piece[0]), "half a syllable"
        assert piece.isspace() or before[-1] not in "“("


@given(before=st.text(THAI_LETTERS, max_size=12), after=st.text(THAI_LETTERS, max_size=12))
def test_a_person_s_name_is_never_broken(before: str, after: str) -> None:
    name = "นายสมประสงค์ วีระวัฒน์"
    assume(name not in before + after)
    pieces = boxes(f"{before} {name} {after}", 10_000, [name])
    assert [piece for piece in pieces if name in piece]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("เทศบาลเมืองตากใบ", "เทศบาล|เมืองตากใบ"),
        ("มาตรการพัฒนา", "มาตรการ|พัฒนา"),
        ("ประจำเดือน/ประจำไตรมาส", "ประจำเดือน/|ประจำ|ไตรมาส"),
        ("จำนวน ๑๐๐ เรื่อง", "จำนวน| |๑๐๐ เรื่อง"),
        ("พ.ร.บ. การอำนวยความสะดวก พ.ศ. ๒๕๕๘", "พ.ร.บ.| |การ|อำนวย|ความสะดวก| |พ.ศ. ๒๕๕๘"),
        ("๒๔ ตุลาคม ๒๕๖๘", "๒๔ ตุลาคม ๒๕๖๘"),
        ("ช่องทางต่าง ๆ", "ช่องทาง|ต่าง ๆ"),
        ("รายรับ - รายจ่าย", "รายรับ -| |รายจ่าย"),
        ("ระบบ (E-Service)", "ระบบ| |(E-Service)"),
        ("๑. จัดทำคู่มือ", "๑. จัดทำ|คู่มือ"),
    ],
)
def test_a_reader_would_part_it_so(line: str, expected: str) -> None:
    assert "|".join(boxes(line, COLUMN, ["ตากใบ", "เมืองตากใบ"])) == expected
