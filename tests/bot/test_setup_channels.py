"""python -m bot setup-channels tells both platforms where we are and what the menus are; twice is as good as once."""

from pathlib import Path
from typing import Any

import pytest

from bot.command_menu import commands_of
from bot.rich_menu import BUTTONS, LARGEST, picture, words
from storage import people
from storage.database import open_database
from storage.office_store import OfficeStore
from tests.bot.deployed import Deployed, deployed
from tests.bot.scripted import NOW
from tests.doubles.faults import Fault

SETUP = "setup-channels"
Patch = pytest.MonkeyPatch
Screen = pytest.CaptureFixture[str]


def test_both_platforms_are_told_everything_and_reach_us(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        code, lines = await there.run(SETUP)
        assert code == 0, lines
        assert all(line.startswith("✓") for line in lines)
        assert there.line.webhook == f"{there.public_url}/webhook/line"
        assert there.telegram.webhook == {
            "url": f"{there.public_url}/webhook/telegram",
            "secret_token": there.telegram.secret,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        }
        (menu,) = there.line.menus.menus.values()
        areas: Any = menu["areas"]
        assert [area["action"]["data"] for area in areas] == list(BUTTONS)
        assert there.line.menus.default in there.line.menus.pictures
        assert set(there.telegram.commands) == {("", ""), ("", "th"), ("", "en")}

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_doing_it_again_changes_nothing(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await there.run(SETUP)
        before = (dict(there.line.menus.menus), there.telegram.webhook, dict(there.telegram.commands))
        code, lines = await there.run(SETUP)
        assert (code, before) == (0, (there.line.menus.menus, there.telegram.webhook, there.telegram.commands))
        assert there.line.calls["menu"] == 1
        assert sum("already" in line for line in lines) == 2

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_an_older_menu_of_ours_goes_and_others_stay(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await there.run(SETUP)
        ((ours, menu),) = there.line.menus.menus.items()
        there.line.menus.menus[ours] = {**menu, "name": "tidtam of-last-year"}
        there.line.menus.menus["theirs"] = {**menu, "name": "ของเทศบาล"}
        assert (await there.run(SETUP))[0] == 0
        names = [str(one["name"]) for one in there.line.menus.menus.values()]
        assert "ของเทศบาล" in names and "tidtam of-last-year" not in names and len(names) == 2
        assert there.line.menus.default in there.line.menus.pictures

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_officers_have_their_own_commands_in_telegram(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        database = open_database(there.environment["DATABASE_URL"])
        with database.engine.begin() as connection:
            store = OfficeStore(connection, 1)
            for chat, role in (("555", "legal_officer"), ("556", "reporter"), ("557", "legal_officer")):
                person = people.add_person(store, "จนท.", "", "", frozenset({role}), "th", NOW)
                people.link_address(store, person, "telegram", chat, NOW)
        database.close()
        there.telegram.unknown.add(557)
        code, lines = await there.run(SETUP)
        assert code == 0, lines
        own = {str(one["command"]) for one in there.telegram.commands["555", ""]}
        assert {"report", "lock"} <= own
        assert not {"report", "lock"} & {str(one["command"]) for one in there.telegram.commands["", ""]}
        assert not {chat for chat, _ in there.telegram.commands} & {"556", "557"}

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_where_we_are_not_reached_it_says_so(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        code, lines = await there.run(SETUP, PUBLIC_URL="http://127.0.0.1:9")
        assert code == 1
        (wrong,) = [n for n, line in enumerate(lines) if line.startswith("✗")]
        assert "does not reach" in lines[wrong] and "bot serve" in lines[wrong + 1]
        code, lines = await there.run(SETUP, LINE_CHANNEL_SECRET="the secret of another channel")
        assert code == 0  # the double signs with its own, and the server that runs knows that one

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_one_platform_that_is_down_does_not_keep_the_other(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        there.line.faults.plan("webhook", Fault("refuse", 503))
        code, lines = await there.run(SETUP)
        assert code == 1 and there.telegram.webhook
        assert sum(line.startswith("✗") for line in lines) == 1
        there.line.use_webhook = False
        assert any("Use webhook" in line and line.startswith("✗") for line in (await there.run(SETUP))[1])

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_a_laptop_that_asks_takes_the_webhook_away(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await there.run(SETUP)
        alone = {"LINE_CHANNEL_SECRET": "", "LINE_CHANNEL_ACCESS_TOKEN": "", "TELEGRAM_WEBHOOK_SECRET": ""}
        code, lines = await there.run(SETUP, TELEGRAM_MODE="polling", PUBLIC_URL="", **alone)
        assert (code, there.telegram.webhook) == (0, {}), lines

    deployed(tmp_path, capsys, monkeypatch, scene)


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [("PUBLIC_URL", "", "PUBLIC_URL is missing"), ("PUBLIC_URL", "http://tidtam.go.th", "https")],
)
def test_without_a_public_address_nothing_is_told(
    tmp_path: Path, capsys: Screen, monkeypatch: Patch, setting: str, value: str, said: str
) -> None:
    async def scene(there: Deployed) -> None:
        code, lines = await there.run(SETUP, **{setting: value})
        assert code == 1 and said in lines[0] and len(lines) == 1
        assert there.line.webhook == "" and there.telegram.webhook == {}

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_with_several_offices_the_address_names_one(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await there.run("office", "add", "narathiwat", "--name", "เทศบาลเมืองนราธิวาส")
        code, lines = await there.run(SETUP)
        assert code == 1 and "--office" in lines[0]
        code, lines = await there.run(SETUP, "--office", "takbai")
        assert (code, there.line.webhook) == (0, f"{there.public_url}/webhook/line/takbai"), lines

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_the_picture_is_as_line_wants_it_and_shows_thai_as_it_is_written() -> None:
    assert len(picture()) < LARGEST
    assert list(words().values()) == ["เริ่ม", "สถานะ", "ส่งหลักฐาน", "ช่วยเหลือ"]


@pytest.mark.parametrize("role", ["reporter", "head", "legal_officer", "administrator", "executive"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_command_has_a_description_of_its_own(role: str, language: str) -> None:
    menu = commands_of(frozenset({role}), language)
    told = [str(one["description"]) for one in menu]
    assert len(set(told)) == len(told) <= 100
    assert all(3 <= len(one) <= 256 and "•" not in one for one in told)
    assert all(" · " in one for one in told) or language == "th"
