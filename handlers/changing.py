"""A message that was edited or unsent: the answer it gave follows it while its run is open; what was sent stays."""

from collections.abc import Sequence
from dataclasses import replace

from dialogue.conversation import Conversation
from dialogue.engine import Turn
from dialogue.messages import Message
from dialogue.question import Form
from dialogue.said import Said
from handlers import heard, progress
from handlers.context import Context
from handlers.heard import KEPT, Heard
from handlers.replaying import is_last, replayed
from storage import drafts
from storage.drafts import Draft


def edited(context: Context, said: Said) -> Sequence[Message]:
    """`context.message` says `said` now. Only the answer just given can follow: the others were built upon."""
    found = _draft_with(context)
    if found is None and context.person.draft_id is None:
        return [Message(context.say("edited_sent" if context.reports else "edited_unread"))]
    if found is None:
        return [Message(context.say("edited_earlier")), *progress.screen_of(context, context.person.draft_id or 0)]
    draft, log = found
    form, _ = progress.loaded(context.store, draft, context.person.language)
    scene = progress.scene_of(context, draft.id)
    if len(log.said) >= 2 * KEPT or not is_last(form, log, scene, context.message):
        return [Message(context.say("edited_earlier")), *progress.screen_of(context, draft.id)]
    turn = _settled(context, draft, form, log, said)
    if turn.conversation.tries or not turn.messages:
        return turn.messages
    first, *rest = turn.messages
    return [replace(first, text="\n\n".join((context.say("edited"), first.text))), *rest]


def unsent(context: Context) -> Sequence[Message]:
    """`context.message` is taken back, and its answer with it. What is said of it comes with the next reply: LINE gives
    no token here, and this is worth no push."""
    found = _draft_with(context)
    if found is None:
        return [Message(context.say("unsent_sent"))] if context.reports else ()
    draft, log = found
    form, before = progress.loaded(context.store, draft, context.person.language)
    turn = _settled(context, draft, form, log, None)
    gone = _gone(form, before, turn.conversation)
    return [Message(context.say("unsent", label=", ".join(f"“{label}”" for label in gone)))] if gone else ()


def _settled(context: Context, draft: Draft, form: Form, log: Heard, said: Said | None) -> Turn:
    """The draft with that change, kept."""
    new = heard.one(context.channel, context.order, said, context.now, changes=context.message)
    log = log.with_change(new)
    turn = replayed(form, log, progress.scene_of(context, draft.id))
    return replace(turn, messages=tuple(progress.settle(context, draft, form, log, turn)))


def _draft_with(context: Context) -> tuple[Draft, Heard] | None:
    """The open run of this person in which the message was said."""
    for draft in drafts.of_person(context.store, context.person.id):
        log = heard.unpacked(draft.heard, draft.conversation)
        if context.message and log.has(context.message):
            return draft, log
    return None


def _gone(form: Form, before: Conversation, now: Conversation) -> Sequence[str]:
    """The labels of the questions that have lost an answer, or a file of it."""
    keys = {key for key, value in before.answers.items() if now.answers.get(key) != value}
    keys |= {key for key in before.skipped if key not in now.skipped and key not in now.answers}
    if before.at and before.at == now.at and before.pending != now.pending:
        keys.add(before.at)
    return [question.label for question in form.questions if question.key in keys]
