"""What is asked besides the form: to whom, how it came, in which language. A tap, a number or words answer it alike.

It stands until it is answered or something else is done, and what is said to it never becomes an answer of the form. A
button carries an opaque step; what it does is kept here, and done as if that person had typed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from dialogue.kinds.choice import choices_meant
from dialogue.messages import Button, Message
from dialogue.thai.polite import yes_or_no
from handlers.awaiting import awaited, wait_for
from handlers.context import Context
from storage.unheard import KEPT

AWAITED = "menu"
"""A choice is waited for; then stand its step, when it was asked (the channel, `Context.order` and the second), whether
something has to be chosen, and the choices."""
TAPPED = "menu"
"""How the data of its buttons begins: "menu 5f2c91ab.2"."""


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
    pressing: bool
    """Words that fit nothing ask again; else they are taken for whatever they may be."""
    choices: tuple[Choice, ...]


def ask(context: Context, text: str, choices: Sequence[Choice], *, pressing: bool = True) -> Sequence[Message]:
    """Ask it, and wait for one of `choices`."""
    told_apart = _told_apart(choices)
    seed = f"{context.now.isoformat()} {context.person.id} {told_apart}"
    menu = Menu(sha256(seed.encode()).hexdigest()[:8], pressing, told_apart)
    kept = [[choice.label, choice.command, choice.called, choice.agreed] for choice in told_apart]
    asked = context.channel, context.order, context.now.timestamp()
    wait_for(context, AWAITED, menu.step, asked, pressing, kept)
    return [screen(menu, text)]


def standing(context: Context) -> Menu | None:
    """The menu that what is being said answers; None where none stands, and for what was said before it was asked."""
    found = awaited(context, AWAITED)
    if not found:
        return None
    step, (channel, order, at), pressing, choices = found
    lately = context.now.timestamp() - at < KEPT.total_seconds()  # after that a chat may be numbered anew
    if channel == context.channel and 0 < context.order < order and lately:
        return None
    return Menu(
        step, pressing, tuple(Choice(label, to, tuple(called), agreed) for label, to, called, agreed in choices)
    )


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
        tuple(Button(c.label, f"{TAPPED} {menu.step}.{place}", c.label) for place, c in enumerate(menu.choices, 1)),
    )


def _told_apart(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """No two with the same label: two of one name are numbered."""
    labels = [choice.label for choice in choices]
    return tuple(
        replace(c, label=f"{c.label} ({labels[: at + 1].count(c.label)})") if labels.count(c.label) > 1 else c
        for at, c in enumerate(choices)
    )
