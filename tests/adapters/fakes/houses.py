"""A bot moved into a fake service: what a test of whole conversations opens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from adapters.port import Assistant
from adapters.settings import SlackSettings, TelegramSettings
from adapters.slack.app import SlackAdapter
from adapters.slack.app import build as build_slack
from adapters.slack.ears import HttpEars
from adapters.telegram.app import TelegramAdapter
from adapters.telegram.app import build as build_telegram
from adapters.telegram.ears import WebhookEars
from tests.adapters.fakes.slack import SIGNING_SECRET, FakeSlack
from tests.adapters.fakes.slack_api import APP_TOKEN, BOT_TOKEN
from tests.adapters.fakes.telegram import TOKEN, WEBHOOK_SECRET, FakeTelegram


class Pauses(list[float]):
    """A clock that does not wait, and remembers how long it should have."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@asynccontextmanager
async def slack_service() -> AsyncIterator[FakeSlack]:
    slack = FakeSlack()
    await slack.start()
    try:
        yield slack
    finally:
        await slack.close()


@asynccontextmanager
async def slack_bot(
    slack: FakeSlack, assistant: Assistant, *, socket: bool = False, pauses: Pauses | None = None
) -> AsyncIterator[SlackAdapter]:
    """A running bot in `slack`; leave the context, and it has stopped (or crashed, for all that Slack knows)."""
    adapter = build_slack(slack_settings(slack, socket=socket), assistant, sleep=Pauses() if pauses is None else pauses)
    slack.settled = adapter.courier.drain
    try:
        await adapter.start()
        if isinstance(adapter.ears, HttpEars):
            slack.bot_url = adapter.ears.listener.url
        yield adapter
    finally:
        await adapter.stop()


def slack_settings(slack: FakeSlack, *, socket: bool = False) -> SlackSettings:
    return SlackSettings(
        bot_token=SecretStr(BOT_TOKEN),
        app_token=SecretStr(APP_TOKEN) if socket else None,
        signing_secret=SecretStr(SIGNING_SECRET),
        port=0,
        host="127.0.0.1",
        api_url=f"{slack.url}/api/",
    )


@asynccontextmanager
async def slack_house(assistant: Assistant, *, socket: bool = False, pauses: Pauses | None = None) -> AsyncIterator[FakeSlack]:
    async with slack_service() as slack, slack_bot(slack, assistant, socket=socket, pauses=pauses):
        yield slack


@asynccontextmanager
async def telegram_service() -> AsyncIterator[FakeTelegram]:
    telegram = FakeTelegram()
    await telegram.start()
    try:
        yield telegram
    finally:
        await telegram.close()


@asynccontextmanager
async def telegram_bot(
    telegram: FakeTelegram, assistant: Assistant, *, webhook: bool = False, pauses: Pauses | None = None
) -> AsyncIterator[TelegramAdapter]:
    """A running bot in `telegram`, polling or with a webhook."""
    settings = telegram_settings(telegram, webhook=webhook)
    adapter = build_telegram(settings, assistant, sleep=Pauses() if pauses is None else pauses)
    telegram.settled = adapter.courier.drain
    try:
        await adapter.start()
        if isinstance(adapter.ears, WebhookEars):
            telegram.bot_url = adapter.ears.listener.url
        yield adapter
    finally:
        telegram.bot_url = ""
        await adapter.stop()


def telegram_settings(telegram: FakeTelegram, *, webhook: bool = False) -> TelegramSettings:
    return TelegramSettings(
        bot_token=SecretStr(TOKEN),
        webhook_url="https://bot.example/telegram" if webhook else None,
        webhook_secret=SecretStr(WEBHOOK_SECRET) if webhook else None,
        port=0,
        host="127.0.0.1",
        api_url=telegram.url,
    )


@asynccontextmanager
async def telegram_house(
    assistant: Assistant, *, webhook: bool = False, pauses: Pauses | None = None
) -> AsyncIterator[FakeTelegram]:
    async with telegram_service() as telegram, telegram_bot(telegram, assistant, webhook=webhook, pauses=pauses):
        yield telegram
