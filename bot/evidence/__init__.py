"""หลักฐาน: a file that somebody sent is looked into before it is kept, and of a picture a copy is made to be shown.

Only what is on the list is taken, by its first bytes. Nothing is unpacked or decoded before its size is known to be sane.
The original is kept byte for byte, for it is the evidence: with what stands behind a picture's end, and with a PDF's own
scripts. That is safe because it is never shown: it is only given to be saved, under a name that ends as its bytes do, so
that no page and no program but a viewer opens it. What is shown and printed is the copy, drawn anew from the pixels alone.
"""

from dataclasses import dataclass

from bot.evidence import office_files, pdf, pictures
from bot.evidence.refusal import Refused
from bot.media_types import HEIC, OLD_OFFICE, PDF, ZIP, media_type_of
from console.file_response import named_as
from dialogue.said import File
from storage.files import Files

_REFUSED = {HEIC: "file_heic", OLD_OFFICE: "file_old_office"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is stored."""

    file: File
    display: str
    """The digest of the picture's copy that is shown and printed; empty for what is no picture."""


def keep(files: Files, content: bytes, name: str) -> Kept:
    """Look into `content`, then store it as it is, and a picture's copy beside it. Raises `Refused`; nothing is stored."""
    media_type, copy = examined(content)
    digest = files.put(content)
    file = File(digest, named_as(name, media_type), media_type, len(content))
    return Kept(file, files.put(copy) if copy else "")


def examined(content: bytes) -> tuple[str, bytes]:
    """The media type of `content`, and a picture's copy without anything that tells of place, person or device. Raises
    `Refused` with the reason to be told."""
    media_type = media_type_of(content)
    if media_type in pictures.FORMATS:
        return media_type, pictures.display_copy(content, media_type)
    if media_type == ZIP:
        return office_files.media_type_inside(content), b""
    if media_type != PDF:
        raise Refused(_REFUSED.get(media_type, "wrong_file"))
    pdf.is_whole(content)
    return media_type, b""
