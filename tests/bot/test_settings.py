"""Settings: half a configuration is refused in one line that names the setting; secrets are never shown."""

from pathlib import Path

import pytest

from bot.settings import BadSettings, Settings, read_settings

LINE = {"LINE_CHANNEL_SECRET": "s3cret-of-line", "LINE_CHANNEL_ACCESS_TOKEN": "t0ken-of-line"}
TELEGRAM = {"TELEGRAM_BOT_TOKEN": "1:t0ken-of-telegram", "TELEGRAM_WEBHOOK_SECRET": "s3cret-of-telegram"}


def settings(folder: Path, **environment: str) -> Settings:
    return read_settings(environment, folder / ".env")


def test_with_nothing_set_everything_has_a_default(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.host, found.port, found.database_url) == ("127.0.0.1", 8000, "sqlite:///tidtam.db")
    assert not found.line and not found.telegram


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"LINE_CHANNEL_SECRET": "x"}, "LINE_CHANNEL_ACCESS_TOKEN"),
        ({"LINE_CHANNEL_ACCESS_TOKEN": "x"}, "LINE_CHANNEL_SECRET"),
        ({"LINE_CHANNEL_ID": "1"}, "LINE_CHANNEL_SECRET"),
        ({"TELEGRAM_BOT_TOKEN": "1:x"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"TELEGRAM_WEBHOOK_SECRET": "x"}, "TELEGRAM_BOT_TOKEN"),
        ({**TELEGRAM, "TELEGRAM_MODE": "poll"}, "TELEGRAM_MODE"),
        ({"PORT": "eight"}, "PORT"),
        ({"PORT": "65536"}, "PORT"),
        ({"PORT": "-1"}, "PORT"),
        ({"PUBLIC_URL": "tidtam.go.th"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "ftp://tidtam.go.th"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://[half"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://tidtam.go.th:port"}, "PUBLIC_URL"),
        ({"LINE_API_URL": "localhost:8080"}, "LINE_API_URL"),
        ({"LINE_API_DATA_URL": "nowhere"}, "LINE_API_DATA_URL"),
        ({"TELEGRAM_API_URL": "//api"}, "TELEGRAM_API_URL"),
        ({"TELEGRAM_BOT_TOKEN_FILE": "/no/such/file"}, "TELEGRAM_BOT_TOKEN_FILE"),
        ({"PORT": "1", "PORT_FILE": "/no/such/file"}, "PORT_FILE"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_one_line_that_names_the_setting(
    tmp_path: Path, environment: dict[str, str], named: str
) -> None:
    with pytest.raises(BadSettings) as refused:
        settings(tmp_path, **environment)
    assert named in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_secret_may_stand_in_a_file_as_docker_and_systemd_hand_it_over(tmp_path: Path) -> None:
    for name, value in TELEGRAM.items():
        (tmp_path / name).write_text(f"{value}\n", encoding="utf-8")
    found = settings(tmp_path, **{f"{name}_FILE": str(tmp_path / name) for name in TELEGRAM})
    assert found.telegram_bot_token == TELEGRAM["TELEGRAM_BOT_TOKEN"]
    assert found.telegram_webhook_secret == TELEGRAM["TELEGRAM_WEBHOOK_SECRET"]


def test_a_secret_file_that_is_no_text_is_refused_without_its_contents(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"\xff\xfe s3cret")
    with pytest.raises(BadSettings, match="LINE_CHANNEL_SECRET_FILE") as refused:
        settings(tmp_path, LINE_CHANNEL_SECRET_FILE=str(tmp_path / "token"))
    assert "s3cret" not in str(refused.value)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9001\nHOST=0.0.0.0\n", encoding="utf-8")
    found = settings(tmp_path, PORT="9002")
    assert (found.port, found.host) == (9002, "0.0.0.0")


def test_an_address_loses_its_last_slash(tmp_path: Path) -> None:
    assert settings(tmp_path, PUBLIC_URL="https://tidtam.go.th/").public_url == "https://tidtam.go.th"


def test_no_secret_and_no_password_is_ever_shown(tmp_path: Path) -> None:
    shown = repr(settings(tmp_path, **LINE, **TELEGRAM, DATABASE_URL="postgresql://bot:pa55word@db/tidtam"))
    assert not [secret for secret in (*LINE.values(), *TELEGRAM.values(), "pa55word") if secret in shown]


def test_a_laptop_that_asks_telegram_needs_no_secret(tmp_path: Path) -> None:
    found = settings(tmp_path, TELEGRAM_BOT_TOKEN="1:x", TELEGRAM_MODE="polling")
    assert found.telegram and found.telegram_mode == "polling"
