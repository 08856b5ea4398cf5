"""What a check has found: one line, and the mend where something must be mended."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    good: bool
    told: str
    mend: str = ""
    look: bool = False
    """True: nobody but a person can see whether it is good."""


def printed(findings: Iterable[Finding]) -> str:
    """A line each: ✓ good, ✗ with the mend below it, • to be looked at."""
    lines = []
    for one in findings:
        lines.append(f"{'•' if one.look else '✓' if one.good else '✗'} {one.told}")
        if not one.good:
            lines.append(f"    → {one.mend}")
    return "\n".join(lines)
