"""The open run of questions: where it stands, and what one message makes of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from dialogue import engine
from dialogue.answering import hear
from dialogue.asking import screen
from dialogue.conversation import REVIEWING, Conversation
from dialogue.messages import Message
from dialogue.question import Form
from dialogue.reading import Understood
from dialogue.said import Said, Text
from dialogue.scene import Scene
from handlers import heard, sending
from handlers.context import Context
from handlers.heard import Heard
from handlers.left_open import called, worth_keeping
from handlers.replaying import replayed
from measures.fiscal_year import ANYTIME
from measures.forms import form_of
from storage import drafts, people, plans, unheard
from storage.drafts import Draft
from storage.office_store import OfficeStore


def answer(context: Context, draft_id: int, said: Said) -> Sequence[Message]:
    """One message of a run: read it, keep what it leads to, then say it."""
    draft = own_draft(context, draft_id)
    if draft is None:
        return _gone(context)
    form, conversation = loaded(context.store, draft, context.person.language)
    new = heard.one(context.channel, context.order, said, context.now, context.message)
    log = heard.unpacked(draft.heard, draft.conversation)
    if log.too_late(new):
        return [Message(context.say("came_late")), screen(form, conversation, scene(context, draft.id))]
    if log.late(new):
        log = log.with_late(new)
        turn = replayed(form, log, scene_of(context, draft.id))
    else:
        log = log.with_next(new, draft.conversation)
        turn = engine.step(form, conversation, said, scene(context, draft.id, tries=conversation.tries))
    return settle(context, draft, form, log, turn)


def settle(context: Context, draft: Draft, form: Form, log: Heard, turn: engine.Turn) -> Sequence[Message]:
    """Keep what `turn` leads to: the draft as it stands now, or the report that was confirmed."""
    if turn.outcome == engine.SUBMIT:
        newest = max(one.order for one in log.said if one.channel == context.channel)
        unheard.keep_sent(context.store, context.channel, context.chat_id, newest, context.now)
        return sending.send(context, draft, form, turn.conversation)
    if turn.outcome == engine.LEAVE:
        people.set_draft(context.store, context.person.id, None)
        if not worth_keeping(context, draft, turn.conversation):
            drafts.drop(context.store, draft.id)
            return [Message(context.say("left_unchanged"))]
    keep(context, draft.id, turn.conversation, log)
    return turn.messages


def screen_of(context: Context, draft_id: int) -> Sequence[Message]:
    """Where the person is, once more."""
    draft = own_draft(context, draft_id)
    return resume(context, draft) if draft else _gone(context)


def resume(context: Context, draft: Draft) -> Sequence[Message]:
    """This draft becomes what the person's messages answer."""
    form, conversation = loaded(context.store, draft, context.person.language)
    people.set_draft(context.store, context.person.id, draft.id)
    return [screen(form, conversation, scene(context, draft.id))]


def go_on(context: Context, draft: Draft) -> Sequence[Message]:
    """`resume`, saying first what it is that is gone on with."""
    first, *rest = resume(context, draft)
    return [replace(first, text=f"{context.say('going_on', what=called(context, draft))}\n\n{first.text}"), *rest]


def takes(context: Context, draft_id: int, text: str, *, choices_only: bool) -> bool:
    """Whether the open question has an answer in `text`; with `choices_only`, one of its choices word for word."""
    draft = own_draft(context, draft_id)
    if draft is None:
        return False
    form, conversation = loaded(context.store, draft, context.person.language)
    question = form.question(conversation.at) if conversation.stage != REVIEWING else None
    if question is None or choices_only:
        return question is not None and text.strip() in question.choices
    found = hear(question, conversation, Text(text), scene(context, draft.id))
    return isinstance(found.reading, Understood) or found.collected is not None


def own_draft(context: Context, draft_id: int | None) -> Draft | None:
    """The draft, unless it has been sent or a colleague has taken it over."""
    draft = drafts.draft(context.store, draft_id) if draft_id is not None else None
    return draft if draft and draft.person_id == context.person.id else None


def open_run(context: Context) -> Draft | None:
    """The draft this person is in the middle of, unless it is only of evidence."""
    draft = own_draft(context, context.person.draft_id)
    return draft if draft and draft.period.kind != ANYTIME else None


def loaded(store: OfficeStore, draft: Draft, language: str = "th") -> tuple[Form, Conversation]:
    """The form as it was when the draft began, its title in `language`, and the conversation on it."""
    _, plan = plans.current_plan(store, draft.period.fiscal_year, draft.plan_version)
    conversation = Conversation.from_json(json.loads(draft.conversation))
    division = next(division for division in plan.divisions if division.key == draft.division)
    return form_of(plan, division, draft.section, draft.period, conversation.asked, language), conversation


def begin(context: Context, draft_id: int, conversation: Conversation) -> None:
    """Keep the conversation of a draft in which nothing has been said yet."""
    log = heard.begun(context.channel, context.order, _packed(conversation), context.now)
    keep(context, draft_id, conversation, log)


def keep(context: Context, draft_id: int, conversation: Conversation, log: Heard) -> None:
    drafts.keep(context.store, draft_id, _packed(conversation), heard.packed(log), context.now)


def _packed(conversation: Conversation) -> str:
    return json.dumps(conversation.to_json(), ensure_ascii=False)


def scene(context: Context, draft_id: int, *, tries: int = 0) -> Scene:
    """`tries` is how often in a row the person was not understood: whom to call is looked up when it is about to be said."""
    contact = _officers(context) if tries + 1 >= engine.TRIES else ""
    return Scene(str(draft_id), context.today, context.person.language, contact)


def scene_of(context: Context, draft_id: int) -> Callable[[Conversation], Scene]:
    return lambda conversation: scene(context, draft_id, tries=conversation.tries)


def whom_to_call(context: Context) -> str:
    """What is said where somebody was not understood three times in a row."""
    return context.say("three_tries", contact=_officers(context) or context.say("officer"))


def _officers(context: Context) -> str:
    """The legal officers of the office by name; empty where nobody is."""
    title = context.say("officer")
    names = [p.name for p in people.people(context.store) if "legal_officer" in p.roles and p.name not in ("", title)]
    return context.say("officer_named", names=", ".join(names)) if names else ""


def _gone(context: Context) -> Sequence[Message]:
    people.set_draft(context.store, context.person.id, None)
    return [Message(context.say("draft_gone"))]
