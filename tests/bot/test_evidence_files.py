"""Evidence is looked into before it is kept: what is taken, what is refused and why, and what the shown copy tells."""

import struct
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.evidence import examined, keep
from bot.evidence.office_files import MOST_ENTRIES
from bot.evidence.pictures import LONGEST_SIDE
from bot.evidence.refusal import Refused
from bot.media_types import DOCX, JPEG, PDF, PNG, WEBP, XLSX
from dialogue.said import File
from dialogue.words import CATALOGUES
from storage.files import Files
from tests.bot.crafted import (
    DOCX_PARTS,
    GPS_PLACE,
    MAKE,
    PICTURES,
    XLSX_PARTS,
    office_file,
    photo,
    png_header,
    see_through,
)

PLAIN_PDF = b"%PDF-1.7\nstartxref\n9\n%%EOF\n"
PAGE = b"<script>alert(1)</script>"


def reason(content: bytes) -> str:
    """Why it is refused, in words that both catalogues have."""
    with pytest.raises(Refused) as refused:
        examined(content)
    assert all(refused.value.reason in catalogue for catalogue in CATALOGUES.values())
    return refused.value.reason


def drawn(copy: bytes) -> Image.Image:
    return Image.open(BytesIO(copy))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (photo(), JPEG),
        (photo(kind="PNG"), PNG),
        (photo(kind="WEBP"), WEBP),
        (PLAIN_PDF, PDF),
        (office_file(DOCX_PARTS), DOCX),
        (office_file(XLSX_PARTS), XLSX),
    ],
)
def test_what_is_on_the_list_is_taken_by_its_first_bytes(content: bytes, media_type: str) -> None:
    assert examined(content)[0] == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
        b"\0\0\0\x18ftypisom a film",
        b"<html><script>alert(1)</script>" + PLAIN_PDF,
        b"GIF89a" + office_file(DOCX_PARTS),
        office_file({"readme.txt": b"a zip of anything"}),
        office_file({"word/document.xml": b"no list of types"}),
        office_file({**DOCX_PARTS, **XLSX_PARTS}),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_not_on_the_list_is_refused(content: bytes) -> None:
    assert reason(content) == "wrong_file"


def test_an_iphones_heic_is_refused_with_advice() -> None:
    assert reason(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic") == "file_heic"
    assert "JPEG" in CATALOGUES["th"]["file_heic"]


def test_a_word_file_of_old_or_with_a_password_is_refused_with_advice() -> None:
    assert reason(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504) == "file_old_office"
    locked = bytearray(office_file(DOCX_PARTS))
    entry = locked.index(b"PK\x01\x02")
    locked[entry + 8] |= 1  # the list's flag "encrypted" (APPNOTE.TXT 4.4.4)
    assert reason(bytes(locked)) == "file_old_office"


def test_a_bomb_of_200_megabytes_is_refused_before_it_is_unpacked() -> None:
    bomb = office_file(DOCX_PARTS, word__media=b"\0" * 200_000_000)
    assert len(bomb) < 300_000
    began = time.perf_counter()
    assert reason(bomb) == "file_bomb"
    assert time.perf_counter() - began < 0.5


def test_a_small_file_that_unpacks_a_hundredfold_is_refused() -> None:
    assert reason(office_file(DOCX_PARTS, word__media=b"\0" * 5_000_000)) == "file_bomb"


def test_more_entries_than_any_document_has_are_refused_also_when_only_the_list_is_long() -> None:
    many = {**DOCX_PARTS, **{f"word/{number}": b"" for number in range(MOST_ENTRIES)}}
    assert reason(office_file(many)) == "file_bomb"
    document = bytearray(office_file(DOCX_PARTS))
    end = document.rindex(b"PK\x05\x06")
    document[end + 12 : end + 16] = struct.pack("<I", 15_000_000)
    assert reason(bytes(document)) == "file_bomb"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "word/../../x", "/etc/passwd", "c:/x", "word\\..\\x", "WORD/document.xml"]
)
def test_names_that_would_be_unpacked_elsewhere_or_twice_are_refused(name: str) -> None:
    coded = BytesIO(office_file(DOCX_PARTS))
    with zipfile.ZipFile(coded, "a") as archive:
        archive.writestr(name, b"x")
    assert reason(coded.getvalue()) == "file_spoiled"


