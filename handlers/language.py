"""/language en: in which language the bot speaks with this person."""

from collections.abc import Sequence
from dataclasses import replace

from dialogue.messages import Button, Message
from dialogue.words import CATALOGUES, say
from handlers import progress
from handlers.context import Context
from storage import people


def language(context: Context, words: str) -> Sequence[Message]:
    """Change it, and show the open question in it; without a language, both are offered by their own names."""
    chosen = words.strip().lower()
    if chosen not in CATALOGUES:
        named = [key for key in CATALOGUES if chosen and chosen == say(key, "language_name").lower()]
        if not named:
            buttons = tuple(
                Button(say(key, "language_name"), f"language {key}", f"/language {key}") for key in CATALOGUES
            )
            return [Message(context.say("language_which"), buttons)]
        chosen = named[0]
    people.set_language(context.store, context.person.id, chosen)
    speaking = replace(context, person=replace(context.person, language=chosen))
    told = Message(speaking.say("language_set"))
    draft_id = context.person.draft_id
    return [told] if draft_id is None else [told, *progress.screen_of(speaking, draft_id)]
