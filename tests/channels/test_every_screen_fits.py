"""Every screen of any form, in both languages, fits both platforms, however long and odd the plan's words and the answers
are; and every choice stands there as a button and as a number to type."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from dialogue import engine
from dialogue.conversation import REVIEWING
from dialogue.engine import LEAVE, SUBMIT
from dialogue.messages import Message
from dialogue.question import Form
from dialogue.said import Text
from storage.files import Files
from tests.dialogue.people import Move, forms, moves, other_than_sensible, sensible
from tests.dialogue.talking import Talk

LINE = LineChannel("secret", "token")
TELEGRAM = TelegramChannel("123:token", "secret", Files(Path("none")))
USER = "U" + "a" * 32
LONG_ANSWER = ("คำตอบยาว ๆ <b>&amp; 😀👩‍👧 กำลังทำ " * 200)[:4000]

WORDS = st.text(st.sampled_from('กขคำเแะั่้์๊ 😀👩\u200d👧🏽🇹🇭e\u0301.<&>"\\{}'), min_size=1, max_size=40)
LONGER = st.builds(lambda words, times: (words * times)[:1500].strip() or "ก", WORDS, st.integers(1, 120))


def reworded(form: Form, words: str, longer: str) -> Form:
    """The same form in other words; its choices differ still, and the choice for other is one of them."""

    def choice(n: int) -> str:
        return f"{longer[:300]} {n}".strip()

    return replace(
        form,
        title=words,
        questions=tuple(
            replace(
                q, text=f"{longer} {q.text}", label=words.strip() or q.label, unit=words.strip()[:20],
                choices=tuple(choice(n) for n, _ in enumerate(q.choices)),
                other=choice(q.choices.index(q.other)) if q.other in q.choices else "", carry=False,
                check_hint=longer,
            )
            for q in form.questions
        ),
    )  # fmt: skip


@settings(
    max_examples=25, phases=[Phase.generate], deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(forms(), moves, WORDS, LONGER, st.sampled_from(["th", "en"]))
def test_every_screen_fits_both(
    line_contract: Any, telegram_contract: Any, form: Form, person: list[Move], words: str, longer: str, language: str
) -> None:
    form = reworded(form, words, longer)
    talk = Talk(language=language, contact=words)
    talk.form, talk.turn = form, engine.begin(form, talk.scene)
    seen = list(talk.turn.messages[0].buttons)
    for move in [*person, *[("finish", 0)] * 12]:
        check(line_contract, telegram_contract, talk, talk.turn.messages)
        before = talk.conversation
        question = form.question(before.at) if before.stage != REVIEWING else None
        if move[0] not in ("answer", "finish"):
            buttons = tuple(b for m in talk.turn.messages for b in m.buttons)
            said = other_than_sensible(move, before, buttons, tuple(seen), before.step)
        elif question is None:
            said = Text("ส่งเลย")
        else:
            said = Text(LONG_ANSWER) if question.kind == "text" else sensible(question, before, move[1])[0]
        turn = talk.hear(said)
        seen += [b for m in turn.messages for b in m.buttons]
        if turn.outcome == SUBMIT:
            return


def check(line_contract: Any, telegram_contract: Any, talk: Talk, messages: tuple[Message, ...]) -> None:
    for delivery in LINE.render(USER, messages, "reply-1"):
        line_contract.check(delivery)
    for spoken in TELEGRAM.render("555", messages, "8877"):
        telegram_contract.check(spoken)
    if talk.turn.outcome == LEAVE:
        return  # put aside: nothing is asked
    question = talk.form.question(talk.conversation.at)
    if question and talk.conversation.stage == "asking" and question.kind in ("choice", "multi_choice"):
        labels = [button.label for button in messages[-1].buttons]
        for n, choice in enumerate(question.choices, 1):
            assert f"{n} {choice}" in labels, "a choice without a button, or without its number"
