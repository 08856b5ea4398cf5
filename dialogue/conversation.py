"""บทสนทนา: where one person is in one form. It is JSON between two messages, so a restart or another channel goes on."""

from dataclasses import dataclass, field, fields
from typing import Any

from dialogue.question import Value

ASKING = "asking"
CONFIRMING = "confirming"
"""A likely reading was offered; `pending` holds it."""
OWN_WORDS = "own_words"
"""The choice for other was taken; the person types what it is. `pending` holds what was chosen besides."""
REVIEWING = "reviewing"

CARRIED = "carried"
ZEROED = "zeroed"
LAST_MONTH = "last_month"
LAST_QUARTER = "last_quarter"
LONG = 3
"""After so many times the same in a row, a sentence is asked for."""


@dataclass(frozen=True, slots=True)
class Conversation:
    answers: dict[str, Value] = field(default_factory=dict)
    """Question key → value, in the order they were given."""
    skipped: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    """Answered by เหมือนเดิม: the report shows them as carried forward."""
    zeroed: tuple[str, ...] = ()
    """Answered with 0 by 0 ทุกข้อ, in one tap with others."""
    previous: dict[str, Value] = field(default_factory=dict)
    """What the division answered last time, shown under the question."""
    previous_when: dict[str, str] = field(default_factory=dict)
    """When that was, where it is known: `LAST_MONTH` or `LAST_QUARTER`."""
    repeated: dict[str, int] = field(default_factory=dict)
    """How many times in a row until now it was answered by เหมือนเดิม."""
    remark: str = ""
    """Why it is the same once more, in the person's words."""
    known: dict[str, Value] = field(default_factory=dict)
    """What it has answered in earlier periods to questions that are not in this form: conditions may look at it."""
    asked: tuple[str, ...] = ()
    """The keys of this run, fixed when it began, so that a plan edited half-way loses no answer."""
    stage: str = ASKING
    at: str = ""
    """The key of the question that stands open; empty while reviewing."""
    step: int = 0
    """Grows with every question shown: a button of an earlier step is stale."""
    tries: int = 0
    """How often in a row the person was not understood."""
    pending: Value = None
    left_out: tuple[str, ...] = ()
    """Names of files and links that there was no room for: told once, with the last of their album."""
    editing: bool = False
    """True while one answer is changed from the review card, which comes back afterwards."""
    unshown: bool = False
    """True where the conversation has gone back without a word, for an answer was unsent: what the person says next is
    said to another question."""

    @property
    def marks(self) -> dict[str, str]:
        """Question key → `CARRIED` or `ZEROED`, of the answers that were not given one by one."""
        return dict.fromkeys(self.carried, CARRIED) | dict.fromkeys(self.zeroed, ZEROED)

    @property
    def unchanged_for_long(self) -> tuple[str, ...]:
        """The keys that are the same for the third time in a row, or more."""
        return tuple(key for key in self.carried if self.repeated.get(key, 0) + 1 >= LONG)

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _NAMES}

    @staticmethod
    def from_json(found: dict[str, Any]) -> "Conversation":
        """A draft kept by an older or a newer version of this program is read as far as it is known."""
        tuples = {name: tuple(found.get(name, ())) for name in ("skipped", "carried", "zeroed", "asked", "left_out")}
        return Conversation(**{**{name: found[name] for name in _NAMES if name in found}, **tuples})


_NAMES = tuple(f.name for f in fields(Conversation))
