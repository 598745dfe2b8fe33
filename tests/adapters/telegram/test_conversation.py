"""What a customer sees on Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.messages import Reply
from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import telegram_house
from tests.adapters.fakes.telegram import FakeTelegram

ALLOWED = ["message", "callback_query", "my_chat_member"]


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(params=["polling", "webhook"])
async def telegram(request: pytest.FixtureRequest, assistant: FakeAssistant) -> AsyncIterator[FakeTelegram]:
    async with telegram_house(assistant, webhook=request.param == "webhook") as telegram:
        yield telegram


async def test_a_message_is_answered(telegram: FakeTelegram) -> None:
    [seen] = await telegram.say(1001, "pizza <b>& birra</b>")
    assert (seen.chat, seen.text) == (1001, "echo pizza <b>& birra</b>")
    assert (seen.body["parse_mode"], seen.body["text"]) == ("HTML", "echo pizza &lt;b&gt;&amp; birra&lt;/b&gt;")


async def test_commands_reach_the_assistant(telegram: FakeTelegram) -> None:
    [seen] = await telegram.say(1001, "/start spring")
    assert seen.text == "command start spring"


async def test_the_app_s_language_is_a_hint(telegram: FakeTelegram, assistant: FakeAssistant) -> None:
    await telegram.say(1001, "ciao", language="fr-ca")
    assert assistant.heard[0].language == "fr"


async def test_a_sticker_is_told_that_only_text_is_read(telegram: FakeTelegram, assistant: FakeAssistant) -> None:
    sticker = {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": 0, "is_video": 0}
    [seen] = await telegram.message(1001, {"sticker": sticker}, language="fr", times=3)
    assert (seen.text, assistant.heard) == ("text-only (fr)", [])


async def test_a_sticker_from_somebody_who_has_blocked_us(telegram: FakeTelegram) -> None:
    telegram.blocked.add(1001)
    assert await telegram.message(1001, {"location": {"longitude": 1.0, "latitude": 2.0}}) == []
    assert len(telegram.asked("sendMessage")) == 1


async def test_a_press_is_acknowledged_answered_and_loses_its_buttons(telegram: FakeTelegram) -> None:
    [seen] = await telegram.say(1001, "offer")
    assert list(seen.buttons) == ["Sì, con la bufala", "Non ora", "No, grazie"]
    [answer] = await telegram.press(seen, "Sì, con la bufala")
    assert (answer.text, seen.buttons) == ("pressed a1", {})
    assert len(telegram.asked("answerCallbackQuery")) == 1


async def test_pressed_twice_answered_once(telegram: FakeTelegram) -> None:
    [seen] = await telegram.say(1001, "offer")
    [answer] = await telegram.press(seen, "Non ora", data="l1", times=2)
    assert answer.text == "pressed l1"
    assert len(telegram.asked("answerCallbackQuery")) == 2


async def test_an_old_press_cannot_be_acknowledged_and_counts_all_the_same(telegram: FakeTelegram) -> None:
    [seen] = await telegram.say(1001, "offer")
    too_old = {"ok": False, "error_code": 400, "description": "Bad Request: query is too old and response timeout expired"}
    telegram.answer("answerCallbackQuery", too_old, status=400)
    assert len(await telegram.press(seen, "Non ora")) == 1


async def test_a_long_reply_comes_in_several_messages(telegram: FakeTelegram, assistant: FakeAssistant) -> None:
    text = "Una frase che dice qualcosa 🍕. " * 400
    assistant.answers["long"] = Reply("telegram:42:1001", "it", text)
    seen = await telegram.say(1001, "long")
    assert len(seen) == 4
    assert "".join(sent.text for sent in seen) == text


async def test_blocking_opts_out_in_silence(telegram: FakeTelegram, assistant: FakeAssistant) -> None:
    assert await telegram.block(1001) == []
    assert [incoming.command for incoming in assistant.heard] == ["stop"]
    assert assistant.pending("telegram:42") == []


async def test_somebody_who_blocked_us_is_found_out_by_writing(telegram: FakeTelegram, assistant: FakeAssistant) -> None:
    telegram.blocked.add(1001)
    assert await telegram.say(1001, "ciao") == []
    assert [(incoming.command, incoming.customer) for incoming in assistant.heard] == [
        (None, "telegram:1001"),
        ("stop", "telegram:1001"),
    ]
    assert assistant.pending("telegram:42") == []


async def test_edited_messages_were_not_asked_for(telegram: FakeTelegram, assistant: FakeAssistant) -> None:
    edited = {"message_id": 7, "date": 1, "chat": {"id": 1001, "type": "private"}, "text": "x"}
    assert await telegram.update({"edited_message": edited}) == []
    asked = telegram.asked("setWebhook") or telegram.asked("getUpdates")
    assert asked[0]["allowed_updates"] == ALLOWED


async def test_a_group_that_has_moved(telegram: FakeTelegram) -> None:
    telegram.moved[-5] = -100123
    first = await telegram.say(-5, "/help")
    second = await telegram.say(-5, "/help")
    assert [sent.chat for sent in [*first, *second]] == [-100123, -100123]
    assert [body["chat_id"] for body in telegram.asked("sendMessage")] == [-5, -100123, -100123]
