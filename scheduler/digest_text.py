"""What the digest says: a heading a kind of news, a line a division, and never longer than a screen or two."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dialogue.thai.dates import short_date
from dialogue.words import say
from measures.forms import period_name

if TYPE_CHECKING:
    from scheduler.digest import News

SHOWN = 12
"""Lines under one heading; the grid shows all."""


def digest_text(news: "News", names: Mapping[str, str], language: str, today: date) -> str:
    """`names` has each division's name by its key."""
    came_in = [
        say(language, "digest_line", place=section or names[division], what=period_name(period, language))
        for division, section, period in news.came_in
    ]
    overdue = [
        say(
            language, "digest_urgent" if place in news.escalated else "digest_late",
            place=place.section or names[place.division], what=period_name(place.period, language),
            days=(today - place.due_on).days,
        )
        for place in news.overdue
    ]  # fmt: skip
    unreachable, withheld = (
        [say(language, "digest_line", place=p.name, what=p.section or names.get(p.division, "")) for p in persons]
        for persons in (news.unreachable, news.withheld)
    )
    parts = [say(language, "digest_heading", day=short_date(today, language))]
    parts += _part(language, "digest_came_in", came_in)
    parts += _part(language, "digest_overdue", overdue)
    if news.unanswered:
        inside = sorted(news.unanswered, key=lambda place: (list(names).index(place[0]), place[1]))
        places = ", ".join(section or names[division] for division, section in inside)
        parts.append(say(language, "digest_unanswered", count=len(news.unanswered), places=places))
    parts += _part(language, "digest_unreachable", unreachable)
    if news.undelivered:
        parts.append(say(language, "digest_undelivered", count=news.undelivered))
    parts += _part(language, "digest_withheld", withheld)
    if news.forecast:
        channel, need, left = news.forecast
        parts.append(say(language, "digest_forecast", channel=channel, need=need, left=left))
    return "\n".join(parts)


def _part(language: str, heading: str, lines: Sequence[str]) -> Iterable[str]:
    if not lines:
        return ()
    more = [say(language, "digest_more", count=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    return (say(language, heading, count=len(lines)), *lines[:SHOWN], *more)
