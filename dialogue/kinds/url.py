"""ลิงก์: with its scheme or without; nothing but the web."""

import re
from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.polite import without_courtesy

_LABEL = r"[a-z0-9ก-๛](?:[a-z0-9ก-๛-]{0,62})"
_LINK = re.compile(
    rf"(?:(https?)://)?(?<![@\w.-])({_LABEL}(?:\.{_LABEL})*\.(?:[a-z]{{2,24}}|ไทย))"
    r"(:[0-9]{2,5})?([/?#][^\s<>\"]*)?(?![@\w:])",
    re.IGNORECASE,
)
_OTHER_SCHEME = re.compile(r"\b(?!https?:)[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_FILE_NAME = re.compile(r"[^/]+\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|txt)", re.IGNORECASE)
LONGEST = 1_000
HIGHEST_PORT = 65_535


def read(question: Question, text: str, today: date) -> Reading:
    words = without_courtesy(text)
    link = link_in(words)
    if link is None:
        return Unclear("url_unclear")
    bare = words.strip(" \n:()[]<>\"'“”")
    return Understood(link) if len(bare.split()) == 1 and _LINK.fullmatch(bare) else Confirm(link)


def link_in(words: str) -> str | None:
    """The one link in `words`, with its scheme; None where there is none, more than one, or one that is not the web's."""
    found = list(_LINK.finditer(words))
    if len(found) != 1:
        return None
    scheme, host, port, path = found[0].groups()
    around = words[: found[0].start()] + words[found[0].end() :]
    if _OTHER_SCHEME.search(around + (words if not scheme else "")) or "@" in around:
        return None
    if not scheme and not path and _FILE_NAME.fullmatch(host):
        return None
    if port and not 0 < int(port[1:]) <= HIGHEST_PORT:
        return None
    link = f"{(scheme or 'https').lower()}://{host.lower()}{port or ''}{path or ''}"
    return link if len(link) <= LONGEST else None


def show(question: Question, value: Value, language: str) -> str:
    return str(value)
