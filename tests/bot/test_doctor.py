"""python -m bot doctor names what must be mended, and how; nothing secret is among its words."""

import time
from pathlib import Path

import pytest

from bot.sample_office import plan_text
from tests.bot.deployed import Deployed, deployed
from tests.doubles.faults import Fault

Patch = pytest.MonkeyPatch
Screen = pytest.CaptureFixture[str]


async def healthy(there: Deployed, folder: Path) -> None:
    """Everything is as it should be."""
    (folder / "plan.toml").write_text(plan_text(), encoding="utf-8")
    await there.run("plan", "load", "plan.toml")
    assert (await there.run("setup-channels"))[0] == 0


async def wrong(there: Deployed, **environment: str) -> list[tuple[str, str]]:
    """(what is wrong, its mend) of each ✗."""
    code, lines = await there.run("doctor", **environment)
    found = [(line, lines[n + 1]) for n, line in enumerate(lines) if line.startswith("✗")]
    assert code == (1 if found else 0)
    assert all(mend.startswith("    → ") for _, mend in found)
    return found


def test_a_healthy_deployment_has_nothing_to_mend(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await healthy(there, tmp_path)
        code, lines = await there.run("doctor")
        assert code == 0, lines
        for said in (
            "database",
            "2568",
            "MB",
            "healthz",
            "clock",
            "@tidtam",
            "@tidtam_bot",
            "no limit",
            "updates wait",
        ):
            assert any(line.startswith("✓") and said in line for line in lines), said

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_a_fresh_deployment_is_told_its_next_steps(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        mends = [mend for _, mend in await wrong(there)]
        assert any("plan load" in mend for mend in mends)
        assert sum("setup-channels" in mend for mend in mends) == 2

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_what_the_platforms_tell_is_mended_one_by_one(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await healthy(there, tmp_path)
        there.line.use_webhook, there.line.chat_mode = False, "chat"
        there.line.monthly = 300
        there.line.pushed["somebody"] = 290
        said = "Wrong response from the webhook: 401 Unauthorized"
        there.telegram.troubles = {
            "last_error_date": int(time.time()) - 60, "last_error_message": said, "pending_update_count": 500,
        }  # fmt: skip
        found = await wrong(there)
        for word, mend in (
            ("Chat is on", "Response settings"),
            ("Use webhook is off", "Use webhook: on"),
            ("290 of 300", "officer"),
            (said, "setup-channels"),
            ("500 updates", "bot serve"),
        ):
            assert any(word in one and mend in how for one, how in found), word
        assert len(found) == 5

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_an_old_trouble_is_none(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await healthy(there, tmp_path)
        there.telegram.troubles = {
            "last_error_date": int(time.time()) - 7200,
            "last_error_message": "Connection refused",
        }
        assert await wrong(there) == []

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_wrong_tokens_and_addresses(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await healthy(there, tmp_path)
        found = await wrong(there, LINE_CHANNEL_ACCESS_TOKEN="an old one", TELEGRAM_BOT_TOKEN="1:old")
        assert ["Channel access token" in mend for _, mend in found] == [True, False]
        assert "@BotFather" in found[1][1]
        for url, said in (("http://127.0.0.1:9", "not reached"), ("http://tidtam.go.th", "https"), ("", "not set")):
            found = await wrong(there, PUBLIC_URL=url)
            assert said in str(found[0])
            assert any("LINE: writes to" in one for one, _ in found)
        found = await wrong(there, PUBLIC_URL=there.telegram.url)  # somebody answers there, but not we
        assert "unchanged" in found[0][1]

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_a_platform_that_is_down_is_named_and_the_other_is_looked_at(
    tmp_path: Path, capsys: Screen, monkeypatch: Patch
) -> None:
    async def scene(there: Deployed) -> None:
        await healthy(there, tmp_path)
        there.line.faults.plan("info", Fault("refuse", 503))
        ((one, mend),) = await wrong(there)
        assert one.startswith("✗ LINE") and "api.line.me" in mend

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_asking_telegram_while_a_webhook_is_set(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await healthy(there, tmp_path)
        ((one, mend),) = await wrong(there, TELEGRAM_MODE="polling")
        assert "writes to" in one and "setup-channels" in mend
        await there.run("setup-channels", TELEGRAM_MODE="polling")
        assert await wrong(there, TELEGRAM_MODE="polling") == []

    deployed(tmp_path, capsys, monkeypatch, scene)


def test_what_is_wrong_on_the_machine_itself(tmp_path: Path, capsys: Screen, monkeypatch: Patch) -> None:
    async def scene(there: Deployed) -> None:
        await healthy(there, tmp_path)
        (tmp_path / "a-file").write_text("")
        found = await wrong(there, FILES_DIR=str(tmp_path / "a-file"))
        assert "cannot be written" in found[0][0] and "FILES_DIR" in found[0][1]
        found = await wrong(there, DATABASE_URL="nonsense://x")
        assert "database" in found[0][0] and "DATABASE_URL" in found[0][1]
        nobody = dict.fromkeys(("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "TELEGRAM_BOT_TOKEN"), "")
        found = await wrong(there, TELEGRAM_WEBHOOK_SECRET="", **nobody)
        assert "docs/connect.md" in found[-1][1]

    deployed(tmp_path, capsys, monkeypatch, scene)
