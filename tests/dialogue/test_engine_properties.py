"""Whatever the form and whoever answers: nobody is left without a word, and what is sent is whole and true.

The same property must notice bugs that are planted on purpose, so it is known to look.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from dialogue import answering, engine, moving, placing, reaching, reviewing, turns, unchanged
from dialogue.asking import screen
from dialogue.conversation import ASKING, REVIEWING, Conversation
from dialogue.engine import LEAVE, SUBMIT, Turn
from dialogue.placing import waiting
from dialogue.question import NOT_APPLICABLE, ZERO, Form, Question, Value
from dialogue.reaching import Kept
from dialogue.said import Said, Tap, Text
from dialogue.scene import Here, Scene
from tests.dialogue.people import GARBAGE, MONTH, Move, edited, edits, forms, moves, other_than_sensible, sensible
from tests.dialogue.talking import TODAY, Talk, ask

SCENE = Scene("7", TODAY)
ENOUGH = 80
"""Turns in which a sensible person must be through with any of these forms."""


def own(question: Question, answers: Mapping[str, Value]) -> dict[str, Value]:
    return {k.partition(".")[2]: v for k, v in answers.items() if k.startswith(f"{question.group}.")}


def is_asked(form: Form, question: Question, answers: Mapping[str, Value]) -> bool:
    """Said anew from the meaning of the words, so that a fault of the engine's own reckoning shows."""
    declined = [q for q in form.questions if q.group == question.group and answers.get(q.key) == NOT_APPLICABLE]
    if declined:
        return question in declined
    return question.show_if is None or question.show_if(own(question, answers)) is True


def is_needed(question: Question, answers: Mapping[str, Value]) -> bool:
    if question.required_if is None:
        return question.required
    return question.required_if(own(question, answers)) is True


def is_fair(question: Question, value: Value) -> bool:
    if value == NOT_APPLICABLE:
        return question.not_applicable
    if value in ("", []) and question.kind != "number":
        return question.allow_none
    match question.kind:
        case "number":
            return isinstance(value, int) and value >= 0
        case "choice":
            return isinstance(value, str) and value != question.other
        case "multi_choice" | "text_list":
            return isinstance(value, list) and question.other not in value and len(set(value)) == len(value)
        case "evidence":
            return isinstance(value, list) and len(value) <= question.max_files
    return isinstance(value, str)


def check_sent(form: Form, answers: Mapping[str, Value]) -> None:
    asked = {q.key: q for q in form.questions if is_asked(form, q, answers)}
    assert set(answers) <= set(asked), "an answer that is not asked was sent"
    for key, question in asked.items():
        assert key in answers or not is_needed(question, answers), f"{key} was needed"
        if key in answers:
            assert is_fair(question, answers[key]), (key, answers[key])
        if key in answers and question.check and answers[key] != NOT_APPLICABLE:
            assert question.check(own(question, answers)) is not False, f"{key} breaks its check"


def given_to_the_card(before: Conversation, said: Said, value: Value) -> bool:
    """Whether `value` is the link that was sent to the review card now, or was waiting there for its question."""
    words = [said.text] if isinstance(said, Text) else []
    links = [*words, *(item["url"] for item in waiting(before) if "url" in item)]
    return before.stage == REVIEWING and any(str(value).removeprefix("https://") in link for link in links)


def check_unchanged(form: Form, before: Conversation, said: Said, after: Conversation) -> None:
    """Nobody's answer is invented: but for the open question, and a link sent to the card, only by "nothing has changed",
    marked, and only where true."""
    for key in after.answers.keys() - before.answers.keys() - {before.at}:
        question = form.question(key)
        if question and question.kind == "url" and given_to_the_card(before, said, after.answers[key]):
            continue
        assert question and after.marks.get(key), f"{key} was answered by nobody"
    for key in after.zeroed:
        question = form.question(key)
        assert question is None or question.unchanged == ZERO, f"0 is not true of {key}"
        assert after.answers.get(key, 0) == 0
    for key in after.carried:
        question = form.question(key)
        assert question is None or after.answers.get(key, after.previous[key]) == after.previous[key]


