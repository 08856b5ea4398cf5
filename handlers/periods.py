"""/extend, /lock, /reopen: the legal officer moves a period's due day, closes it, or opens it again; always with a reason."""

import re
from collections.abc import Sequence
from datetime import date

from dialogue.messages import Message
from handlers.context import Context
from handlers.days_ahead import day_ahead
from handlers.due_days import unfit
from handlers.period_names import named
from measures.fiscal_year import Period
from storage import drafts, duties, period_changes, plans
from storage.duties import Duty
from storage.period_changes import EXTEND, LOCK, REOPEN, Change

REASON_LONGEST = 500
REASON_LETTERS = 2
"""Fewer say nothing: a dot, a sign."""
_UNTIL = re.compile(r"(?:ถึง|until\b|to\b)\s*", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:เหตุผล|เพราะว่า|เพราะ|เนื่องจาก|because\b)[\s:]*", re.IGNORECASE)


def extend(context: Context, words: str) -> Sequence[Message]:
    """ "ต.ค. 2567 ถึง 20 พ.ย. น้ำท่วม": a later due day, from which the reminders count anew."""
    period, rest = _period(context, words)
    if period is None:
        return _not_open(context, "extend", words)
    due, reason = _due(context, rest)
    if due is None or not reason:
        return [Message(context.say("extend_usage"))]
    changes = period_changes.changes(context.store, period)
    if period_changes.locked_by(changes):
        return [Message(context.say("period_is_locked", period=context.period(period)))]
    if refused := unfit(context, due, _due_on(context, period)):
        return refused
    _note(context, period, EXTEND, due, reason)
    duties.set_due(context.store, period, due)
    told = context.say("extended", period=context.period(period), day=context.day(due), reason=reason)
    return [Message(f"{told}\n{_left(context, period)}")]


def lock(context: Context, words: str) -> Sequence[Message]:
    """ "ต.ค. 2567 ส่งเล่มแล้ว": nothing more is taken for the period; drafts stay as they are."""
    period, rest = _period(context, words)
    if period is None:
        return _not_open(context, "lock", words)
    reason = _reason(rest)
    if not reason:
        return [Message(context.say("lock_usage"))]
    if period_changes.locked_by(period_changes.changes(context.store, period)):
        return [Message(context.say("period_is_locked", period=context.period(period)))]
    left = _left(context, period)
    _note(context, period, LOCK, None, reason)
    duties.lock(context.store, period)
    drafts.put_down(context.store, period)
    return [Message(f"{context.say('locked', period=context.period(period), reason=reason)}\n{left}")]


def reopen(context: Context, words: str) -> Sequence[Message]:
    """ "ต.ค. 2567 ถึง 30 พ.ย. แก้ตัวเลข": what was missing is expected again; the day may be left out."""
    period, rest = _period(context, words)
    if period is None:
        return _not_open(context, "reopen", words)
    due, reason = _due(context, rest) if _UNTIL.match(rest) else (None, _reason(rest))
    if not reason:
        return [Message(context.say("reopen_usage"))]
    if not period_changes.locked_by(period_changes.changes(context.store, period)):
        return [Message(context.say("period_not_locked", period=context.period(period)))]
    if due is not None and (refused := unfit(context, due, _due_on(context, period))):
        return refused
    _note(context, period, REOPEN, due, reason)
    duties.unlock(context.store, period)
    if due is not None:
        duties.set_due(context.store, period, due)
    told = context.say("reopened", period=context.period(period), reason=reason)
    return [Message(f"{told}\n{_left(context, period)}")]


def _note(context: Context, period: Period, action: str, due: date | None, reason: str) -> None:
    change = Change(action, due, reason, context.person.id, context.now)
    period_changes.note(context.store, period, change)


def _left(context: Context, period: Period) -> str:
    """How much of it is not reported, and who has it, by division."""
    rows = _rows(context, period)
    missing = sum(duty.state == duties.MISSING for duty in rows)
    return context.say("period_left", count=missing, total=len(rows), day=context.day(_due_on(context, period)))


def _due_on(context: Context, period: Period) -> date:
    return max(duty.due_on for duty in _rows(context, period))


def _rows(context: Context, period: Period) -> Sequence[Duty]:
    return [duty for duty in duties.duties(context.store, period.fiscal_year) if duty.period == period]


def _not_open(context: Context, command: str, words: str) -> Sequence[Message]:
    return [Message(context.say("period_unknown" if words.strip() else f"{command}_usage"))]


def _period(context: Context, words: str) -> tuple[Period | None, str]:
    """The opened period that `words` begin with, and the rest; None where there is no such period."""
    found, rest = named(context, words.strip())
    if found is None or found.fiscal_year not in plans.fiscal_years(context.store):
        return None, rest
    opened = {duty.period for duty in duties.duties(context.store, found.fiscal_year)}
    return (found if found in opened else None), rest


def _due(context: Context, words: str) -> tuple[date | None, str]:
    """(the day after ถึง, the reason behind it)."""
    lead = _UNTIL.match(words)
    found = day_ahead(words[lead.end() :], context.today) if lead else None
    return (found[0], _reason(found[1])) if found else (None, "")


def _reason(words: str) -> str:
    said = words.strip()
    lead = _BECAUSE.match(said)
    reason = said[lead.end() if lead else 0 :][:REASON_LONGEST].strip()
    return reason if sum(letter.isalpha() for letter in reason) >= REASON_LETTERS else ""
