"""Every update answered once on Telegram, whatever breaks on the way."""

from __future__ import annotations

import asyncio
import logging

import pytest
from structlog.testing import capture_logs

from adapters.errors import StartError
from bot.messages import Incoming
from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import Pauses, telegram_bot, telegram_house, telegram_service, telegram_settings
from tests.adapters.fakes.telegram import TOKEN, WEBHOOK_SECRET, FakeTelegram

SECRETS = [TOKEN, TOKEN.split(":")[1], WEBHOOK_SECRET]
BOOM = RuntimeError(f"cannot read 'boom', token {TOKEN}")
WEBHOOK = pytest.mark.parametrize("webhook", [False, True])


def flood(seconds: int) -> dict[str, object]:
    parameters = {"retry_after": seconds}
    return {"ok": False, "error_code": 429, "description": "Too Many Requests: retry later", "parameters": parameters}


def ill(code: int) -> dict[str, object]:
    return {"ok": False, "error_code": code, "description": "Internal Server Error"}


def seen_in(telegram: FakeTelegram) -> list[str]:
    return [sent.text for sent in telegram.sent]


@WEBHOOK
async def test_delivered_three_times_answered_once(webhook: bool) -> None:
    async with telegram_house(FakeAssistant(), webhook=webhook) as telegram:
        assert len(await telegram.say(1001, "ciao", times=3)) == 1


