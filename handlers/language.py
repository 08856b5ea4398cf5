"""/language en: in which language the bot speaks with this person."""

from collections.abc import Sequence
from dataclasses import replace

from dialogue.messages import Message
from dialogue.words import CATALOGUES, say
from handlers import menus, progress
from handlers.context import Context
from handlers.menus import Choice
from storage import people

CALLED = {"th": ("ไทย", "ภาษาไทย", "thai"), "en": ("english", "อังกฤษ", "ภาษาอังกฤษ")}
"""Language → what people call it, in either."""


def language(context: Context, words: str) -> Sequence[Message]:
    """Change it, and show the open question in it; without a language, both are offered by their own names."""
    chosen = words.strip().lower()
    if chosen not in CATALOGUES:
        named = [key for key, words in CALLED.items() if chosen in words]
        if not named:
            choices = [Choice(say(key, "language_name"), f"language {key}", CALLED[key]) for key in CATALOGUES]
            return menus.ask(context, context.say("language_which"), choices)
        chosen = named[0]
    people.set_language(context.store, context.person.id, chosen)
    speaking = replace(context, person=replace(context.person, language=chosen))
    told = Message(speaking.say("language_set"))
    draft_id = context.person.draft_id
    return [told] if draft_id is None else [told, *progress.screen_of(speaking, draft_id)]
