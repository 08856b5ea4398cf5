"""What is asked besides the form: to whom, how it came, in which language. A tap, a number or words answer it alike.

It stands until it is answered or something else is done, and what is said to it never becomes an answer of the form. A
button carries an opaque step; what it does is kept here, and done as if that person had typed it.

What is only offered waits for nothing: its buttons are commands that may be used at any time, and words and numbers that
do not mean one of them are taken for whatever else they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from dialogue.kinds.choice import choices_meant
from dialogue.messages import Button, Message
from dialogue.thai.polite import yes_or_no
from handlers.awaiting import awaited, wait_for
from handlers.context import Context
from storage.unheard import KEPT

AWAITED = "menu"
"""A choice is waited for; then stand its step, when that was (the channel, `Context.order` and the second), whether it
was asked or offered, the choices, and how often in a row none of them was said."""
TAPPED = "menu"
"""How the data of its buttons begins: "menu 5f2c91ab.2"."""

OFFERED = timedelta(hours=1)
"""For so long a number is taken for an offer: the next reminder may offer something else."""


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    command: str
    """What it does, as it would be typed without the slash: "language en"."""
    called: tuple[str, ...] = ()
    """Other words for it."""
    agreed: bool | None = None
    """A plain yes (True) or no (False) chooses it as well."""


@dataclass(frozen=True, slots=True)
class Menu:
    step: str
    asked: bool
    """Whether it was asked; else it was offered."""
    choices: tuple[Choice, ...]


def ask(context: Context, text: str, choices: Sequence[Choice]) -> Sequence[Message]:
    """Ask it, and wait for one of `choices`."""
    return [screen(_stand(context, choices, asked=True), text)]


def offer(context: Context, text: str, choices: Sequence[Choice]) -> Sequence[Message]:
    """Say it, with what may be done about it."""
    return [screen(_stand(context, choices, asked=False), text)]


def _stand(context: Context, choices: Sequence[Choice], *, asked: bool) -> Menu:
    told_apart = _told_apart(choices)
    seed = f"{context.now.isoformat()} {context.person.id} {told_apart}"
    menu = Menu(sha256(seed.encode()).hexdigest()[:8], asked, told_apart)
    kept = [[choice.label, choice.command, choice.called, choice.agreed] for choice in told_apart]
    when = context.channel, context.order, context.now.timestamp()
    wait_for(context, AWAITED, menu.step, when, asked, kept, 0)
    return menu


def standing(context: Context) -> Menu | None:
    """The menu that what is being said answers; None where none stands, and for what was said before it was asked."""
    found = awaited(context, AWAITED)
    if not found:
        return None
    step, (channel, order, at), asked, choices, _ = found
    passed = timedelta(seconds=context.now.timestamp() - at)
    if channel == context.channel and 0 < context.order < order and passed < KEPT:  # then a chat may be numbered anew
        return None
    if not asked and passed > OFFERED:
        return None
    return Menu(step, asked, tuple(Choice(label, to, tuple(called), agreed) for label, to, called, agreed in choices))


def missed(context: Context) -> int:
    """None of the standing menu's choices was said: how often in a row by now."""
    *menu, tries = awaited(context, AWAITED)
    wait_for(context, AWAITED, *menu, tries + 1)
    return int(tries) + 1


def tapped(context: Context, data: str) -> str | None:
    """The command of the button with this data; None once its menu is over."""
    menu = standing(context)
    step, _, place = data.removeprefix(f"{TAPPED} ").partition(".")
    if menu is None or step != menu.step or not (place.isascii() and place.isdecimal() and len(place) < 4):
        return None
    return menu.choices[int(place) - 1].command if 0 < int(place) <= len(menu.choices) else None


def named(menu: Menu, text: str) -> str | None:
    """The command of the choice whose very words `text` is."""
    words = text.strip().casefold()
    return next((c.command for c in menu.choices if words in (c.label.casefold(), *c.called)), None)


def meant(menu: Menu, text: str) -> str | None:
    """The command of the one choice that `text` means: by its number, by words that fit no other, by a yes or a no."""
    said = yes_or_no(text, asked=True)
    if agreed := [choice.command for choice in menu.choices if said is not None and choice.agreed is said]:
        return agreed[0]
    found = choices_meant(tuple(choice.label for choice in menu.choices), text)
    if not found or len(found) > 1:
        return None
    return next(choice.command for choice in menu.choices if choice.label == found[0])


def screen(menu: Menu, text: str) -> Message:
    """`text` with its buttons, which say what stands on them."""
    return Message(
        text,
        tuple(
            Button(c.label, f"{TAPPED} {menu.step}.{place}" if menu.asked else c.command, c.label)
            for place, c in enumerate(menu.choices, 1)
        ),
    )


def _told_apart(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """No two with the same label: two of one name are numbered."""
    labels = [choice.label for choice in choices]
    return tuple(
        replace(c, label=f"{c.label} ({labels[: at + 1].count(c.label)})") if labels.count(c.label) > 1 else c
        for at, c in enumerate(choices)
    )
