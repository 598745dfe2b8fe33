"""`Reply` → Telegram's messages: within its limits, nothing lost."""

from __future__ import annotations

from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.pieces import units
from adapters.telegram.outgoing import MAX_TEXT, to_keyboard, to_messages
from bot.messages import Action, Reply
from tests.adapters.fakes.assistant import ACTIONS

WORDS = st.text(st.sampled_from("abè .!?\n🍕<&"), max_size=60)
LONG = st.builds(lambda seed, times: seed * times, WORDS, st.integers(1, 300))


def reply(text: str, actions: tuple[Action, ...] = ()) -> Reply:
    return Reply("telegram:42:1001", "it", text, actions=actions)


@settings(deadline=None, max_examples=60)
@given(LONG)
def test_long_texts_keep_everything(text: str) -> None:
    messages = to_messages(reply(text))
    said = "".join(unescape(message.text) for message in messages)
    assert "".join(said.split()) == "".join(text.split())
    assert all(0 < units(unescape(message.text)) <= MAX_TEXT for message in messages)
    assert all("<" not in message.text for message in messages)


def test_cut_at_the_end_of_a_sentence() -> None:
    text = "Una frase intera. " * 400
    assert all(message.text.endswith("intera. ") for message in to_messages(reply(text)))


def test_the_buttons_stand_under_the_last() -> None:
    *others, last = to_messages(reply("Una frase intera. " * 400, ACTIONS))
    assert others
    assert all(message.keyboard is None for message in others)
    assert last.keyboard


def test_yes_above_not_now_beside_no() -> None:
    keyboard = to_keyboard(ACTIONS)
    assert keyboard
    rows = [[(button.text, button.callback_data) for button in row] for row in keyboard.inline_keyboard]
    assert rows == [[("Sì, con la bufala", "a1")], [("Non ora", "l1"), ("No, grazie", "r1")]]


def test_nothing_to_say_sends_nothing() -> None:
    assert to_messages(reply("  ")) == ()
