"""หลักฐาน: what was sent as evidence, to be looked at again: a division its own newest month, the officer a measure's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dialogue.messages import Message
from dialogue.question import Value
from dialogue.thai.digits import arabic_digits
from dialogue.thai.polite import without_polite_ending
from handlers.asked_for import owe
from handlers.context import Context
from handlers.history import standing
from handlers.left_open import reminded
from measures.calendar import day_in_bangkok
from measures.fiscal_year import Period, month_period
from measures.plan import Measure, Plan, PlanQuestion
from storage import divisions, files, history, plans

SHOWN = 10
"""The newest of them; as many pictures at most."""
NAME = 80
"""Characters of a file's name here."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file or link that was sent."""

    at: datetime
    period: Period
    place: str
    label: str
    value: Mapping[str, Any]
    """As in `dialogue.question.Value`."""

    @property
    def name(self) -> str:
        return str(self.value.get("name", "")[:NAME] or self.value["url"])


def show(context: Context, words: str) -> Sequence[Message]:
    """ "/evidence 3" is of one measure; the officer has to name one. Pictures are a job: their copies are looked up."""
    number = arabic_digits(without_polite_ending(words)).lstrip("0")
    officer = "legal_officer" in context.person.roles
    if (words and not number.isdecimal()) or (officer and not words):
        return [Message(context.say("evidence_usage"))]
    years = plans.fiscal_years(context.store)
    newest = plans.current_plan(context.store, max(years))[1].measures if years else ()
    if words and newest and number not in {str(measure.number) for measure in newest}:
        return [Message(context.say("edit_no_measure", number=number[:9], last=len(newest)))]
    attach = (context.button("evidence_now", "attach"),) if context.reports and not officer else ()
    found = _newest_year(context, number, everywhere=officer)
    if not found:
        return [Message(context.say("evidence_not_seen"), attach), *reminded(context)]
    if not officer:  # the newest month alone
        found = [piece for piece in found if piece.period.first_day == found[0].period.first_day]
    text = _told(context, found, number)
    sent = [_file(context, piece) for piece in found[:SHOWN] if "digest" in piece.value]
    if not sent:
        return [Message(text, attach), *reminded(context)]
    owe(context, "evidence", fiscal_year=found[0].period.fiscal_year, text=text, files=sent)
    return reminded(context)


def _newest_year(context: Context, number: str, *, everywhere: bool) -> Sequence[Piece]:
    """What was sent in the newest year in which something was, the newest first; of one measure, where it is named."""
    for year in sorted(plans.fiscal_years(context.store), reverse=True):
        plan = plans.current_plan(context.store, year)[1]
        meant = {measure.key: measure for measure in plan.measures if number in ("", str(measure.number))}
        if found := sorted(_pieces(context, plan, meant, everywhere=everywhere), key=lambda p: p.at, reverse=True):
            return found
    return ()


def _told(context: Context, found: Sequence[Piece], number: str) -> str:
    month = context.period(month_period(found[0].period.first_day))
    what = context.say("evidence_of", number=number) if number else month
    lines = [context.say("evidence_seen", what=what)]
    lines += [
        f"{place}. {piece.label} · {piece.name} · {piece.place} · {context.day(day_in_bangkok(piece.at))}"
        for place, piece in enumerate(found[:SHOWN], 1)
    ]
    if (left := len(found) - SHOWN) > 0:
        lines.append(context.say("digest_more", count=left))
    return "\n".join(lines)


def _file(context: Context, piece: Piece) -> list[str | int]:
    """What the job needs: the digest of what is shown (empty where it is no picture), and the file as it was sent."""
    value = piece.value
    display = files.display_of(context.store, value["digest"])
    return [display, value["digest"], value["name"], value["media_type"], value["size"]]


def _pieces(context: Context, plan: Plan, measures: Mapping[str, Measure], *, everywhere: bool) -> Iterator[Piece]:
    """What stands of the files and links that were sent, of this person's place or of every one."""
    for division in divisions.divisions(context.store):
        for section in ("", *division.sections):
            if not everywhere and (division.key, section) != (context.person.division, context.person.section):
                continue
            for sent, version in standing(history.sent_by(context.store, plan.fiscal_year, division.key, section)):
                for question in measures[version.measure].questions if version.measure in measures else ():
                    for one in _files_and_links(question, version.answers.get(question.id)):
                        yield Piece(sent.at, sent.period, section or division.name, question.label, one)


def _files_and_links(question: PlanQuestion, answer: Value) -> Sequence[Mapping[str, Any]]:
    if question.kind == "url" and isinstance(answer, str):
        return [{"url": answer}]
    return answer if question.kind == "evidence" and isinstance(answer, list) else ()
