"""Files as people and their enemies send them, made byte by byte."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

GPS_PLACE = 0x8825
ORIENTATION, MAKE = 0x0112, 0x010F
PICTURES = ("JPEG", "PNG", "WEBP")


def photo(size: tuple[int, int] = (640, 480), kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Red on its left, blue on its right, taken in Takbai with somebody's own telephone."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "Somebody's Phone"
    exif.get_ifd(GPS_PLACE).update({1: "N", 2: (6.0, 15.0, 30.0), 3: "E", 4: (102.0, 3.0, 10.0)})
    coded = BytesIO()
    picture.save(coded, kind, exif=exif)
    return coded.getvalue()


def see_through(kind: str) -> bytes:
    coded = BytesIO()
    Image.new("RGBA", (20, 10), (255, 0, 0, 128)).save(coded, kind)
    return coded.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is this large, in less than a hundred bytes."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    )
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


DOCX_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": "<w:document>คู่มือ</w:document>".encode()}
XLSX_PARTS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def office_file(parts: dict[str, bytes], **more: bytes) -> bytes:
    """A zip of `parts` and `more`; a double underscore in a name of `more` is a slash."""
    coded = BytesIO()
    with zipfile.ZipFile(coded, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **{name.replace("__", "/"): body for name, body in more.items()}}.items():
            archive.writestr(name, content)
    return coded.getvalue()