def test_macros_are_refused_by_their_part_and_by_the_declared_type() -> None:
    assert reason(office_file(DOCX_PARTS, word__vbaProject=b"Sub AutoOpen()")) == "file_macros"
    types = "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"
    for declared in (types.encode(), types.encode("utf-16")):
        assert reason(office_file({**DOCX_PARTS, "[Content_Types].xml": declared})) == "file_macros"


@pytest.mark.parametrize("length", [30, 60, 120, 200])
def test_half_a_document_is_refused(length: int) -> None:
    assert reason(office_file(DOCX_PARTS)[:length]) == "file_spoiled"


def test_a_zip_of_the_form_for_4_gigabytes_is_refused() -> None:
    document = office_file(DOCX_PARTS)
    end = document.rindex(b"PK\x05\x06")
    assert reason(document[:end] + b"PK\x06\x07" + b"\0" * 16 + document[end:]) == "file_spoiled"


@pytest.mark.parametrize("size", [(40_000, 40_000), (10_000, 10_000), (4_001, 10_000)])
def test_a_header_that_asks_for_too_many_pixels_is_refused_before_decoding(size: tuple[int, int]) -> None:
    began = time.perf_counter()
    assert reason(png_header(*size)) == "picture_too_large"
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize("kind", PICTURES)
def test_half_a_picture_is_refused(kind: str) -> None:
    whole = photo(kind=kind)
    assert reason(whole[: len(whole) // 2]) == "picture_spoiled"


def test_nothing_but_the_first_bytes_of_a_picture_is_refused() -> None:
    assert reason(b"\xff\xd8\xff\xe0 a photo") == "picture_spoiled"
    assert reason(b"\x89PNG\r\n\x1a\n<script>alert(1)</script>") == "picture_spoiled"


@pytest.mark.parametrize("kind", PICTURES)
def test_the_copy_tells_neither_place_nor_device(kind: str) -> None:
    sent = photo(kind=kind)
    before = drawn(sent).getexif()
    assert before[MAKE] and before.get_ifd(GPS_PLACE)
    copy = examined(sent)[1]
    after = drawn(copy).getexif()
    assert not after and not after.get_ifd(GPS_PLACE)
    assert b"Somebody" not in copy and b"Exif" not in copy


@pytest.mark.parametrize("kind", PICTURES)
def test_the_copy_of_a_photo_with_a_page_behind_it_is_the_photo_alone(kind: str) -> None:
    copy = examined(photo(kind=kind) + PAGE)[1]
    assert b"script" not in copy
    assert copy == examined(photo(kind=kind))[1]


def test_the_original_keeps_what_stands_behind_it_and_is_saved_as_the_picture_it_is(tmp_path: Path) -> None:
    files = Files(tmp_path)
    file = keep(files, photo() + PAGE, "บอร์ด.html").file
    assert files.read(file.digest).endswith(PAGE)
    assert (file.name, file.media_type) == ("บอร์ด.jpg", JPEG)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("รายงาน.hta", "รายงาน.pdf"),
        ("รายงาน.pdf.hta", "รายงาน.pdf"),
        ("รายงาน.hta. . ", "รายงาน.pdf"),
        ("รายงาน.HTA", "รายงาน.pdf"),
        ("รายงาน\u202efdp.hta", "รายงานfdp.pdf"),
        ("..\\..\\รายงาน.lnk", "รายงาน.pdf"),
        ("ปิดประกาศ.7z", "ปิดประกาศ.pdf"),
        (".hta", "hta.pdf"),
        ("", "file.pdf"),
        ("รายงาน", "รายงาน.pdf"),
        ("รายงาน.PDF", "รายงาน.PDF"),
        ("ฉบับที่ 1.5", "ฉบับที่ 1.5.pdf"),
        ("แผน พ.ศ. 2568", "แผน พ.ศ. 2568.pdf"),
        ("ก" * 300 + ".hta", "ก" * 146 + ".pdf"),
    ],
)
def test_a_name_ends_as_the_bytes_do(sent: str, kept: str, tmp_path: Path) -> None:
    assert keep(Files(tmp_path), PLAIN_PDF, sent).file.name == kept


