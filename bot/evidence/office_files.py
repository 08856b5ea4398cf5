"""DOCX and XLSX: a zip whose list of contents is read before anything in it is unpacked."""

import zipfile
from io import BytesIO

from bot.evidence.refusal import Refused
from bot.media_types import DOCX, XLSX

MOST_ENTRIES = 2_000
MOST_UNPACKED = 50 * 1024 * 1024
"""Bytes of all entries together."""
MOST_RATIO = 100
"""Times larger unpacked than packed. Documents reach some 20; a zip bomb 1,000."""
LONGEST_LIST = 1024 * 1024
"""Bytes of the list of contents, so that reading it is itself no bomb."""
LONGEST_TYPES = 1024 * 1024
"""Bytes of [Content_Types].xml that are read."""

_TYPES = "[Content_Types].xml"
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_ZIP64_LOCATOR, _ZIP64_LOCATOR_SIZE = b"PK\x06\x07", 20
_ENCRYPTED = 0x1
_MACROS = b"macroenabled"


def media_type_inside(content: bytes) -> str:
    """`DOCX` or `XLSX`. Raises `Refused` for any other zip, and for one that is a bomb, locked, spoiled or has macros."""
    _list_is_short(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _sizes_are_sane(entries)
            _names_are_plain([entry.filename for entry in entries])
            if any(entry.flag_bits & _ENCRYPTED for entry in entries):
                raise Refused("file_old_office")
            return _document_type(archive, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as problem:
        raise Refused("file_spoiled") from problem


def _list_is_short(content: bytes) -> None:
    """The end of a zip tells how long its list is (APPNOTE.TXT 4.3.16). No office document needs the form for 4 GB."""
    start = content.rfind(
        _END, max(0, len(content) - _END_SIZE - _LONGEST_COMMENT), len(content) - _END_SIZE + len(_END)
    )
    if start < 0 or content[max(0, start - _ZIP64_LOCATOR_SIZE) :].startswith(_ZIP64_LOCATOR):
        raise Refused("file_spoiled")
    if int.from_bytes(content[start + 12 : start + 16], "little") > LONGEST_LIST:
        raise Refused("file_bomb")


def _sizes_are_sane(entries: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 1):
        raise Refused("file_bomb")


def _names_are_plain(names: list[str]) -> None:
    """Each once, and none that would be unpacked anywhere else."""
    lowered = [name.lower() for name in names]
    if len(set(lowered)) != len(lowered):
        raise Refused("file_spoiled")
    if any(name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") for name in names):
        raise Refused("file_spoiled")


def _document_type(archive: zipfile.ZipFile, names: set[str]) -> str:
    found = [media_type for part, media_type in _MAIN_PARTS.items() if part in names]
    if _TYPES not in names or len(found) != 1:
        raise Refused("wrong_file")
    with archive.open(_TYPES) as part:
        types = part.read(LONGEST_TYPES).lower().replace(b"\0", b"")  # it may be written in UTF-16
    if _MACROS in types or any("vbaproject" in name.lower() for name in names):
        raise Refused("file_macros")
    return found[0]
