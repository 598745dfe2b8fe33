"""Only Telegram may post updates."""

from __future__ import annotations

import pytest

from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import telegram_house
from tests.adapters.fakes.telegram import WEBHOOK_SECRET, person

HEADER = "X-Telegram-Bot-Api-Secret-Token"
CHAT = {"id": 1001, "type": "private"}
UPDATE = {"update_id": 900, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": person(1001), "text": "ciao"}}


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "guess"}, {HEADER: WEBHOOK_SECRET + "x"}, {HEADER: "è"}])
async def test_without_the_secret_nothing_comes_in(headers: dict[str, str]) -> None:
    assistant = FakeAssistant()
    async with telegram_house(assistant, webhook=True) as telegram:
        await telegram.post(UPDATE, headers)
        await telegram.settled()
        assert (telegram.statuses, telegram.sent, assistant.heard) == ([403], [], [])


async def test_telegram_is_told_the_secret_and_the_address() -> None:
    async with telegram_house(FakeAssistant(), webhook=True) as telegram:
        [asked] = telegram.asked("setWebhook")
        assert (asked["url"], asked["secret_token"]) == ("https://bot.example/telegram", WEBHOOK_SECRET)


@pytest.mark.parametrize(
    "body", [{"update_id": 1, "message": {"message_id": "?"}}, {"nothing": 1}, {"update_id": 1, "message": 7}]
)
async def test_what_is_no_update_is_refused(body: dict[str, object]) -> None:
    async with telegram_house(FakeAssistant(), webhook=True) as telegram:
        await telegram.post(body, {HEADER: WEBHOOK_SECRET})
        assert telegram.statuses == [400]