@pytest.mark.parametrize("name", ["บอร์ด.jpg", "บอร์ด.JPEG"])
def test_a_name_that_ends_rightly_is_kept(name: str, tmp_path: Path) -> None:
    assert keep(Files(tmp_path), photo(), name).file.name == name


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 <script>alert(1)</script>",
        PLAIN_PDF[:-8],
        b"%PDF-1.7\n%%EOF\n",
        PLAIN_PDF + PAGE * 50,
    ],
    ids=["a page", "cut off", "no table", "a page behind it"],
)
def test_what_only_begins_like_a_pdf_is_refused(content: bytes) -> None:
    assert reason(content) == "pdf_spoiled"


@pytest.mark.parametrize("behind", [b"", b"\0" * 5000, b"\r\n\r\n", b"--a mail's boundary--"])
def test_a_pdf_may_be_padded(behind: bytes) -> None:
    assert examined(PLAIN_PDF + behind)[0] == PDF


def test_a_comment_and_a_colour_profile_are_not_copied() -> None:
    coded = BytesIO()
    Image.new("RGB", (20, 10)).save(coded, "JPEG", comment=b"a secret", icc_profile=b"a profile")
    copy = examined(coded.getvalue())[1]
    assert b"secret" not in copy and b"profile" not in copy


@pytest.mark.parametrize(("orientation", "red"), [(1, (0, 0)), (3, (639, 0)), (6, (0, 0)), (8, (0, 639))])
def test_the_copy_stands_upright(orientation: int, red: tuple[int, int]) -> None:
    copy = drawn(examined(photo(orientation=orientation))[1]).convert("RGB")
    assert copy.size == ((640, 480) if orientation < 5 else (480, 640))
    found = copy.getpixel(red)
    assert isinstance(found, tuple) and found[0] > 200 and found[2] < 60


@pytest.mark.parametrize(
    ("size", "shown"), [((4000, 3000), (1280, 960)), ((500, 4000), (160, 1280)), ((90, 60), (90, 60))]
)
def test_the_copy_is_small_and_keeps_its_shape(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert drawn(examined(photo(size))[1]).size == shown
    assert max(shown) <= LONGEST_SIDE


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_can_be_seen_through_stays_so(kind: str) -> None:
    copy = drawn(examined(see_through(kind))[1])
    assert copy.format == "PNG" and copy.mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_pictures_of_every_make_have_a_copy(mode: str) -> None:
    coded = BytesIO()
    Image.new(mode, (30, 20)).save(coded, "JPEG" if mode == "CMYK" else "PNG")
    assert drawn(examined(coded.getvalue())[1]).size == (30, 20)


def test_a_photo_is_kept_as_it_was_sent_and_its_copy_beside_it(tmp_path: Path) -> None:
    files, sent = Files(tmp_path), photo()
    kept = keep(files, sent, "บอร์ด.jpg")
    assert kept.file == File(kept.file.digest, "บอร์ด.jpg", JPEG, len(sent))
    assert files.read(kept.file.digest) == sent
    assert files.read(kept.display) == examined(sent)[1] != sent
    assert keep(files, PLAIN_PDF, "").file.name == "file.pdf"
    assert keep(files, PLAIN_PDF, "").display == ""


def test_of_what_is_refused_nothing_is_stored(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        keep(Files(tmp_path), photo()[:200], "half.jpg")
    assert list(tmp_path.rglob("*")) == []
