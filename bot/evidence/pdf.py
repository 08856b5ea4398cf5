"""PDF: its end is looked for, as well as its beginning."""

from bot.evidence.refusal import Refused

_END, _TABLE = b"%%EOF", b"startxref"
"""A PDF closes with both: where its table of objects begins, and the end (ISO 32000-1, 7.5.5)."""
_END_WITHIN = 1024
"""Bytes from the last. Viewers look no further back (Adobe PDF Reference 1.7, appendix H, note 18)."""
_TABLE_WITHIN = 2 * _END_WITHIN
_PADDING = b"\0\r\n\t "
"""Scanners and mail fill the last block with it."""


def is_whole(content: bytes) -> None:
    """Raises `Refused` for what only begins like a PDF, and for one that was cut off on its way."""
    padded = content.rstrip(_PADDING)
    if _END not in padded[-_END_WITHIN:] or _TABLE not in padded[-_TABLE_WITHIN:]:
        raise Refused("pdf_spoiled")