def check_turn(
    form: Form, before: Conversation, said: Said, wanted: Value, turn: Turn, *, edited_now: bool = False
) -> None:
    after = turn.conversation
    if turn.outcome == SUBMIT:
        check_sent(form, after.answers)
    else:
        assert turn.messages and all(m.text.strip() for m in turn.messages), "nothing was said"
    if not turn.outcome:
        standing, here = turn.messages[0], screen(form, after, SCENE)
        assert standing.text.endswith(here.text) and standing.buttons == here.buttons, "another place is shown"
    assert after.step >= before.step
    if edited_now:
        return  # what was said was said to another form
    if isinstance(said, Tap) and not said.data.startswith(f"7.{before.step}."):
        assert after == before, "a stale button changed something"
        assert "ไม่มีอะไรเปลี่ยน" in turn.messages[0].text
    for key, value in before.answers.items():
        question = form.question(key)
        if key != before.at and question and is_asked(form, question, after.answers):
            assert after.answers.get(key) == value, f"{key} was lost or changed unasked"
    check_unchanged(form, before, said, after)
    open_now = form.question(before.at)
    # An answer may take away the question it was given to, where two conditions of a form look at each other.
    if wanted is not None and open_now and open_now.check is None and is_asked(form, open_now, after.answers):
        assert after.answers.get(before.at) == wanted, "an understood answer was not kept"
    if said == Text("ย้อนกลับ") and open_now and open_now.kind == "evidence" and before.pending:
        assert after.answers.get(before.at) == before.pending, "files were lost"
    if after.stage == ASKING and before.editing and wanted is not None and after.at != before.at:
        assert after.at not in after.answers, "after an edit only what it opened is asked"


def converse(
    form: Form, person: list[Move], previous: Mapping[str, Value], changes: Mapping[int, int] | None = None
) -> None:
    """A run: the person's moves, then sensible ones until it is sent. The form changes before some of the turns."""
    talk = Talk(*form.questions, previous=previous)
    talk.form = form
    seen = list(talk.turn.messages[0].buttons)
    for number, move in enumerate([*person, *[("finish", 0)] * ENOUGH]):
        before, buttons = talk.conversation, tuple(b for m in talk.turn.messages for b in m.buttons)
        open_now = form.question(before.at) if before.stage != REVIEWING else None
        wanted = None
        if move[0] in ("answer", "finish") and open_now:
            said, wanted = sensible(open_now, before, move[1])
        elif move[0] in ("answer", "finish"):
            said = Tap(buttons[0].data) if waiting(before) and buttons else Text("ส่งเลย")
        else:
            said = other_than_sensible(move, before, buttons, tuple(seen), before.step)
        if edited_now := number in (changes or {}):
            form = talk.form = edited(form, (changes or {})[number])
        turn = talk.hear(said)
        check_turn(form, before, said, wanted, turn, edited_now=edited_now)
        seen += [b for m in turn.messages for b in m.buttons]
        assert turn.outcome in ("", SUBMIT, LEAVE)
        if turn.outcome == SUBMIT:
            return
    raise AssertionError("a sensible person never came to the end")


def last_month(form: Form) -> dict[str, Value]:
    return {
        q.key: {"choice": q.choices[:1] and q.choices[0], "text_list": ["เดิม"]}.get(q.kind, ["กำลังทำ"])
        for q in form.questions
        if q.carry
    }


QUIET: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


@settings(max_examples=400, **QUIET)
@given(forms(), moves)
def test_any_run_is_answered_at_every_turn_and_sent_whole(form: Form, person: list[Move]) -> None:
    converse(form, person, last_month(form))


@settings(max_examples=300, **QUIET)
@given(forms(), moves, edits)
def test_a_form_that_is_changed_half_way_loses_nobody(form: Form, person: list[Move], changes: dict[int, int]) -> None:
    converse(form, person, last_month(form), changes)


@pytest.mark.parametrize("group", ["a", "b"])
def test_a_link_sent_to_the_card_was_answered_by_somebody(group: str) -> None:
    form = Form("ต.ค. 2568", (ask("a.count", "number"), ask(f"{group}.page", "url", required=False)))
    converse(form, [("answer", 0), ("skip", 0), ("garbage", GARBAGE.index("เว็บ www.a.go.th"))], {})


@pytest.mark.long
@pytest.mark.timeout(900)
@settings(max_examples=5_000, **QUIET)
@given(forms(), moves, edits)
def test_very_many_runs(form: Form, person: list[Move], changes: dict[int, int]) -> None:
    converse(form, person, last_month(form))
    converse(form, person, last_month(form), changes)


@settings(max_examples=500, derandomize=True, phases=[Phase.generate], report_multiple_bugs=False, **QUIET)
@given(moves, edits)
def same_property(person: list[Move], changes: dict[int, int]) -> None:
    converse(MONTH, person, {})
    converse(MONTH, person, {}, changes)


def test_the_property_holds_where_no_bug_is_planted() -> None:
    same_property()


