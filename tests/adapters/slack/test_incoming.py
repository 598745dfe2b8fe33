"""Slack's payloads → `Incoming`: literal payloads, no bot."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.slack.incoming import event_key, place_in, to_incoming, to_text
from adapters.slack.place import Place, place_of
from tests.adapters.slack.payloads import Json, command, event, mention, press

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)


def test_a_direct_message() -> None:
    incoming = to_incoming(event(), NOW)
    assert incoming is not None
    assert (incoming.conversation, incoming.text, incoming.role) == ("slack:T1:D1:U1", "ciao", "rep")
    assert (incoming.event, incoming.language, incoming.customer, incoming.command) == ("slack:T1:Ev1", None, None, None)
    assert incoming.at == datetime.fromtimestamp(1_700_000_000.0001, UTC)


@pytest.mark.parametrize(
    ("payload", "conversation"),
    [
        (event(thread_ts="1600000000.000001"), "slack:T1:D1:1600000000.000001"),
        (mention(), "slack:T1:C1:1700000000.000100"),
        (mention(thread_ts="1600000000.000001"), "slack:T1:C1:1600000000.000001"),
        (mention(body={"is_ext_shared_channel": True}), "slack:T1:C1:U1"),
        (command(), "slack:T1:C1:U1"),
        (press(), "slack:T1:D1:U1"),
        (press(message={"thread_ts": "1600000000.000001"}), "slack:T1:D1:1600000000.000001"),
    ],
)
def test_where_a_conversation_lives(payload: Json, conversation: str) -> None:
    incoming, place = to_incoming(payload, NOW), place_in(payload)
    assert incoming
    assert place
    assert incoming.conversation == place.conversation == conversation
    assert place_of(conversation).conversation == conversation


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(event(subtype="message_changed"), id="edited"),
        pytest.param(event(subtype="message_deleted"), id="deleted"),
        pytest.param(event(subtype="channel_join"), id="joined"),
        pytest.param(event(subtype="bot_message", user=None, bot_id="B2"), id="another bot"),
        pytest.param(event(bot_id="B1"), id="ourselves"),
        pytest.param(event(channel_type="channel", channel="C1", text="<@UBOT> ciao"), id="the other half of a mention"),
        pytest.param(mention(body={"is_ext_shared_channel": True}, user_team="T9"), id="somebody of another company"),
        pytest.param(event(team="T9"), id="a direct message from another company"),
        pytest.param(press(user={"id": "U9", "team_id": "T9"}), id="a press from another company"),
        pytest.param({"type": "event_callback", "team_id": "T1", "event": {"type": "reaction_added"}}, id="a reaction"),
    ],
)
def test_not_for_us(payload: Json) -> None:
    assert to_incoming(payload, NOW) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<@UBOT> vuole la base", "vuole la base"),
        ("ehi <@UBOT|sommelier> vuole la base", "ehi vuole la base"),
        ("Caf&eacute; &amp; bar &lt;3", "Café & bar <3"),
        ("vedi <https://a.example/x|a.example/x>", "vedi a.example/x"),
        ("<https://a.example>", "https://a.example"),
        ("<mailto:ann@a.example|ann@a.example>", "ann@a.example"),
        ("<@U2|ann> e <#C2|vendite> <!here>", "ann e vendite here"),
        ("3 &lt; 5 &gt; 4", "3 < 5 > 4"),
    ],
)
def test_text_is_read_as_it_was_written(text: str, read: str) -> None:
    assert to_text(text, "UBOT") == read


def test_commands() -> None:
    offer, empty, drill = (to_incoming(body, NOW) for body in (command(), command(text=" "), command("/drill", "difficile")))
    assert offer
    assert empty
    assert drill
    assert (offer.role, offer.command, offer.text, offer.event) == ("rep", None, "ciao", "slack:T1:7.trigger")
    assert (empty.role, empty.command) == ("rep", "help")
    assert (drill.role, drill.command, drill.text) == ("trainee", "drill", "difficile")


def test_a_press_brings_back_the_language_of_what_was_pressed() -> None:
    incoming = to_incoming(press(), NOW)
    assert incoming is not None
    assert (incoming.action, incoming.text, incoming.language, incoming.event) == ("a1", "", "fr", "slack:T1:8.trigger")


def test_a_bare_mention_asks_for_help() -> None:
    incoming = to_incoming(mention(text="<@UBOT>"), NOW)
    assert incoming
    assert incoming.command == "help"


def test_a_press_without_a_team_as_organisations_have_it() -> None:
    assert event_key(press(team=None)) == "slack:T1:8.trigger"


def test_ephemeral_places() -> None:
    assert Place("T1", "C1", user="U1").ephemeral
    others = [Place("T1", "D1", user="U1"), Place("T1", "C1", "1.0", "U1"), Place("T1", "U1", user="U1")]
    assert not any(place.ephemeral for place in others)
