"""The environment and `.env` → settings; what is missing is named, what is secret is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.errors import SettingsError
from adapters.settings import Settings, load

SLACK = {"SLACK_BOT_TOKEN": "xoxb-s3cret", "SLACK_APP_TOKEN": "xapp-s3cret"}
TELEGRAM = {"TELEGRAM_BOT_TOKEN": "42:s3cret"}
WEBHOOK = TELEGRAM | {"TELEGRAM_WEBHOOK_URL": "https://bot.example/t", "TELEGRAM_WEBHOOK_SECRET": "s3cret"}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def load_from(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load(env_file=None)


def test_nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_from(monkeypatch, {})
    assert (settings.slack, settings.telegram, settings.sommelier_catalog) == (None, None, None)
    assert settings.sommelier_database_url.get_secret_value().startswith("sqlite")
    assert settings.sommelier_log_level == "INFO"


def test_everything_set(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {"SLACK_PORT": "3001", "TELEGRAM_PORT": "8081", "SOMMELIER_LOG_LEVEL": "debug", "SOMMELIER_CATALOG": "pizzeria"}
    settings = load_from(monkeypatch, SLACK | WEBHOOK | more | {"SOMMELIER_DATABASE_URL": "postgresql://u:s3cret@h/d"})
    assert settings.slack
    assert settings.telegram
    assert (settings.slack.bot_token.get_secret_value(), settings.slack.port) == ("xoxb-s3cret", 3001)
    assert (settings.telegram.webhook_url, settings.telegram.port) == ("https://bot.example/t", 8081)
    assert (settings.sommelier_log_level, settings.sommelier_catalog) == ("DEBUG", "pizzeria")
    assert "s3cret" not in f"{settings!r} {settings} {settings.slack!r} {settings.telegram!r}"


def test_a_dotenv_file_below_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TELEGRAM_BOT_TOKEN=42:from-file\nTELEGRAM_PORT=8082\nSLACK_BOT_TOKEN=\nOTHER=1\n", "utf-8")
    monkeypatch.setenv("TELEGRAM_PORT", "8083")
    settings = load(file)
    assert settings.slack is None
    assert settings.telegram
    assert (settings.telegram.bot_token.get_secret_value(), settings.telegram.port) == ("42:from-file", 8083)


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-s3cret"}, "SLACK_APP_TOKEN .* SLACK_SIGNING_SECRET"),
        ({"SLACK_APP_TOKEN": "xapp-s3cret"}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_SIGNING_SECRET": "s3cret"}, "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "xapp-s3cret", "SLACK_APP_TOKEN": "xoxb-s3cret"}, "SLACK_BOT_TOKEN should begin with xoxb-"),
        (SLACK | {"SLACK_APP_TOKEN": "s3cret"}, "SLACK_APP_TOKEN should begin with xapp-"),
        ({"TELEGRAM_WEBHOOK_URL": "https://bot.example"}, "TELEGRAM_BOT_TOKEN is missing"),
        ({"TELEGRAM_WEBHOOK_SECRET": "s3cret"}, "TELEGRAM_BOT_TOKEN is missing"),
        (TELEGRAM | {"TELEGRAM_WEBHOOK_URL": "https://bot.example"}, "TELEGRAM_WEBHOOK_SECRET is missing"),
        (TELEGRAM | {"TELEGRAM_WEBHOOK_SECRET": "s3cret"}, "TELEGRAM_WEBHOOK_URL is missing"),
        (WEBHOOK | {"TELEGRAM_WEBHOOK_SECRET": "s3cret!"}, "TELEGRAM_WEBHOOK_SECRET may hold"),
        (WEBHOOK | {"TELEGRAM_WEBHOOK_URL": "http://bot.example"}, "TELEGRAM_WEBHOOK_URL must begin with https"),
        ({"TELEGRAM_BOT_TOKEN": "s3cret"}, "TELEGRAM_BOT_TOKEN should look like"),
        ({"SLACK_PORT": "s3cret"}, "SLACK_PORT: "),
        ({"SOMMELIER_LOG_LEVEL": "s3cret"}, "SOMMELIER_LOG_LEVEL: .* DEBUG, INFO"),
    ],
)
def test_what_is_wrong_is_named(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as raised:
        load_from(monkeypatch, variables)
    assert "s3cret" not in str(raised.value)
    assert raised.value.__cause__ is None
