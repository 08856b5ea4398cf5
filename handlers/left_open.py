"""What a person has begun and not sent: named to them, so that no answer and no photo is forgotten."""

import json
from collections.abc import Sequence

from dialogue.conversation import Conversation
from dialogue.messages import Button, Message
from dialogue.question import Value
from handlers import closed
from handlers.context import Context
from handlers.period_names import as_typed
from measures.fiscal_year import ANYTIME
from storage import divisions, drafts, submissions
from storage.drafts import Draft


def left_open(context: Context) -> Sequence[Draft]:
    """What this person may go on with, what was kept last first."""
    own = drafts.of_person(context.store, context.person.id)
    return [d for d in own if worth_keeping(context, d, _conversation(d)) and not closed.refusal(context, d.period)]


def worth_keeping(context: Context, draft: Draft, conversation: Conversation) -> bool:
    """Whether it is to be gone on with. Of what is not owed (a correction, evidence, a record on behalf) that is what
    sending would keep, and files that wait for their question; without these it is a card that was only looked at."""
    return _owed(context, draft) or bool(conversation.pending) or conversation.answers != (_sent(context, draft) or {})


def reminded(context: Context, *, but: int | None = None) -> Sequence[Message]:
    """One message that names what is left open and not owed, except the draft `but`; none where there is nothing. What is
    owed is named by the status."""
    left = [d for d in left_open(context) if d.id != but and not _owed(context, d)]
    if not left:
        return ()
    lines = [context.say("unsent_changes"), *(f"• {called(context, draft)}" for draft in left)]
    return [Message("\n".join(lines), tuple(_button(context, draft) for draft in left))]


def called(context: Context, draft: Draft) -> str:
    """What it is, of when and whom: "แก้รายงานประจำเดือน ต.ค. 2567 · กองช่าง"."""
    place = draft.section or divisions.division(context.store, draft.division).name
    title = f"{context.period(draft.period)} · {place}"
    return context.say(f"draft_of_{_kind(context, draft)}", title=title)


def _button(context: Context, draft: Draft) -> Button:
    kind = _kind(context, draft)
    place = divisions.division(context.store, draft.division).name if kind == "behalf" else ""
    words = as_typed(context, kind, draft.period, place=draft.section or place)
    return Button(words, f"start {draft.id}", words)


def _kind(context: Context, draft: Draft) -> str:
    if draft.period.kind == ANYTIME:
        return "evidence"
    if draft.source:
        return "behalf"
    return "revision" if _sent(context, draft) is not None else "report"


def _owed(context: Context, draft: Draft) -> bool:
    return _kind(context, draft) == "report"


def _sent(context: Context, draft: Draft) -> dict[str, Value] | None:
    """Question key → what was sent of it; None where nothing has been, not even that there was nothing to report."""
    found = submissions.sent(context.store, draft.division, draft.section, draft.period)
    return {f"{r.measure}.{name}": value for r in found for name, value in r.answers.items()} if found else None


def _conversation(draft: Draft) -> Conversation:
    return Conversation.from_json(json.loads(draft.conversation))