@WEBHOOK
async def test_a_crash_is_apologised_for_once(webhook: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as logs:
        async with telegram_house(FakeAssistant({"boom": BOOM}), webhook=webhook) as telegram:
            seen = await telegram.say(1001, "boom", language="fr", times=3)
    assert [sent.text for sent in seen] == ["sorry (fr)"]
    cause = next(entry for entry in logs if entry["event"] == "handler-failed")
    assert (cause["error"], cause["log_level"]) == ("RuntimeError", "error")
    assert any("assistant.py" in place and "_think" in place for place in cause["where"])
    for secret in [*SECRETS, "boom"]:
        assert secret not in f"{logs} {caplog.text}"


async def test_the_apology_is_in_the_language_of_the_conversation() -> None:
    def crash(incoming: Incoming) -> None:
        if incoming.text == "boom":
            raise BOOM

    async with telegram_house(FakeAssistant(before=crash)) as telegram:
        await telegram.say(1001, "bonjour", language="fr")
        [seen] = await telegram.say(1001, "boom", language="en")
        assert seen.text == "sorry (fr)"


async def test_flooding_waits_as_long_as_telegram_says() -> None:
    pauses = Pauses()
    async with telegram_house(FakeAssistant(), pauses=pauses) as telegram:
        telegram.answer("sendMessage", flood(9), status=429)
        [seen] = await telegram.say(1001, "ciao")
        assert (seen.text, pauses) == ("echo ciao", [9.0])


async def test_a_wait_beyond_patience_is_left_for_later() -> None:
    pauses = Pauses()
    async with telegram_service() as telegram, telegram_bot(telegram, FakeAssistant(), pauses=pauses) as bot:
        telegram.answer("sendMessage", flood(3600), status=429)
        assert await telegram.say(1001, "ciao") == []
        await bot.redeliver()
        assert (seen_in(telegram), pauses) == (["echo ciao"], [])


@pytest.mark.parametrize("code", [500, 502])
async def test_telegram_is_ill_for_a_moment(code: int) -> None:
    pauses = Pauses()
    async with telegram_house(FakeAssistant(), pauses=pauses) as telegram:
        telegram.answer("sendMessage", ill(code), status=code, times=2)
        [seen] = await telegram.say(1001, "ciao")
        assert (seen.text, pauses) == ("echo ciao", [0.5, 2.0])


async def test_a_lost_answer_is_not_sent_again() -> None:
    """Telegram cannot be asked whether a message arrived: once is the promise."""
    assistant = FakeAssistant()
    with capture_logs() as logs:
        async with telegram_house(assistant) as telegram:
            telegram.cut("sendMessage", done=True)
            await telegram.say(1001, "ciao")
            assert (seen_in(telegram), assistant.pending("telegram:42")) == (["echo ciao"], [])
    assert "post-uncertain" in [entry["event"] for entry in logs]


async def test_a_sweep_leaves_alone_what_is_being_sent() -> None:
    async with telegram_service() as telegram, telegram_bot(telegram, FakeAssistant()) as bot:
        gate = telegram.hold("sendMessage")
        saying = asyncio.create_task(telegram.say(1001, "ciao"))
        await gate.reached.wait()
        sweeping = asyncio.create_task(bot.redeliver())
        await asyncio.wait({sweeping}, timeout=0.1)
        gate.opened.set()
        await asyncio.gather(saying, sweeping)
        assert seen_in(telegram) == ["echo ciao"]


async def test_a_crash_between_answer_and_post() -> None:
    before = FakeAssistant()
    async with telegram_service() as telegram:
        async with telegram_bot(telegram, before):
            telegram.answer("sendMessage", ill(500), status=500, times=4)
            await telegram.say(1001, "ciao")
        after = FakeAssistant(inbox=before.inbox)
        async with telegram_bot(telegram, after):
            assert seen_in(telegram) == ["echo ciao"]
        async with telegram_bot(telegram, FakeAssistant(inbox=after.inbox)):
            assert seen_in(telegram) == ["echo ciao"]


async def test_another_bot_s_replies_are_not_ours() -> None:
    assistant = FakeAssistant()
    async with telegram_service() as telegram:
        async with telegram_bot(telegram, assistant):
            await telegram.say(1001, "ciao")
        [entry] = assistant.inbox.values()
        stranger = FakeAssistant(inbox={"telegram:421:900": entry})
        entry.delivered = False
        async with telegram_bot(telegram, stranger):
            assert len(telegram.sent) == 1


async def test_an_update_is_confirmed_only_when_it_has_been_answered() -> None:
    started, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(incoming: Incoming) -> None:
        loop.call_soon_threadsafe(started.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(10)

    async with telegram_house(FakeAssistant(before=work)) as telegram:
        saying = asyncio.create_task(telegram.say(1001, "ciao"))
        await started.wait()
        polls = telegram.asked("getUpdates")
        assert [body.get("offset") for body in polls] == [None]
        go_on.set()
        await saying
        assert telegram.asked("getUpdates")[1]["offset"] > 900


async def test_polling_survives_a_failing_telegram() -> None:
    pauses = Pauses()
    async with telegram_service() as telegram:
        telegram.answer("getUpdates", ill(502), status=502)
        telegram.answer("getUpdates", flood(4), status=429)
        async with telegram_bot(telegram, FakeAssistant(), pauses=pauses):
            [seen] = await telegram.say(1001, "ciao")
            assert (seen.text, pauses) == ("echo ciao", [5.0, 4.0])


async def test_a_webhook_left_behind_is_taken_down_before_polling() -> None:
    async with telegram_house(FakeAssistant()) as telegram:
        assert telegram.asked("deleteWebhook") == [{"drop_pending_updates": False}]


async def test_a_wrong_token_is_told_at_start_and_never_shown() -> None:
    async with telegram_service() as telegram:
        telegram.answer("getMe", {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        with pytest.raises(StartError, match="refuses TELEGRAM_BOT_TOKEN") as raised:
            async with telegram_bot(telegram, FakeAssistant()):
                pass
        shown: BaseException | None = raised.value
        while shown:
            assert not any(secret in str(shown) for secret in SECRETS)
            shown = shown.__cause__


async def test_settings_tell_no_secrets() -> None:
    async with telegram_service() as telegram:
        assert not any(secret in repr(telegram_settings(telegram, webhook=True)) for secret in SECRETS)
