"""Both services at once, as `sommelier serve` runs them."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from adapters.errors import SettingsError, StartError
from adapters.port import Assistant
from adapters.serve import build_adapters, serve
from adapters.settings import Settings
from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import slack_service, telegram_service
from tests.adapters.fakes.slack import FakeSlack
from tests.adapters.fakes.slack_api import APP_TOKEN, BOT_TOKEN
from tests.adapters.fakes.telegram import TOKEN, FakeTelegram


@asynccontextmanager
async def services() -> AsyncIterator[tuple[FakeSlack, FakeTelegram, Settings]]:
    async with slack_service() as slack, telegram_service() as telegram:
        settings = Settings(
            slack_bot_token=SecretStr(BOT_TOKEN),
            slack_app_token=SecretStr(APP_TOKEN),
            slack_api_url=f"{slack.url}/api/",
            telegram_bot_token=SecretStr(TOKEN),
            telegram_api_url=telegram.url,
        )
        yield slack, telegram, settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def start(settings: Settings, assistant: Assistant, stop: asyncio.Event) -> asyncio.Task[None]:
    return asyncio.create_task(serve(settings, assistant, stop))


async def test_both_answer_and_both_stop() -> None:
    stop = asyncio.Event()
    with capture_logs() as logs:
        async with services() as (slack, telegram, settings):
            serving = start(settings, FakeAssistant(), stop)
            await asyncio.wait_for(slack.linked.wait(), 10)
            [rep] = await slack.dm("U1", "ciao")
            [customer] = await telegram.say(1001, "salut")
            stop.set()
            await asyncio.wait_for(serving, 10)
    assert (rep.text, customer.text) == ("echo ciao", "echo salut")
    running = {(entry["adapter"], entry["how"]) for entry in logs if entry["event"] == "adapter-running"}
    assert running == {("slack", "Socket Mode"), ("telegram", "polling")}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_signals_stop_it(number: signal.Signals) -> None:
    async with services() as (slack, _, settings):
        serving = asyncio.create_task(serve(settings, FakeAssistant()))
        await asyncio.wait_for(slack.linked.wait(), 10)
        os.kill(os.getpid(), number)
        await asyncio.wait_for(serving, 10)


async def test_what_is_in_hand_is_finished_before_stopping() -> None:
    stop = asyncio.Event()
    async with services() as (_, telegram, settings):
        serving = start(settings, FakeAssistant(), stop)
        gate = telegram.hold("sendMessage")
        saying = asyncio.create_task(telegram.say(1001, "ciao"))
        await gate.reached.wait()
        stop.set()
        await asyncio.wait({serving}, timeout=0.1)
        assert not serving.done()
        gate.opened.set()
        await asyncio.wait_for(serving, 10)
        saying.cancel()
        assert [sent.text for sent in telegram.sent] == ["echo ciao"]


async def test_what_takes_too_long_is_owed_to_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.adapter.DRAIN_SECONDS", 0.05)
    assistant, stop = FakeAssistant(), asyncio.Event()
    async with services() as (slack, telegram, settings):
        serving = start(settings, assistant, stop)
        await asyncio.wait_for(slack.linked.wait(), 10)
        gates = telegram.hold("sendMessage"), slack.hold("chat.postMessage")
        saying = [asyncio.create_task(telegram.say(1001, "ciao")), asyncio.create_task(slack.dm("U1", "ciao"))]
        await asyncio.gather(*(gate.reached.wait() for gate in gates))
        stop.set()
        await asyncio.wait_for(serving, 10)
        for task in saying:
            task.cancel()
        assert (telegram.sent, slack.posts) == ([], [])
        assert [reply.text for channel in ("telegram:42", "slack:T1") for _, reply in assistant.pending(channel)] == [
            "echo ciao"
        ] * 2


async def test_one_that_cannot_start_ends_all() -> None:
    async with services() as (_, telegram, settings):
        telegram.answer("getMe", {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        with pytest.raises(StartError, match="TELEGRAM_BOT_TOKEN"):
            await asyncio.wait_for(serve(settings, FakeAssistant()), 10)


def test_without_settings_it_says_what_to_set() -> None:
    with pytest.raises(SettingsError) as raised:
        build_adapters(Settings(), FakeAssistant())
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_URL"):
        assert name in str(raised.value)
