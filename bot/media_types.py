"""What a file is, told by its first bytes: names and the sender's word for it are not to be trusted."""

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
HEIC = "image/heic"
OLD_OFFICE = "application/x-ole-storage"
"""Word and Excel before 2007, and today's when they are locked with a password ([MS-CFB] 2.2, header signature)."""
UNKNOWN = "application/octet-stream"

_STARTS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"%PDF-": PDF,
    b"PK\x03\x04": ZIP,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_OFFICE,
}
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
"""Major brands of the pictures that an iPhone takes (ISO/IEC 23008-12, annex B)."""


def media_type_of(content: bytes) -> str:
    """One of the types above by the first bytes alone; `UNKNOWN` for everything else. A DOCX or XLSX is a `ZIP` here."""
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    return next((media_type for start, media_type in _STARTS.items() if content.startswith(start)), UNKNOWN)
