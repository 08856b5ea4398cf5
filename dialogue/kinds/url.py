"""ลิงก์: with its scheme or without; nothing but the web."""

import re
from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.polite import without_polite_ending

_LABEL = r"[a-z0-9ก-๛](?:[a-z0-9ก-๛-]{0,62})"
_LINK = re.compile(
    rf"(?:(https?)://)?(?<![@\w.-])({_LABEL}(?:\.{_LABEL})*\.(?:[a-z]{{2,24}}|ไทย)|localhost)(:[0-9]{{2,5}})?([/?#][^\s<>\"]*)?(?![@\w])",
    re.IGNORECASE,
)
LONGEST = 1_000


def read(question: Question, text: str, today: date) -> Reading:
    words = without_polite_ending(text).strip()
    link = link_in(words)
    if link is None or len(link) > LONGEST:
        return Unclear("url_unclear")
    found = _LINK.search(words)
    around = words.replace(found.group(), "", 1).strip(" \n:()[]") if found else ""
    return Confirm(link, link) if around else Understood(link)


def link_in(words: str) -> str | None:
    """The one link in `words`, with its scheme; None where there is none, more than one, or one that is not the web's."""
    if re.search(r"\b(?!https?:)[a-z][a-z0-9+.-]*:(?://|\S)", words, re.IGNORECASE) and not re.search(
        r"https?://", words
    ):
        scheme = re.search(r"\b([a-z][a-z0-9+.-]*):", words, re.IGNORECASE)
        if scheme and scheme.group(1).lower() in ("javascript", "file", "data", "ftp", "mailto", "tel", "vbscript"):
            return None
    found = list(_LINK.finditer(words))
    if len(found) != 1 or "@" in words.split("/")[0]:
        return None
    scheme_name, host, port, path = found[0].groups()
    if host == "localhost" or host.replace(".", "").isdigit():
        return None
    return f"{(scheme_name or 'https').lower()}://{host.lower()}{port or ''}{path or ''}"


def show(question: Question, value: Value, language: str) -> str:
    return str(value)
