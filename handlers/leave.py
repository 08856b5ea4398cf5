"""ลา ถึง 12 ม.ค. ให้ สมชาย: nobody is reminded while away; whoever stands in is. It ends by itself, or with กลับมาแล้ว."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dialogue.messages import Message
from dialogue.thai.polite import without_courtesy
from handlers import menus
from handlers.context import Context
from handlers.days_ahead import day_around
from handlers.menus import Choice
from handlers.told_instead import shown, told_instead
from storage import absences, divisions, people
from storage.people import Person

LONGEST = timedelta(days=366)
UNTIL = ("ถึง", "until ", "to ")
TO = ("ให้", "for ")
TOLD = frozenset({"reporter", "head", "legal_officer"})
"""Those who hear anything unasked, and so may be away and stand in."""
CHOICES = 12
"""People offered at most, where a name is not clear."""


@dataclass(frozen=True, slots=True)
class Wish:
    first_day: date
    last_day: date
    stand_in: str
    """As they called them; "#7" names one by number, empty nobody."""


def leave(context: Context, words: str) -> Sequence[Message]:
    """Note the absence, or say how to ask for one."""
    wish = _read(without_courtesy(words), context.today)
    if wish is None:
        return [Message(context.say("leave_usage"))]
    if not context.today <= wish.last_day <= context.today + LONGEST:
        return [Message(context.say("leave_past", day=context.day(wish.last_day)))]
    if wish.last_day < wish.first_day:
        days = {"first": context.day(wish.first_day), "last": context.day(wish.last_day)}
        return [Message(context.say("leave_turned_round", **days))]
    if not wish.stand_in:
        return _keep(context, wish, None)
    meant = _meant(context, wish.stand_in)
    if len(meant) == 1:
        return _keep(context, wish, meant[0])
    if not meant:
        return [Message(context.say("leave_nobody", name=wish.stand_in[:60]))]
    away = f"{wish.first_day} {wish.last_day}"
    choices = [Choice(shown(context, person), f"leave {away} #{person.id}") for person in meant[:CHOICES]]
    return menus.ask(context, context.say("leave_which"), choices)


def until(context: Context, words: str) -> Sequence[Message]:
    """ลาถึง, written in one."""
    return leave(context, f"ถึง {words}")


def back(context: Context, _: str) -> Sequence[Message]:
    """Here again, before the day that was named."""
    ended = absences.end(context.store, context.person.id, context.now)
    return [Message(context.say("back_welcome" if ended else "back_not_away"))]


def _read(words: str, today: date) -> Wish | None:
    """ "ถึง 12 ม.ค.", "5 ม.ค. ถึง 12 ม.ค. ให้ สมชาย", "2025-01-05 2025-01-12 #7"; one day alone is that day."""
    begins, rest = _after(words, UNTIL)
    first = None if begins else day_around(rest, today)
    if first is not None:
        begins, rest = _after(first[1], UNTIL)
    elif not begins:
        return None
    last = day_around(rest, first[0] if first else today)
    if last is None and first is not None and not begins:
        last = first[0], rest
    return Wish(first[0] if first else today, last[0], _after(last[1], TO)[1]) if last else None


def _after(words: str, leads: tuple[str, ...]) -> tuple[bool, str]:
    """Whether `words` begin with one of `leads`, and what stands behind it."""
    found = next((lead for lead in leads if words.lower().startswith(lead)), "")
    return bool(found), words[len(found) :].strip()


def _meant(context: Context, name: str) -> Sequence[Person]:
    """Whom `name` may mean: one of that name, or those of the division that is called so. For who reports, another who
    does; else anybody who is told anything."""
    roles = frozenset({"reporter"}) if context.reports else TOLD
    others = [p for p in people.people(context.store) if p.roles & roles and p.id != context.person.id]
    if name.startswith("#"):
        return [p for p in others if f"#{p.id}" == name]
    wanted = _plain(name)
    named = [p for p in others if wanted in _plain(p.name)]
    exactly = [p for p in named if _plain(p.name) == wanted]
    places = {d.key: _plain(d.name) for d in divisions.divisions(context.store)}
    return exactly or named or [p for p in others if wanted in (places.get(p.division), _plain(p.section))]


def _plain(name: str) -> str:
    return "".join(name.lower().removeprefix("คุณ").split())


def _keep(context: Context, wish: Wish, stand_in: Person | None) -> Sequence[Message]:
    absences.leave(
        context.store, context.person.id, wish.first_day, wish.last_day, stand_in.id if stand_in else None, context.now
    )
    days = context.day(wish.last_day)
    if wish.first_day != wish.last_day:
        first = f"{context.day(wish.first_day)} " if wish.first_day > context.today else ""
        days = f"{first}{context.say('leave_until', day=days)}"
    lines = [
        context.say("leave_kept", days=days),
        *told_instead(context, wish.first_day, wish.last_day, stand_in, days),
    ]
    return [Message("\n".join(lines), (context.button("back_button", "return"),))]
