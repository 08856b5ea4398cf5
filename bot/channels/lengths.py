"""How long a text is: as LINE and Telegram count it, and as a reader sees it."""

import re
import unicodedata

_JOINERS = frozenset("ำຳ\u200c\u200d\uff9e\uff9f") | {
    chr(c) for c in (*range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080))
}
"""What belongs to the character before it without being a mark: ำ, joiners, skin tones, the letters of a flag."""
_ZWJ = "\u200d"
_PLAIN = re.compile("[\n -~\xa0-\u02ff\u0e00-\u0e7f]*")
"""Thai and Latin, which nearly every text is: for them one expression tells the letters, twenty times faster."""
_PLAIN_LETTER = re.compile("\n|.[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*")


def utf16(text: str) -> int:
    """`text` in UTF-16 units: how LINE counts a text (developers.line.biz, text-character-count); never less than
    its characters, which is what Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clusters(text: str) -> list[str]:
    """`text` as its readers see it, letter by letter with all that stands on it: LINE counts labels so. Follows
    Unicode's grapheme clusters (UAX #29), and where it differs keeps more together."""
    if _PLAIN.fullmatch(text):
        return _PLAIN_LETTER.findall(text)
    found: list[str] = []
    for char in text:
        if found and clings(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def clings(cluster: str, char: str) -> bool:
    """Whether `char` belongs to the `cluster` before it."""
    last = cluster[-1]
    if unicodedata.category(last) in ("Cc", "Zl", "Zp"):
        return last == "\r" and char == "\n"
    if char < "\u0300":
        return last == _ZWJ and char in "©®"
    if char in _JOINERS or unicodedata.category(char) in ("Mn", "Me", "Mc"):
        return True
    if last == _ZWJ:
        return unicodedata.category(char) in ("So", "Cn") and not _is_flag(char)
    if _is_flag(char):
        return len(cluster) == 1 and _is_flag(cluster)
    return _hangul(last, char)


def cut(text: str, most: int, units: int = 160) -> str:
    """`text` in one line of at most `most` clusters and `units` UTF-16 units, ending in … if something is left out."""
    line = " ".join(text.split())
    if len(line) <= min(most, units // 2):
        return line  # a character is two units at most, and a letter one character at least
    letters = clusters(line)
    if len(letters) <= most and utf16(line) <= units:
        return line
    letters = letters[: most - 1]
    while utf16("".join(letters)) > units - 1:
        letters.pop()
    return "".join(letters) + "…"


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _hangul(last: str, char: str) -> bool:
    """Korean letters that are written into one syllable."""
    if "\u1160" <= char <= "\u11ff":
        return "\u1100" <= last <= "\u11ff" or "가" <= last <= "힣"
    return "\u1100" <= last <= "\u115f" and ("\u1100" <= char <= "\u115f" or "가" <= char <= "힣")
