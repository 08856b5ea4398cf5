"""ประกาศ: an officer tells many at once. It is shown first, with how many hear it and what it costs; then sent, once."""

import re
from collections.abc import Sequence

from dialogue.messages import Message
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending
from handlers import menus
from handlers.awaiting import wait_for, wait_no_more
from handlers.broadcast_cost import cost, short_of
from handlers.broadcast_to import meant, shown, whom
from handlers.context import Context
from handlers.menus import Choice
from handlers.names import name_of
from measures.calendar import day_in_bangkok
from storage import broadcasts, jobs, people
from storage.broadcasts import AGAIN, Broadcast

AWAITED = "broadcast"
"""A preview waits for its yes or no; then stands its number."""
JOB = "broadcast"
LONGEST = 2000
"""Characters; one message on every channel."""
NAMED = 10
"""People named under one outcome."""
EXCERPT = 120
RESULTS, RESEND = ("status", "ผล", "ผลการส่ง"), ("resend", "ส่งซ้ำ")
SEND = ("ส่งเลย", "ส่ง", "send", "send it", "1")
_ONE = re.compile(r"(send|drop) (\d{1,9})", re.ASCII)


def broadcast(context: Context, words: str) -> Sequence[Message]:
    """ "@กองช่าง พรุ่งนี้ประชุม" shows it; "status" and "resend" are about the last one that was sent."""
    said = words.strip()
    if said.lower() in RESULTS:
        return results(context, "")
    if said.lower() in RESEND:
        return _resend(context)
    if chosen := _ONE.fullmatch(said):
        return _send(context, int(chosen[2])) if chosen[1] == "send" else _drop(context, int(chosen[2]))
    kept, text = whom(context, said)
    if kept is None:
        return [Message(context.say("broadcast_unknown", name=text[:60]))]
    if not text:
        return [Message(context.say("broadcast_usage"))]
    if len(text) > LONGEST:
        return [Message(context.say("broadcast_long", count=len(text), most=LONGEST))]
    return _preview(context, kept, text)


def decide(context: Context, number: int, text: str) -> Sequence[Message]:
    """What is typed under a preview: a yes sends it, anything else does not."""
    wait_no_more(context)
    words = arabic_digits(without_polite_ending(text)).lower()
    return _send(context, number) if words in SEND else _drop(context, number)


def results(context: Context, _: str) -> Sequence[Message]:
    """What became of the last one, person by person: whoever is not named has been reached."""
    found = broadcasts.last(context.store)
    if found is None:
        return [Message(context.say("broadcast_none"))]
    counts = broadcasts.outcomes(context.store, found.id)
    day = context.day(day_in_bangkok(found.at))
    heading = context.say("broadcast_results", day=day, whom=shown(context, found.whom), count=sum(counts.values()))
    text = found.text if len(found.text) <= EXCERPT else f"{found.text[:EXCERPT]}…"
    lines = [heading, f"“{text}”"]
    for outcome in (broadcasts.ACCEPTED, broadcasts.ON_ITS_WAY, broadcasts.UNSURE, *AGAIN):
        if count := counts.get(outcome):
            lines.append(_outcome(context, found, outcome, count))
    told, again = "\n".join(lines), Choice(context.say("broadcast_resend"), "broadcast resend")
    return menus.offer(context, told, [again]) if any(map(counts.get, AGAIN)) else [Message(told)]


def _outcome(context: Context, found: Broadcast, outcome: str, count: int) -> str:
    line = context.say(f"outcome_{outcome}", count=count)
    if outcome == broadcasts.ACCEPTED:
        return line
    names = broadcasts.names(context.store, found.id, outcome, NAMED)
    return f"{line}: {', '.join(names)}{' …' if count > len(names) else ''}"


def _preview(context: Context, kept: str, text: str) -> Sequence[Message]:
    persons = meant(context, kept)
    if not persons:
        return [Message(context.say("broadcast_nobody"))]
    number = broadcasts.draft(context.store, context.person.id, text, kept, context.now)
    wait_for(context, AWAITED, number)
    heading = context.say("broadcast_preview", whom=shown(context, kept), count=len(persons))
    buttons = tuple(context.button(f"broadcast_{what}", f"broadcast {what} {number}") for what in ("send", "drop"))
    parts = [heading, "———", context.say("broadcast_message", name=name_of(context, context.person), text=text), "———"]
    return [Message("\n".join([*parts, *cost(context, persons)]), buttons)]


def _send(context: Context, number: int) -> Sequence[Message]:
    wait_no_more(context)
    found = broadcasts.broadcast(context.store, number)
    if found is None or found.person_id != context.person.id:
        return [Message(context.say("broadcast_gone"))]
    persons = [person.id for person in meant(context, found.whom)]
    if not broadcasts.begin(context.store, number, persons, context.now):
        return [Message(context.say("broadcast_gone"))]
    jobs.owe_job(context.store, JOB, {"broadcast": number}, context.now)
    seen = context.button("broadcast_results_button", "results")
    return [Message(context.say("broadcast_begun", count=len(persons)), (seen,))]


def _drop(context: Context, number: int) -> Sequence[Message]:
    wait_no_more(context)
    found = broadcasts.broadcast(context.store, number)
    own = found is not None and found.person_id == context.person.id
    dropped = own and broadcasts.drop(context.store, number)
    return [Message(context.say("broadcast_dropped" if dropped else "broadcast_gone"))]


def _resend(context: Context) -> Sequence[Message]:
    found = broadcasts.last(context.store)
    if found is None:
        return [Message(context.say("broadcast_none"))]
    again = broadcasts.again(context.store, found.id, context.now)
    if not again:
        return [Message(context.say("broadcast_all_sent"))]
    jobs.owe_job(context.store, JOB, {"broadcast": found.id}, context.now)
    persons = [person for person in people.people(context.store) if person.id in again]
    short = short_of(context, persons)
    heading = "broadcast_again_asking" if short else "broadcast_again"
    lines = [context.say(heading, count=len(again), channel=short), *cost(context, persons)]
    return [Message("\n".join(lines), (context.button("broadcast_results_button", "results"),))]
