"""What the days of a year of chasing came to."""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = (
    "missed", "doubled", "after reporting", "outside hours", "on a holiday", "over quota", "wrong words", "no digest",
)  # fmt: skip

BLOCKED, TELEGRAM, OLD_KEY, DEAD_HANDS, BUDGET = (
    "blocked by the reader", "unknown on Telegram", "unknown on LINE, the key too old", "in the hands of the killed",
    "withheld and on record",
)  # fmt: skip
EXCUSES = (BLOCKED, TELEGRAM, OLD_KEY, DEAD_HANDS, BUDGET)


@dataclass(frozen=True, slots=True)
class Figures:
    """Every one of `faults` must be 0."""

    days: int
    reminders: int
    digests: int
    withheld: int
    """(person, rung) that were not sent for the budget, and are on record as such."""
    unsure: int
    """Messages of which nobody knows whether they arrived, or that were refused; they are on record."""
    put_off: int
    """Messages withdrawn at the last moment, for their need, their hour or the month's room had gone."""
    killed: int
    """How often a scheduler was, in the middle of its work."""
    faults: Mapping[str, int]
    """By their kind."""
    excused: Mapping[str, int]
    """By their kind: messages that need not arrive any more (docs/adr/0009), and the (person, rung) of the budget."""
