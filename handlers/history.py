"""/history: what this person's division has sent, the newest first, and what each change turned into what."""

from collections.abc import Iterable, Iterator, Sequence

from dialogue.messages import Button, Message
from dialogue.question import Question, Value
from dialogue.showing import shown
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending
from handlers.context import Context
from handlers.names import by_channel, name_of, place_of
from handlers.period_names import as_typed, named
from measures.calendar import BANGKOK
from measures.fiscal_year import ANYTIME, Period, anytime, month_period
from measures.forms import form_of
from storage import history, people, plans
from storage.divisions import division as division_of
from storage.history import Sent, Version
from storage.submissions import IMPORTED

SENDS = 5
"""The newest that are shown, or of one month as many a page."""
CHANGES = 6
"""Of one of them, where no month is named; of a month they are all shown."""
MONTHS = 12
"""Buttons for months of which there is more."""
LONGEST = 60
"""Characters of a value here."""


def show(context: Context, words: str) -> Sequence[Message]:
    """The newest that were sent; "ต.ค. 2567" is all that was sent of that month, "ต.ค. 2567 2" its second page."""
    sends = newest_first(context)
    if not sends:
        return [Message(context.say("history_nothing"))]
    if not words.strip():
        return [_overview(context, sends)]
    period, rest = named(context, arabic_digits(without_polite_ending(words)))
    if period is None or (rest and not (rest.isdecimal() and len(rest) < 4)):
        return [Message(context.say("month_unclear", example=as_typed(context, "history", _whole(sends[0].period))))]
    of_period = [sent for sent in sends if sent.period in (period, anytime(period))]
    if not of_period:
        return [Message(context.say("revise_not_sent", period=context.period(period)))]
    return [_page(context, period, of_period, int(rest or 1))]


def _overview(context: Context, sends: Sequence[Sent]) -> Message:
    """The newest of every month, and of which months there is more."""
    parts = [_heading(context), *("\n".join(_told(context, sent, CHANGES)) for sent in sends[:SENDS])]
    older = list(dict.fromkeys(_whole(sent.period) for sent in sends[SENDS:]))
    if older:
        example = as_typed(context, "history", older[0])
        parts.append(context.say("history_older", count=len(sends) - SENDS, example=example))
    return Message("\n\n".join(parts), tuple(_button(context, period) for period in older[:MONTHS]))


def _page(context: Context, period: Period, sends: Sequence[Sent], page: int) -> Message:
    """All that was sent of one period, its evidence too, so many at a time."""
    pages = -(-len(sends) // SENDS)
    page = min(max(page, 1), pages)
    parts = [_heading(context)]
    parts += ["\n".join(_told(context, sent)) for sent in sends[(page - 1) * SENDS : page * SENDS]]
    if page == pages:
        return Message("\n\n".join(parts))
    further = _button(context, period, f" {page + 1}")
    parts.append(context.say("history_older", count=len(sends) - page * SENDS, example=further.say))
    return Message("\n\n".join(parts), (further,))


def _heading(context: Context) -> str:
    return context.say("history", place=place_of(context, context.person))


def _whole(period: Period) -> Period:
    """The month that evidence belongs to."""
    return month_period(period.first_day) if period.kind == ANYTIME else period


def _button(context: Context, period: Period, page: str = "") -> Button:
    typed = f"{as_typed(context, 'history', period)}{page}"
    return Button(typed, f"history {period.code}{page}", typed)


def newest_first(context: Context) -> list[Sent]:
    """Everything that this person's division or section has sent, in any year that has a plan."""
    if not context.person.division:
        return []
    years = sorted(plans.fiscal_years(context.store), reverse=True)
    place = context.person.division, context.person.section
    return [sent for year in years for sent in history.sent_by(context.store, year, *place)]


def standing(sends: Iterable[Sent]) -> list[tuple[Sent, Version]]:
    """What holds of `sends`, the newest first: of each period and measure the version that was sent last."""
    found: dict[tuple[Period, str], tuple[Sent, Version]] = {}
    for sent in sends:
        for version in sent.versions:
            found.setdefault((sent.period, version.measure), (sent, version))
    return list(found.values())


def by_whom(context: Context, sent: Sent) -> dict[str, str]:
    """Day, time, name and channel, as a sentence wants them."""
    at = sent.at.astimezone(BANGKOK)
    name = name_of(context, people.person_named(context.store, sent.person_id))
    if sent.source == IMPORTED:
        name = context.say("imported")
    elif sent.source:
        name = context.say("for_division", name=name, source=context.say(f"source_{sent.source}"))
    channel = by_channel(context, sent.channel)
    return {"day": context.day(at.date()), "time": f"{at:%H:%M}", "name": name, "channel": channel}


def question_of(context: Context, sent: Sent, measure: str, name: str) -> Question | None:
    """The question as it was asked then."""
    _, plan = plans.current_plan(context.store, sent.period.fiscal_year, sent.plan_version)
    division = division_of(context.store, context.person.division)
    form = form_of(plan, division, context.person.section, sent.period, (f"{measure}.{name}",))
    return form.questions[0] if form.questions else None


def value_in_short(context: Context, question: Question, value: Value) -> str:
    text = " ".join(shown(question, value, context.person.language).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _told(context: Context, sent: Sent, most: int | None = None) -> Iterator[str]:
    """Who sent it and when, and what it changed: `most` of that, or all."""
    yield context.say("history_sent", period=context.period(sent.period), **by_whom(context, sent))
    if reasons := {v.remark for v in sent.versions if v.remark and not v.answers}:
        yield context.say("history_reason", reason=", ".join(sorted(reasons)))
    elif all(version.version == 1 for version in sent.versions):
        yield context.say("history_first", count=sum(len(version.answers) for version in sent.versions))
    else:
        changes = [line for version in sent.versions for line in _changes(context, sent, version)]
        yield from changes[:most]
        if most is not None and len(changes) > most:
            example = as_typed(context, "history", _whole(sent.period))
            yield context.say("history_more", count=len(changes) - most, example=example)


def _changes(context: Context, sent: Sent, version: Version) -> Iterator[str]:
    for name in dict.fromkeys((*version.before, *version.answers)):
        old, new = version.before.get(name), version.answers.get(name)
        question = question_of(context, sent, version.measure, name) if old != new else None
        if question is not None:
            was, now = (
                context.say("skipped") if value is None else value_in_short(context, question, value)
                for value in (old, new)
            )
            yield context.say("history_change", label=question.label, old=was, new=now)
