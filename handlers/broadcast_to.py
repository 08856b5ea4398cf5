"""ถึงใคร: to whom an officer speaks: everybody, those who owe, or the people of one division or section."""

from collections.abc import Sequence

from handlers.context import Context
from storage import divisions, people
from storage.owing import everyone_owing
from storage.people import Person

EVERYBODY, OWING = "all", "owing"
DIVISION, SECTION = "division ", "section "
"""How it is kept; behind the last two stands which."""
WORDS = {
    EVERYBODY: ("ทุกคน", "ทั้งหมด", "all", "everybody"),
    OWING: ("ค้าง", "ที่ค้าง", "คนที่ค้าง", "ยังไม่ส่ง", "owing", "late"),
}
"""What may stand behind the @."""


def whom(context: Context, words: str) -> tuple[str | None, str]:
    """(whom `words` are for, what is to be said to them): "@กองช่าง พรุ่งนี้ประชุม". None where nobody is called so."""
    if not words.startswith("@"):
        return EVERYBODY, words
    rest = words[1:]
    called = [(word, kept) for kept, own in WORDS.items() for word in own]
    for division in divisions.divisions(context.store):
        called += [(division.name, DIVISION + division.key), (division.key, DIVISION + division.key)]
        called += [(section, SECTION + section) for section in division.sections]
    for word, kept in sorted(called, key=lambda one: -len(one[0])):
        behind = rest[len(word) :]
        if rest.lower().startswith(word.lower()) and (not behind or behind[0].isspace()):
            return kept, behind.strip()
    return None, rest.split(maxsplit=1)[0] if rest.split() else ""


def meant(context: Context, kept: str) -> Sequence[Person]:
    """Everybody it is for, but for whoever says it."""
    others = [person for person in people.people(context.store) if person.id != context.person.id]
    if kept == OWING:
        owing = everyone_owing(context.store, context.now)
        return [person for person in others if person.id in owing]
    if kept.startswith(DIVISION):
        return [person for person in others if person.division == kept.removeprefix(DIVISION)]
    if kept.startswith(SECTION):
        return [person for person in others if person.section == kept.removeprefix(SECTION)]
    return others


def shown(context: Context, kept: str) -> str:
    """What they are called in a sentence."""
    if kept.startswith(DIVISION):
        key = kept.removeprefix(DIVISION)
        return next((d.name for d in divisions.divisions(context.store) if d.key == key), key)
    if kept.startswith(SECTION):
        return kept.removeprefix(SECTION)
    return context.say("whom_owing" if kept == OWING else "whom_all")
