"""Settings from the environment or `.env`, read and checked once. Secrets never show in a repr, a log or an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters.errors import SettingsError

# Both services post from outside, usually through a proxy in front of us; what they post is signed.
ANYWHERE = "0.0.0.0"  # noqa: S104
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

NOTHING_SET = """No chat service has its settings. Set, in the environment or in .env:
  Slack     SLACK_BOT_TOKEN (xoxb-…), and SLACK_APP_TOKEN (xapp-…, Socket Mode) or SLACK_SIGNING_SECRET (HTTP, on SLACK_PORT)
  Telegram  TELEGRAM_BOT_TOKEN (from @BotFather); for a webhook TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET as well"""


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """With an app token Slack is reached over Socket Mode, else it posts signed requests to `port`."""

    bot_token: SecretStr
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    port: int = 3000
    host: str = ANYWHERE
    api_url: str = "https://slack.com/api/"
    timeout: float = 30.0


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """With a webhook URL Telegram posts to `port`, else we poll."""

    bot_token: SecretStr
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    port: int = 8080
    host: str = ANYWHERE
    api_url: str = "https://api.telegram.org"
    timeout: float = 20.0


class Settings(BaseSettings):
    """The environment, as it is. `load` makes one; `slack` and `telegram` are None where nothing is set."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, env_ignore_empty=True)

    sommelier_database_url: SecretStr = SecretStr("sqlite:///sommelier.db")
    sommelier_catalog: str | None = None
    sommelier_taught: Path = Path("taught")
    sommelier_log_level: str = "INFO"
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_port: int = 3000
    slack_api_url: str = "https://slack.com/api/"
    telegram_bot_token: SecretStr | None = None
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: SecretStr | None = None
    telegram_port: int = 8080
    telegram_api_url: str = "https://api.telegram.org"

    @field_validator("sommelier_log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"expected one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    @property
    def slack(self) -> SlackSettings | None:
        """Slack's own, where it is to run."""
        if self.slack_bot_token is None:
            return None
        return SlackSettings(
            self.slack_bot_token,
            self.slack_app_token,
            self.slack_signing_secret,
            port=self.slack_port,
            api_url=self.slack_api_url,
        )

    @property
    def telegram(self) -> TelegramSettings | None:
        """Telegram's own, where it is to run."""
        if self.telegram_bot_token is None:
            return None
        return TelegramSettings(
            self.telegram_bot_token,
            self.telegram_webhook_url,
            self.telegram_webhook_secret,
            port=self.telegram_port,
            api_url=self.telegram_api_url,
        )


def load(env_file: Path | str | None = ".env") -> Settings:
    """Read and check. Raises `SettingsError` naming what is missing or wrong, never its value."""
    arguments: dict[str, Any] = {"_env_file": env_file}
    try:
        settings = Settings(**arguments)
    except ValidationError as error:
        faults = [f"{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors(include_input=False)]
        raise SettingsError("; ".join(faults)) from None  # its details hold the values
    _check_slack(settings)
    _check_telegram(settings)
    return settings


def _check_slack(settings: Settings) -> None:
    bot, app, signing = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    if bot is None and (app or signing):
        name = "SLACK_APP_TOKEN" if app else "SLACK_SIGNING_SECRET"
        raise SettingsError(f"{name} is set, SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions (xoxb-…)")
    if bot and not (app or signing):
        raise SettingsError(
            "SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode, xapp-…) nor SLACK_SIGNING_SECRET (HTTP): set one"
        )
    for name, token, prefix in (("SLACK_BOT_TOKEN", bot, "xoxb-"), ("SLACK_APP_TOKEN", app, "xapp-")):
        if token and not token.get_secret_value().startswith(prefix):
            raise SettingsError(f"{name} should begin with {prefix}: it looks like another of Slack's tokens")


def _check_telegram(settings: Settings) -> None:
    bot, url, secret = settings.telegram_bot_token, settings.telegram_webhook_url, settings.telegram_webhook_secret
    if bot is None and (url or secret):
        name = "TELEGRAM_WEBHOOK_URL" if url else "TELEGRAM_WEBHOOK_SECRET"
        raise SettingsError(f"{name} is set, TELEGRAM_BOT_TOKEN is missing: @BotFather gives one")
    if bot and not re.fullmatch(r"\d+:[\w-]+", bot.get_secret_value()):
        raise SettingsError("TELEGRAM_BOT_TOKEN should look like 123456:ABC…, as @BotFather wrote it")
    if url and not secret:
        raise SettingsError(
            "TELEGRAM_WEBHOOK_URL is set, TELEGRAM_WEBHOOK_SECRET is missing: without it anybody could post updates"
        )
    if secret and not url:
        raise SettingsError("TELEGRAM_WEBHOOK_SECRET is set, TELEGRAM_WEBHOOK_URL is missing: set it, or remove both to poll")
    # What Telegram accepts in setWebhook.
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise SettingsError("TELEGRAM_WEBHOOK_SECRET may hold letters, digits, _ and - only, 256 at most")
    if url and urlsplit(url).scheme != "https":
        raise SettingsError("TELEGRAM_WEBHOOK_URL must begin with https://: Telegram posts to no other address")
