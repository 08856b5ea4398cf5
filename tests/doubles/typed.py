"""What is typed beside the doubles, as what a person of LINE or Telegram does."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.doubles.line import LineDouble
from tests.doubles.line_people import user_id
from tests.doubles.telegram import TelegramDouble

HELP = """Write as somebody:
  1 เริ่ม     person 1 in LINE says so        t1 เริ่ม    person 1 in Telegram
  !1 start   taps that button                !t1 start
  -1         unsends the last message        ~t1 12     edits it
  g1         puts the bot into a group       tg1"""
GROUP = -1001000000000


@dataclass(frozen=True, slots=True)
class Typed:
    channel: str
    event: Mapping[str, object]


def read_typed(
    line: LineDouble, telegram: TelegramDouble, typed: str, last: dict[str, Mapping[str, object]]
) -> Typed | None:
    """None for what nobody can do. `last` remembers each person's last message."""
    who, _, words = typed.partition(" ")
    sign = who[:1] if who[:1] in "!-~" else ""
    who = who.removeprefix(sign)
    there = "telegram" if who.startswith("t") else "line"
    name = who.removeprefix("t")
    group, number = name.startswith("g"), name.removeprefix("g")
    if not number.isdecimal() or (sign in "-~" and sign and who not in last):
        return None
    event = _of_telegram(telegram, sign, int(number), words, group, last.get(who)) if there == "telegram" else None
    if there == "line":
        event = _of_line(line, sign, int(number), words, group, last.get(who))
    if event is None:
        return None
    if not sign and not group:
        last[who] = event
    return Typed(there, event)


def _of_line(
    line: LineDouble, sign: str, number: int, words: str, group: bool, last: Mapping[str, object] | None
) -> Mapping[str, object] | None:
    people, user = line.people, user_id(number)
    if group:
        return people.join(f"C{number:032x}")
    if sign == "-" and last:
        message = last["message"]
        assert isinstance(message, dict)
        return people.unsend(user, message["id"])
    if not words or sign == "~":
        return None
    return people.tap(user, words) if sign else people.text(user, words)


def _of_telegram(
    telegram: TelegramDouble, sign: str, number: int, words: str, group: bool, last: Mapping[str, object] | None
) -> Mapping[str, object] | None:
    people = telegram.people
    if group:
        return people.adds(GROUP - number)
    if not words or sign == "-":
        return None
    if sign == "~" and last:
        return people.edited(last, words)
    return people.tap(number, words) if sign else people.text(number, words)
