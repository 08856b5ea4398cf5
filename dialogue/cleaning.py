"""Text is cleaned once, on the way in, so that every database, sheet and document can hold it."""

import re
import unicodedata

_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and newline
    "\u200b\u200e\u200f\u2060\ufeff"  # nothing to be seen: they come with copied text and hide in numbers
    "\u202a-\u202e\u2066-\u2069]"  # overrides of the writing direction
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_DOUBLE_E = re.compile("เเ")
_TONE_FIRST = re.compile("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e39])")
_SPLIT_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")


def clean(text: str) -> str:
    """`text` as NFC (NFKC would break ำ), without what cannot be seen, with เเ, the two halves of ำ and a tone mark
    typed before its vowel put right. Never raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNWANTED.sub("", _SURROGATE.sub("\ufffd", text))
    text = unicodedata.normalize("NFC", text)
    text = _SPLIT_AM.sub(lambda m: f"{m.group(1) or m.group(2) or ''}\u0e33", text)
    text = _TONE_FIRST.sub(r"\2\1", text)
    return _DOUBLE_E.sub("แ", text)
