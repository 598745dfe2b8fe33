"""Telegram's updates → `Incoming`: literal payloads, no bot."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update, User

from adapters.telegram.incoming import event_key, to_incoming, to_stop
from adapters.telegram.place import Place, place_of

Json = dict[str, Any]

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
BOT = User(42, "Sommelier", is_bot=True, username="sommelier_bot")
ADA = {"id": 1001, "is_bot": False, "first_name": "Ada", "language_code": "it-IT"}
OURS = {"id": 42, "is_bot": True, "first_name": "Sommelier"}
PRIVATE = {"id": 1001, "type": "private"}
GROUP = {"id": -5, "type": "group", "title": "Cena"}
BASE: Json = {"message_id": 7, "date": 1_700_000_000, "chat": PRIVATE, "from": ADA}


def message(text: str | None = "ciao", **changes: object) -> Update:
    body = dict(BASE)
    if text is not None:
        body["text"] = text
        if text.startswith("/"):
            body["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return update(message=body | changes)


def update(**content: object) -> Update:
    return Update.de_json({"update_id": 900} | content, None)


def test_a_message() -> None:
    incoming = to_incoming(message(), BOT, NOW)
    assert incoming
    assert (incoming.conversation, incoming.text, incoming.role) == ("telegram:42:1001", "ciao", "customer")
    assert (incoming.customer, incoming.language, incoming.event) == ("telegram:1001", "it", "telegram:42:900")
    assert incoming.at == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/start", "start", ""),
        ("/start spring-sale", "start", "spring-sale"),
        ("/START@sommelier_bot", "start", ""),
        ("/stop", "stop", ""),
        ("/erase", "erase", ""),
        ("/human subito", "human", "subito"),
        ("/help", "help", ""),
        ("/drill", "help", ""),
        ("/menu", "help", ""),
        ("vorrei /stop", None, "vorrei /stop"),
    ],
)
def test_commands(text: str, command: str | None, rest: str) -> None:
    incoming = to_incoming(message(text), BOT, NOW)
    assert incoming
    assert (incoming.command, incoming.text) == (command, rest)


@pytest.mark.parametrize(
    "not_ours",
    [
        pytest.param(message(chat=GROUP), id="talk in a group"),
        pytest.param(message("/start@another_bot", chat=GROUP), id="another bot's command"),
        pytest.param(update(message=BASE | {"from": OURS | {"id": 43}, "text": "ciao"}), id="another bot"),
        pytest.param(message(None, new_chat_members=[ADA], chat=GROUP), id="joined"),
        pytest.param(message(None, migrate_to_chat_id=-100, chat=GROUP), id="migrated"),
        pytest.param(message(None, pinned_message={"message_id": 1, "date": 0, "chat": PRIVATE}), id="pinned"),
        pytest.param(update(edited_message={"message_id": 7, "date": 1, "chat": PRIVATE, "from": ADA, "text": "x"}), id="edited"),
        pytest.param(update(channel_post={"message_id": 7, "date": 1, "chat": PRIVATE, "text": "x"}), id="a channel's post"),
    ],
)
def test_not_for_us(not_ours: Update) -> None:
    assert to_incoming(not_ours, BOT, NOW) is None


@pytest.mark.parametrize(
    ("spoken", "text"),
    [
        (message("@sommelier_bot cosa prendo?", chat=GROUP), "cosa prendo?"),
        (message("/help", chat=GROUP), ""),
        (message("/help@sommelier_bot", chat=GROUP), ""),
        (message("sì", chat=GROUP, reply_to_message={"message_id": 6, "date": 1, "chat": GROUP, "from": OURS}), "sì"),
    ],
)
def test_in_a_group_everybody_has_a_conversation_of_their_own(spoken: Update, text: str) -> None:
    incoming = to_incoming(spoken, BOT, NOW)
    assert incoming
    assert (incoming.conversation, incoming.customer, incoming.text) == ("telegram:42:-5:1001", "telegram:1001", text)


@pytest.mark.parametrize(
    "content",
    [
        {
            "sticker": {
                "file_id": "f",
                "file_unique_id": "u",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}},
        {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
        {"location": {"longitude": 1.0, "latitude": 2.0}},
    ],
)
def test_content_without_words_has_no_text(content: Json) -> None:
    incoming = to_incoming(message(None, **content), BOT, NOW)
    assert incoming
    assert (incoming.text, incoming.command, incoming.action) == ("", None, None)


def test_a_photo_s_caption_is_text() -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    incoming = to_incoming(message(None, photo=photo, caption="questa?"), BOT, NOW)
    assert incoming
    assert incoming.text == "questa?"


def test_a_press() -> None:
    pressed = {"message_id": 7, "date": 1, "chat": PRIVATE, "from": OURS, "text": "…"}
    query = {"id": "q", "from": ADA, "chat_instance": "1", "data": "a1", "message": pressed}
    incoming = to_incoming(update(callback_query=query), BOT, NOW)
    assert incoming
    assert (incoming.action, incoming.text, incoming.conversation, incoming.at) == ("a1", "", "telegram:42:1001", NOW)


def membership(status: str, chat: Json = PRIVATE) -> Update:
    new = {"status": status, "user": OURS} | ({"until_date": 0} if status == "kicked" else {})
    change = {"chat": chat, "from": ADA, "date": 1, "old_chat_member": {"status": "member", "user": OURS}, "new_chat_member": new}
    return update(my_chat_member=change)


def test_blocking_is_opting_out() -> None:
    incoming = to_incoming(membership("kicked"), BOT, NOW)
    assert incoming
    assert (incoming.command, incoming.conversation, incoming.customer) == ("stop", "telegram:42:1001", "telegram:1001")
    assert to_incoming(membership("member"), BOT, NOW) is None
    assert to_incoming(membership("kicked", GROUP), BOT, NOW) is None


def test_a_refused_message_is_opting_out_in_private_only() -> None:
    stop = to_stop("telegram:42:900", Place(42, 1001), NOW)
    assert stop
    assert (stop.command, stop.customer, stop.event) == ("stop", "telegram:1001", "telegram:42:900:gone")
    assert to_stop("telegram:42:900", Place(42, -5, 1001), NOW) is None


@pytest.mark.parametrize("place", [Place(42, 1001), Place(42, -5, 1001)])
def test_a_conversation_says_where_it_lives(place: Place) -> None:
    assert place_of(place.conversation) == place


def test_event_keys_name_the_bot() -> None:
    assert event_key(message(), BOT) == "telegram:42:900"
