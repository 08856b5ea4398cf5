"""Whatever plan an office has, and whatever its people do and write, all that the bot says fits both platforms."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import sample_office
from bot.channels import Delivery
from dialogue.messages import Button, Message
from dialogue.said import Other
from dialogue.words import CATALOGUES, say
from handlers.commands import COMMANDS
from storage.files import Files
from tests.channels.checked_channel import SENT, Check, Checked
from tests.channels.limits import check_line, check_telegram
from tests.channels.lived_in import CHATS, OFFICER, ROLES, URL, Office, lived
from tests.channels.random_plans import ODD, plans

ACTS = ("answer",) * 6 + ("tap",) * 3 + ("command",) * 2 + ("words", "file", "sticker", "days")
DOINGS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(["reporter", "reporter", OFFICER, *ROLES]), st.integers(0, 60)),
    min_size=20, max_size=40,
)  # fmt: skip
ANSWER = st.builds(lambda odd: (f"ก{odd}" * 4000)[:4000], ODD)
LONG = ("คำตอบที่ยาวมาก <b>&amp; 😀👩\u200d👧 กำลังทำ " * 200)[:4000]
CALLED = [command.name for command in COMMANDS if command.name != "picture"]
"""Drawing one takes a second."""
PLACE = re.compile(r"{(\w+)}")
LANGUAGE = st.sampled_from(["th", "en"])
PROPERTY = settings(
    phases=[Phase.generate], deadline=None, database=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip


@pytest.fixture(scope="session")
def checks(line_contract: Any, telegram_contract: Any) -> Mapping[str, Check]:
    def line(delivery: Delivery) -> None:
        line_contract.check(delivery)
        check_line(delivery)

    def telegram(delivery: Delivery) -> None:
        telegram_contract.check(delivery)
        check_telegram(delivery)

    return {"line": line, "telegram": telegram}


async def do(office: Office, act: str, who: str, which: int, long: str) -> None:
    match act:
        case "answer":
            await office.answer(who, long)
        case "tap":
            await office.tap(who, which)
        case "command":
            behind = ("", "2568", office.division.key, long[:1900])[which % 4]
            await office.say(who, f"/{CALLED[which % len(CALLED)]} {behind}")
        case "words":
            await office.say(who, long[: 10**which % 5000])
        case "file":
            await office.send(who, list(SENT)[which % len(SENT)], long[:200])
        case "sticker":
            await office.say(who, Other("sticker"))
        case "days":
            await office.days(which % 12)


async def everything(office: Office, long: str) -> None:
    """One month from its opening to what is said to those who are late; then every command of everybody, alone, with words
    behind it, and with a button of what it showed."""
    behind = {"broadcast": long[:1900], "noprogress": long[:400], "edit": "1 outcome", "leave": "ถึง 12 พ.ย."}
    await office.say("stranger", long)
    await office.say("stranger", "ABCD-2345")
    await office.say("stranger", office.code)
    await office.days(12)
    for _ in range(40):
        await office.answer("reporter", long)
    for who in ROLES:
        for name in CALLED:
            for words in ("", behind.get(name, office.division.key)):
                await office.say(who, f"/{name} {words}")
                if name != "status":  # whose first button draws the picture once more
                    await office.tap(who, 0)
    await office.say(OFFICER, "/picture")
    await office.days(3)


def fits(plan: str, checks: Mapping[str, Check], language: str, long: str, doings: list[tuple[str, str, int]]) -> None:
    async def life(office: Office) -> None:
        await office.days(9)
        await office.say(OFFICER, f"/onbehalf {office.division.key} ต.ค. 2567")
        for act, who, which in doings:
            await do(office, act, who, which, long)

    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), plan, language, long[:300], checks)
        assert lived(office, life) == []


@settings(PROPERTY, max_examples=5)
@given(plans(), LANGUAGE, ANSWER, DOINGS)
def test_whatever_the_plan_and_whatever_is_done(
    checks: Mapping[str, Check], plan: str, language: str, long: str, doings: list[tuple[str, str, int]]
) -> None:
    fits(plan, checks, language, long, doings)


@pytest.mark.long
@pytest.mark.timeout(3600)
@settings(PROPERTY, max_examples=1000)
@given(plans(), LANGUAGE, ANSWER, DOINGS)
def test_whatever_the_plan_and_whatever_is_done_for_long(
    checks: Mapping[str, Check], plan: str, language: str, long: str, doings: list[tuple[str, str, int]]
) -> None:
    fits(plan, checks, language, long, doings)


def test_every_command_of_everybody_in_the_real_plan(tmp_path: Path, checks: Mapping[str, Check]) -> None:
    office = Office(tmp_path, sample_office.plan_text(), "th", LONG[:300], checks)
    assert lived(office, lambda office: everything(office, LONG)) == []
    assert len({message.text for message in office.channel.said}) > 60


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_sentence_fits_with_anything_in_its_places(language: str) -> None:
    """Also those that are said once in a year: as words, and on a button and a link."""
    spoken = Checked({"line": check_line, "telegram": check_telegram}, Files(Path("none")))
    for key, sentence in CATALOGUES[language].items():
        words = say(language, key, **dict.fromkeys(PLACE.findall(sentence), LONG[:120]))
        message = Message(words, (Button(words, "7.1.c1", "1"),), link=URL, link_label=words)
        spoken.render(CHATS[OFFICER], [message], "token")
    assert spoken.wrong == []
