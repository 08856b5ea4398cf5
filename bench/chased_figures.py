"""What the days of a year of chasing came to."""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = (
    "missed", "doubled", "after reporting", "outside hours", "on a holiday", "over quota", "wrong words", "no digest",
)  # fmt: skip


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