def skip_the_required(plant: Callable[[object, str, object], None]) -> None:
    plant(turns, "must_answer", lambda *_: False)
    plant(moving, "must_answer", lambda *_: False)


def accept_stale_buttons(plant: Callable[[object, str, object], None]) -> None:
    real = answering._tapped

    def tapped(question: Question | None, conversation: Conversation, data: str, scene: Scene) -> answering.Heard:
        return real(question, conversation, f"{scene.draft}.{conversation.step}.{data.rpartition('.')[2]}", scene)

    plant(answering, "_tapped", tapped)


def lose_an_edit(plant: Callable[[object, str, object], None]) -> None:
    real = turns.moved_on

    def moved_on(here: Here, conversation: Conversation, answers: Mapping[str, Value]) -> Turn:
        return real(here, conversation, conversation.answers if conversation.editing else answers)

    plant(turns, "moved_on", moved_on)


def keep_what_is_no_longer_asked(plant: Callable[[object, str, object], None]) -> None:
    def kept(form: Form, answers: Mapping[str, Value], known: Mapping[str, Value]) -> Kept:
        return Kept(dict(answers), (), reaching.reachable(form, answers, known))

    for module in (engine, turns):
        plant(module, "kept", kept)


def show_what_was_asked_before(plant: Callable[[object, str, object], None]) -> None:
    real = turns.show

    def show(here: Here, conversation: Conversation, *notices: str, moved: bool = True) -> Turn:
        before = Here.of(here.form, replace(conversation, answers=here.conversation.answers), here.scene)
        return real(replace(here, asked=before.asked), conversation, *notices, moved=moved)

    plant(turns, "show", show)


def check_once_only(plant: Callable[[object, str, object], None]) -> None:
    plant(reviewing, "_sent", lambda here: Turn(here.conversation, (), SUBMIT))


def fall_silent(plant: Callable[[object, str, object], None]) -> None:
    for module in (turns, reviewing):
        plant(module, "again", lambda here, *_, **__: Turn(here.conversation, ()))


def lose_files(plant: Callable[[object, str, object], None]) -> None:
    real = turns.back

    def back(here: Here, question: Question) -> Turn:
        return real(replace(here, conversation=replace(here.conversation, pending=None)), question)

    plant(turns, "back", back)


def take_the_choice_for_other_as_it_is(plant: Callable[[object, str, object], None]) -> None:
    plant(answering, "OWN_WORDS", ASKING)


def trust_a_forged_button(plant: Callable[[object, str, object], None]) -> None:
    plant(answering, "possible", lambda *_: True)


def zero_a_total(plant: Callable[[object, str, object], None]) -> None:
    plant(unchanged, "_next", lambda form, c: _open_number(form, c))


def _open_number(form: Form, conversation: Conversation) -> Question | None:
    asked = [q for q in form.questions if is_asked(form, q, conversation.answers) and q.key not in conversation.answers]
    return next((replace(q, unchanged=ZERO) for q in asked if q.kind == "number" and q.check is None), None)


def forget_the_marks(plant: Callable[[object, str, object], None]) -> None:
    real = unchanged.answer_unchanged

    def answered(form: Form, conversation: Conversation) -> Conversation | None:
        found = real(form, conversation)
        return found and replace(found, zeroed=(), carried=())

    plant(turns, "answer_unchanged", answered)


def keep_to_the_old_form(plant: Callable[[object, str, object], None]) -> None:
    plant(engine, "_settled", lambda *run: (Here.of(*run), []))


def give_a_link_to_any_question(plant: Callable[[object, str, object], None]) -> None:
    plant(placing, "_takes", lambda question, *_: question.kind == "text")
    plant(reviewing, "placed", lambda c, q, items: replace(c, answers={**c.answers, q.key: items[0].get("url", "")}))


def never_end(plant: Callable[[object, str, object], None]) -> None:
    plant(reviewing, "_sent", lambda here: turns.show(here, here.conversation))


BUGS = (
    skip_the_required, accept_stale_buttons, lose_an_edit, keep_what_is_no_longer_asked, show_what_was_asked_before,
    check_once_only, fall_silent, lose_files, keep_to_the_old_form, zero_a_total, forget_the_marks,
    take_the_choice_for_other_as_it_is, trust_a_forged_button, give_a_link_to_any_question, never_end,
)  # fmt: skip


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_noticed(bug: Callable[[Callable[..., None]], None], monkeypatch: pytest.MonkeyPatch) -> None:
    bug(monkeypatch.setattr)
    with pytest.raises((AssertionError, KeyError)):
        same_property()
