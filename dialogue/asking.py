"""What stands on the screen: the open question, the reading to confirm, or the card to review before sending."""

from dialogue.acting import collected, possible
from dialogue.conversation import CONFIRMING, OWN_WORDS, Conversation
from dialogue.messages import MAIN, QUIET, Button, Message
from dialogue.placing import evidence_alone, takers, waiting
from dialogue.question import Form, Question
from dialogue.reaching import must_answer
from dialogue.scene import Here, Scene
from dialogue.showing import beginning, shown
from dialogue.unchanged import answer_unchanged

MOST_LINES = 20
"""Things that are confirmed one a line; more of them are shown by their beginning."""


def screen(form: Form, conversation: Conversation, scene: Scene) -> Message:
    """The message that shows where the person is."""
    return drawn(Here.of(form, conversation, scene))


def drawn(here: Here) -> Message:
    """The same, where it is known already what is asked."""
    question = here.question
    if question is None:
        return _which(here) if waiting(here.conversation) else _review(here)
    if here.conversation.stage == CONFIRMING:
        return _confirmation(here, question)
    if here.conversation.stage == OWN_WORDS:
        return Message(here.scene.say("own_words", choice=question.other), (_button(here, "back", "back", QUIET),))
    return _question(here, question)


def _data(here: Here, action: str) -> str:
    return f"{here.scene.draft}.{here.conversation.step}.{action}"


def _button(here: Here, action: str, key: str, weight: str = "", **values: object) -> Button:
    label = here.scene.say(key, **values)
    return Button(label, _data(here, action), label, weight)


def _question(here: Here, question: Question) -> Message:
    conversation, scene = here.conversation, here.scene
    place = next((i for i, q in enumerate(here.asked, 1) if q.key == question.key), len(here.asked))
    lines = [f"{place}/{len(here.asked)} {question.text}"]
    if question.key in conversation.answers:
        value = shown(question, conversation.answers[question.key], scene.language)
        lines.append(scene.say("answered_before", value=value))
    elif question.key in conversation.previous:
        value = shown(question, conversation.previous[question.key], scene.language)
        lines.append(scene.say(conversation.previous_when.get(question.key, "last_time"), value=value))
    if conversation.pending:
        chosen = shown(question, collected(question, conversation), scene.language)
        lines.append(scene.say("sent" if question.kind == "evidence" else "chosen", value=chosen))
    return Message("\n".join(lines), tuple(_offers(here, question, first=place == 1)))


def _offers(here: Here, question: Question, *, first: bool) -> list[Button]:
    """Choices first, then the short ways: the same again, none, not ours, skip, back, and all of the month in one tap."""
    conversation = here.conversation
    offers = [Button(f"{n} {c}", _data(here, f"c{n}"), str(n)) for n, c in enumerate(question.choices, 1)]
    had = question.kind == "evidence" and bool(collected(question, conversation))
    gathering = had or bool(conversation.pending)
    wanted = ["done", "anew"] if gathering else ["same", "zero", "none", "not_applicable"]
    if not gathering and not must_answer(question, conversation.answers, conversation.known):
        wanted.append("skip")
    if conversation.editing or not first:
        wanted.append("back")
    if not gathering and not conversation.answers and _mostly_unchanged(here):
        wanted.append("unchanged")
    return offers + [
        _button(here, a, a, QUIET if a == "back" else "") for a in wanted if possible(question, conversation, a)
    ]


def _mostly_unchanged(here: Here) -> bool:
    """Whether one tap saves several, here at the beginning of a run."""
    answered = answer_unchanged(here.form, here.conversation)
    return answered is not None and len(answered.answers) > 1


def _confirmation(here: Here, question: Question) -> Message:
    pending = here.conversation.pending
    value = shown(question, pending, here.scene.language)
    if question.kind == "text_list" and len(pending) <= MOST_LINES:  # where one ends and the next begins is the doubt
        value = "\n".join(("", *(f"{place}. {item}" for place, item in enumerate(pending, 1)), ""))
    text = here.scene.say("confirm", value=value)
    return Message(text, (_button(here, "yes", "yes"), _button(here, "no", "no")))


def _which(here: Here) -> Message:
    """Files or links that could belong to several questions: which of them is it?"""
    items = waiting(here.conversation)
    names = ", ".join(item.get("name") or item.get("url", "") for item in items)
    buttons = tuple(
        Button(f"{place} {question.label}", _data(here, f"e{place}"), str(place))
        for place, question in takers(here.asked, here.conversation, items).items()
    )
    return Message(
        here.scene.say("evidence_which", names=names), (*buttons, _button(here, "back", "evidence_drop", QUIET))
    )


def _review(here: Here) -> Message:
    conversation, scene = here.conversation, here.scene
    marks, for_long = conversation.marks, conversation.unchanged_for_long
    attaching = evidence_alone(here.asked) and not conversation.answers
    lines = [scene.say("attach" if attaching else "review", title=here.form.title)]
    for place, question in enumerate(here.asked, 1):
        if question.key in conversation.answers:
            value = shown(question, conversation.answers[question.key], scene.language)
        else:
            value = scene.say("not_attached" if question.kind in ("evidence", "url") else "skipped")
        if mark := marks.get(question.key):
            value = scene.say(mark, value=value)
        lines.append(f"{place} {question.label}: {value}")
    if long := [q for q in here.asked if q.key in for_long]:
        sentence = "remark" if conversation.remark else "remark_wanted"
        times = min(conversation.repeated[q.key] for q in long) + 1
        labels, remark = ", ".join(q.label for q in long), beginning(conversation.remark)
        lines.append(scene.say(sentence, labels=labels, times=times, remark=remark))
    edits = tuple(
        _button(here, f"e{place}", _to_open(question, conversation), QUIET, place=place, label=question.label)
        for place, question in enumerate(here.asked, 1)
    )
    return Message("\n".join(lines), (_button(here, "send", "done" if attaching else "send", MAIN), *edits))


def _to_open(question: Question, conversation: Conversation) -> str:
    """What is done with a line of the card: what has no evidence yet is no mistake to be mended."""
    return "edit" if question.key in conversation.answers or question.kind not in ("evidence", "url") else "attach_one"
