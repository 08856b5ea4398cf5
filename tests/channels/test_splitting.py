"""Long texts in pieces: nothing lost, nothing torn."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.lengths import clusters, cut, utf16
from bot.channels.splitting import split

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("กขคงเแโใไะาำิีึืุู็่้๊๋์ 😀👩\u200d👧🏽🇹🇭é\u0301\n\n.<&"),
        st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"),
    ),
    max_size=120,
)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(HOSTILE, st.integers(8, 60))
def test_pieces_fit_and_lose_only_white_space(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(utf16(piece) <= limit and piece.strip() for piece in pieces)
    assert squeezed("".join(pieces)) == squeezed(text)


@given(HOSTILE, st.integers(8, 60))
def test_no_letter_is_torn(text: str, limit: int) -> None:
    """Every piece begins where a letter of the whole begins, unless one letter alone is past the limit."""
    if any(utf16(letter) > limit for letter in clusters(text)):
        return
    begins, at = set(), 0
    for letter in clusters(text):
        begins.add(at)
        at += len(letter)
    at = 0
    for piece in split(text, limit):
        at = text.index(piece, at)
        assert at in begins
        at += len(piece)


def test_a_short_text_stays_as_it_is() -> None:
    assert split("  สวัสดีค่ะ\n", 20) == ["  สวัสดีค่ะ\n"]
    assert split(" \n", 20) == []
    assert split("", 20) == []


def test_a_text_is_parted_at_its_largest_pause() -> None:
    assert split("หนึ่ง สองสาม\n\nสี่\nห้าหก", 20) == ["หนึ่ง สองสาม", "สี่\nห้าหก"]
    assert split("หนึ่ง สองสาม\nสี่ ห้าหก", 20) == ["หนึ่ง สองสาม", "สี่ ห้าหก"]
    assert split("หนึ่ง สองสาม สี่ห้าหกเจ็ด", 20) == ["หนึ่ง สองสาม", "สี่ห้าหกเจ็ด"]


def test_thai_without_spaces_is_parted_between_words() -> None:
    assert split("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", 24) == ["มาตรการส่งเสริมคุณธรรม", "และความโปร่งใส"]


def test_four_thousand_letters_of_thai_come_in_few_pieces() -> None:
    text = "เทศบาลเมืองตากใบได้จัดทำคู่มือสำหรับประชาชนและเผยแพร่ทางเว็บไซต์" * 100
    pieces = split(text, 4096)
    assert len(pieces) == 2
    assert "".join(pieces) == text


def test_one_monstrous_letter_is_cut_all_the_same() -> None:
    text = "ก" + "\u0301" * 100
    assert "".join(split(text, 30)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [("เทศบัญญัติที่ออกใหม่", 14), ("น้ำ", 1), ("👩🏽\u200d👧", 1), ("🇹🇭🇹🇭", 2), ("e\u0301", 1), ("한국", 2), ("", 0)],
)
def test_letters_are_counted_as_seen(text: str, count: int) -> None:
    assert len(clusters(text)) == count
    assert len(clusters(unicodedata.normalize("NFD", text))) == count


@given(st.text(st.sampled_from("กำเแะั่้์ aé\n\xa0฿"), max_size=20))
def test_thai_and_latin_are_told_apart_as_in_any_other_text(text: str) -> None:
    assert [*clusters(text), "😀"] == clusters(text + "😀")


def test_utf16_counts_what_lies_beyond_the_first_plane_twice() -> None:
    assert utf16("ก😀") == len("ก😀".encode("utf-16-le")) // 2 == 3


@given(HOSTILE, st.integers(2, 40))
def test_a_label_fits_and_says_when_it_was_cut(text: str, most: int) -> None:
    label = cut(text, most, units=50)
    assert len(clusters(label)) <= most
    assert utf16(label) <= 50
    whole = " ".join(text.split())
    assert label == whole or (label.endswith("…") and whole.startswith(label[:-1]))
