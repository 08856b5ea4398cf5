"""ใบรับ: what was sent last, when and by whom, under a number that can be shown to the head of the division."""

from collections.abc import Sequence

from dialogue.messages import Message
from handlers.context import Context
from handlers.history import by_whom, newest_first, question_of, standing, value_in_short
from handlers.names import place_of
from measures.fiscal_year import ANYTIME
from storage.history import Sent


def receipt(context: Context, _: str) -> Sequence[Message]:
    sends = [sent for sent in newest_first(context) if sent.period.kind != ANYTIME]
    if not sends:
        return [Message(context.say("history_nothing"))]
    sent = sends[0]
    place = place_of(context, context.person)
    lines = [
        context.say("receipt", number=f"{sent.period.fiscal_year}-{sent.number:05d}"),
        context.say("receipt_of", period=context.period(sent.period), place=place),
        context.say("receipt_by", **by_whom(context, sent)),
        *_answers(context, [other for other in sends if other.period == sent.period]),
    ]
    return [Message("\n".join(lines))]


def _answers(context: Context, sends: Sequence[Sent]) -> list[str]:
    """What the period's report says as it now stands, each measure by its newest version."""
    found = sorted(standing(sends), key=lambda one: one[0].number)
    lines = []
    for sent, version in found:
        for name, value in version.answers.items():
            question = question_of(context, sent, version.measure, name)
            if question is not None:
                text = value_in_short(context, question, value)
                lines.append(context.say("receipt_line", label=question.label, value=text))
    if reasons := {version.remark for _, version in found if version.remark}:
        lines.append(context.say("receipt_reason", reason=", ".join(sorted(reasons))))
    return lines
