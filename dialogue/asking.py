"""What stands on the screen: the open question, the reading to confirm, or the card to review before sending."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from dialogue.acting import collected, possible
from dialogue.conversation import CONFIRMING, OWN_WORDS, REVIEWING, Conversation
from dialogue.kinds import KINDS
from dialogue.messages import Button, Message
from dialogue.placing import takers, waiting
from dialogue.question import NOT_APPLICABLE, Form, Question, Value
from dialogue.reaching import must_answer, reachable
from dialogue.unchanged import answer_unchanged
from dialogue.words import say

LONGEST_SHOWN = 200
"""Characters of one answer on the screen; the answer itself is kept whole."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a turn needs to know besides the form and the conversation."""

    draft: str
    """The draft's name in button data, so that a button of another run is known for a stranger."""
    today: date
    language: str = "th"
    contact: str = ""
    """Whom to call when three tries have failed; may be empty."""


def shown(question: Question, value: Value, language: str) -> str:
    """`value` as the person should see it, a long one by its beginning."""
    if value == NOT_APPLICABLE:
        return say(language, "not_applicable")
    if value in ([], ""):
        return say(language, "none")
    return _beginning(KINDS[question.kind].show(question, value, language))


def _beginning(text: str) -> str:
    """At most `LONGEST_SHOWN` characters of `text`, and no vowel or tone mark parted from its letter."""
    if len(text) <= LONGEST_SHOWN:
        return text
    end = LONGEST_SHOWN
    while end > LONGEST_SHOWN - 10 and (unicodedata.category(text[end]) == "Mn" or text[end] in "ะาำๆ"):
        end -= 1
    return f"{text[:end]}…"


def screen(form: Form, conversation: Conversation, scene: Scene) -> Message:
    """The message that shows where the person is."""
    question = form.question(conversation.at)
    if conversation.stage == REVIEWING or question is None:
        return _which(form, conversation, scene) if waiting(conversation) else _review(form, conversation, scene)
    if conversation.stage == CONFIRMING:
        return _confirmation(question, conversation, scene)
    if conversation.stage == OWN_WORDS:
        return Message(say(scene.language, "own_words", choice=question.other), (_back(conversation, scene),))
    return _question(form, question, conversation, scene)


def _button(conversation: Conversation, scene: Scene, action: str, key: str, **values: object) -> Button:
    label = say(scene.language, key, **values)
    return Button(label, f"{scene.draft}.{conversation.step}.{action}", label)


def _back(conversation: Conversation, scene: Scene) -> Button:
    return _button(conversation, scene, "back", "back")


def _question(form: Form, question: Question, conversation: Conversation, scene: Scene) -> Message:
    asked = reachable(form, conversation.answers, conversation.known)
    place = next((i for i, q in enumerate(asked, 1) if q.key == question.key), len(asked))
    lines = [f"{place}/{len(asked)} {question.text}"]
    if question.key in conversation.answers:
        value = shown(question, conversation.answers[question.key], scene.language)
        lines.append(say(scene.language, "answered_before", value=value))
    elif question.key in conversation.previous:
        value = shown(question, conversation.previous[question.key], scene.language)
        lines.append(say(scene.language, conversation.previous_when.get(question.key, "last_time"), value=value))
    if conversation.pending:
        chosen = shown(question, collected(question, conversation), scene.language)
        lines.append(say(scene.language, "sent" if question.kind == "evidence" else "chosen", value=chosen))
    offers = _offers(question, conversation, scene, first=place == 1)
    if not conversation.answers and not conversation.pending and _mostly_unchanged(form, question, conversation):
        offers.append(_button(conversation, scene, "unchanged", "unchanged"))
    return Message("\n".join(lines), tuple(offers))


def _mostly_unchanged(form: Form, question: Question, conversation: Conversation) -> bool:
    """Whether one tap saves several, here at the beginning of a run."""
    answered = answer_unchanged(form, conversation) if possible(question, conversation, "unchanged") else None
    return answered is not None and len(answered.answers) > 1


def _offers(question: Question, conversation: Conversation, scene: Scene, *, first: bool) -> list[Button]:
    """Choices first, then the short ways: the same again, none, not ours, skip, back."""
    prefix = f"{scene.draft}.{conversation.step}"
    offers = [Button(f"{n} {c}", f"{prefix}.c{n}", str(n)) for n, c in enumerate(question.choices, 1)]
    wanted = ["done"] if conversation.pending else ["same", "zero", "none", "not_applicable"]
    if not conversation.pending and not must_answer(question, conversation.answers, conversation.known):
        wanted.append("skip")
    if conversation.editing or not first:
        wanted.append("back")
    offers += [_button(conversation, scene, a, a) for a in wanted if possible(question, conversation, a)]
    return offers


def _confirmation(question: Question, conversation: Conversation, scene: Scene) -> Message:
    text = say(scene.language, "confirm", value=shown(question, conversation.pending, scene.language))
    return Message(text, (_button(conversation, scene, "yes", "yes"), _button(conversation, scene, "no", "no")))


def _which(form: Form, conversation: Conversation, scene: Scene) -> Message:
    """Files or links that could belong to several questions: which of them is it?"""
    items = waiting(conversation)
    names = ", ".join(item.get("name") or item.get("url", "") for item in items)
    prefix = f"{scene.draft}.{conversation.step}"
    buttons = tuple(
        Button(f"{place} {question.label}", f"{prefix}.e{place}", str(place))
        for place, question in takers(form, conversation, items).items()
    )
    drop = _button(conversation, scene, "back", "evidence_drop")
    return Message(say(scene.language, "evidence_which", names=names), (*buttons, drop))


def _review(form: Form, conversation: Conversation, scene: Scene) -> Message:
    asked = reachable(form, conversation.answers, conversation.known)
    lines = [say(scene.language, "review", title=form.title)]
    for place, question in enumerate(asked, 1):
        if question.key in conversation.answers:
            value = shown(question, conversation.answers[question.key], scene.language)
        else:
            value = say(scene.language, "not_attached" if question.kind in ("evidence", "url") else "skipped")
        if mark := conversation.marks.get(question.key):
            value = say(scene.language, mark, value=value)
        lines.append(f"{place} {question.label}: {value}")
    if long := [q for q in asked if q.key in conversation.unchanged_for_long]:
        sentence = "remark" if conversation.remark else "remark_wanted"
        times = min(conversation.repeated[q.key] for q in long) + 1
        labels, remark = ", ".join(q.label for q in long), _beginning(conversation.remark)
        lines.append(say(scene.language, sentence, labels=labels, times=times, remark=remark))
    edits = tuple(
        _button(conversation, scene, f"e{place}", "edit", place=place, label=question.label)
        for place, question in enumerate(asked, 1)
    )
    return Message("\n".join(lines), (_button(conversation, scene, "send", "send"), *edits))
