"""หลักฐาน: files come as files; in words it can only be a link. One item at a time; the dialogue gathers them."""

from collections.abc import Mapping
from datetime import date

from dialogue.kinds import url
from dialogue.question import Question, Value
from dialogue.reading import Reading, Unclear, Understood

MEDIA = {
    "image": ("image/jpeg", "image/png", "image/webp"),
    "pdf": ("application/pdf",),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
}
"""What a question may accept → the media types that are it."""


def read(question: Question, text: str, today: date) -> Reading:
    link = url.link_in(text.strip())
    return Understood({"url": link}) if link else Unclear("evidence_unclear")


def accepts(question: Question, media_type: str) -> bool:
    """Whether a file of this type is among what the question takes; all are where it names none."""
    named = [kind for kind in question.accept if kind in MEDIA] or list(MEDIA)
    return any(media_type in MEDIA[kind] for kind in named)


def show(question: Question, value: Value, language: str) -> str:
    return ", ".join(named(item) for item in value)


def named(item: Mapping[str, Value]) -> str:
    """What a person knows the file or link by."""
    return str(item.get("name") or item.get("url", ""))
