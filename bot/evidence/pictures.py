"""A picture's copy that is shown and printed: turned upright, small, and nothing in it but the picture itself."""

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from bot.evidence.refusal import Refused
from bot.media_types import JPEG, PNG, WEBP

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 40_000_000
"""Of a picture as it was sent, told by its header: decoding takes four bytes for each."""
LONGEST_SIDE = 1280
"""Pixels of the copy: 11 cm of a printed page at 300 dpi."""
QUALITY = 85

FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
"""Media type → what Pillow calls it: no other decoder is ever tried on what somebody sent."""


def display_copy(content: bytes, media_type: str) -> bytes:
    """A JPEG, or a PNG where `content` is one or can be seen through. Raises `Refused` for what cannot be decoded."""
    # Imported here: most processes never see a picture, and the import takes as long as a hundred answers.
    from PIL import Image, ImageOps

    try:
        # Pillow warns from 89 million pixels and raises from twice that; our own limit stands below both.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture: Image.Image = Image.open(BytesIO(content), formats=[FORMATS[media_type]])
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("picture_too_large", most=str(MOST_PIXELS // 1_000_000))
        if picture.mode in ("1", "P"):
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")  # else it shrinks jagged
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a spoiled EXIF: the picture itself is whole
            picture = ImageOps.exif_transpose(picture)
        return _encoded(picture, media_type)
    except (Refused, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise Refused("picture_too_large", most=str(MOST_PIXELS // 1_000_000)) from None
    except Exception as problem:  # Pillow's decoders raise whatever their parsing of spoiled bytes runs into
        raise Refused("picture_spoiled") from problem


def _encoded(picture: "Image", media_type: str) -> bytes:
    see_through = picture.has_transparency_data
    bare = picture.convert("RGBA" if see_through else "RGB")
    bare.info = {}  # a comment or colour profile would be written along
    coded = BytesIO()
    if see_through or media_type == PNG:
        bare.save(coded, "PNG", optimize=True)
    else:
        bare.save(coded, "JPEG", quality=QUALITY, progressive=True)
    return coded.getvalue()
