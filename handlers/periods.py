"""/extend, /lock, /reopen: the legal officer moves a period's due day, closes it, or opens it again; always with a reason."""

import re
from collections.abc import Sequence
from datetime import date

from dialogue.messages import Message
from dialogue.thai.date_reading import Day, read_day
from dialogue.thai.digits import arabic_digits
from handlers.context import Context
from handlers.days_ahead import day_ahead
from measures.fiscal_year import Period, month_period, period_named, year_end
from storage import drafts, duties, period_changes, plans
from storage.period_changes import EXTEND, LOCK, REOPEN, Change

REASON_LONGEST = 500
_UNTIL = re.compile(r"(?:ถึง|until\b|to\b)\s*", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:เหตุผล|เพราะว่า|เพราะ|เนื่องจาก|because\b)[\s:]*", re.IGNORECASE)
_YEAR_END = re.compile(r"(?:สิ้นปี|ปลายปี|ปิดปี|year-end)(?:งบประมาณ)?\s*([0-9]{4})?\s*", re.IGNORECASE)


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
    if due < context.today:
        return [Message(context.say("extend_past", day=context.day(due)))]
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
    if due is not None and due < context.today:
        return [Message(context.say("extend_past", day=context.day(due)))]
    if not period_changes.locked_by(period_changes.changes(context.store, period)):
        return [Message(context.say("period_not_locked", period=context.period(period)))]
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
    rows = [duty for duty in duties.duties(context.store, period.fiscal_year) if duty.period == period]
    missing = sum(duty.state == duties.MISSING for duty in rows)
    return context.say(
        "period_left", count=missing, total=len(rows), day=context.day(max(duty.due_on for duty in rows))
    )


def _not_open(context: Context, command: str, words: str) -> Sequence[Message]:
    return [Message(context.say("period_unknown" if words.strip() else f"{command}_usage"))]


def _period(context: Context, words: str) -> tuple[Period | None, str]:
    """The opened period that `words` begin with, and the rest; None where there is no such period."""
    found, rest = named(context, words.strip())
    if found is None or found.fiscal_year not in plans.fiscal_years(context.store):
        return None, rest
    opened = {duty.period for duty in duties.duties(context.store, found.fiscal_year)}
    return (found if found in opened else None), rest


def named(context: Context, words: str) -> tuple[Period | None, str]:
    """The period that `words` begin with, whether it is open or not, and the rest."""
    if found := _YEAR_END.match(arabic_digits(words)):
        year = int(found.group(1) or max(plans.fiscal_years(context.store), default=0))
        return year_end(year), words[found.end() :]
    parts = words.split()
    if parts and (period := period_named(arabic_digits(parts[0]))):
        return period, " ".join(parts[1:])
    for count in (2, 1):
        said = read_day(f"1 {' '.join(parts[:count])}", context.today) if len(parts) >= count else None
        if isinstance(said, Day):
            return month_period(said.day), " ".join(parts[count:])
    return None, words


def _due(context: Context, words: str) -> tuple[date | None, str]:
    """(the day after ถึง, the reason behind it)."""
    lead = _UNTIL.match(words)
    found = day_ahead(words[lead.end() :], context.today) if lead else None
    return (found[0], _reason(found[1])) if found else (None, "")


def _reason(words: str) -> str:
    said = words.strip()
    lead = _BECAUSE.match(said)
    return said[lead.end() if lead else 0 :][:REASON_LONGEST].strip()
