"""What one division said of one measure in one period: the newest submission's answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogue.question import Value
from measures.fiscal_year import Period

NOTHING = "nothing"
"""The mark of a question whose period had nothing to report: nobody waits for its answer, and none is made up."""


@dataclass(frozen=True, slots=True)
class Reported:
    measure: str
    """The measure's key; `measures.forms.COMMON` for the common questions."""
    division: str
    """The division's key."""
    section: str
    """The section that answered the owner's questions, or empty."""
    period: Period
    answers: Mapping[str, Value]
    """Question id → value. A question that was skipped is absent; `NOT_APPLICABLE` may stand for any value."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """Question id → `dialogue.conversation.CARRIED` or `ZEROED`, of the answers that were not given one by one; `NOTHING`
    of the questions that have no answer, since there was nothing to report."""
    remark: str = ""
    """Why there was nothing to report, or why something is the same for the third time in a row, or more, in the
    person's words."""
