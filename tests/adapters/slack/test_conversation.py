"""What a rep and a trainee see in Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.messages import Action, Reply
from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import slack_house
from tests.adapters.fakes.slack import FakeSlack

OFFER = "Da dire\nCon la bufala è più cremosa.\n*Perché*\nCerca gusto & pienezza <sempre>\nNota: Il prezzo viene dopo."


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
async def slack(assistant: FakeAssistant) -> AsyncIterator[FakeSlack]:
    async with slack_house(assistant) as slack:
        yield slack


async def test_a_direct_message_is_answered(slack: FakeSlack) -> None:
    [seen] = await slack.dm("U1", "Caf&amp;bar")
    assert (seen.text, seen.channel, seen.thread, seen.only_for) == ("echo Caf&bar", "DU1", None, None)
    assert seen.body["text"] == "echo Caf&amp;bar"


async def test_a_thread_is_answered_in_the_thread(slack: FakeSlack) -> None:
    [seen] = await slack.dm("U1", "ciao", thread="1600000000.000001")
    assert seen.thread == "1600000000.000001"


async def test_a_mention_opens_a_thread_that_goes_on(slack: FakeSlack, assistant: FakeAssistant) -> None:
    [first] = await slack.mention("U1", "ciao")
    [second] = await slack.mention("U2", "e poi?", thread=first.thread)
    assert first.text == "echo ciao"
    assert first.thread
    assert first.thread == second.thread
    assert len({incoming.conversation for incoming in assistant.heard}) == 1


async def test_where_clients_read_along_only_the_rep_sees_the_advice(slack: FakeSlack) -> None:
    seen, buttons = await slack.mention("U1", "offer", shared=True)
    assert (seen.only_for, buttons.only_for, seen.channel, seen.text) == ("U1", "U1", "C1", OFFER)


@pytest.mark.parametrize("changes", [{"subtype": "message_changed"}, {"subtype": "channel_join"}, {"bot_id": "B7"}])
async def test_what_nobody_wrote_to_us_is_ignored(slack: FakeSlack, assistant: FakeAssistant, changes: dict[str, str]) -> None:
    assert await slack.dm("U1", "ciao", changes=changes) == []
    assert (assistant.heard, slack.statuses) == ([], [200])


async def test_its_own_messages_are_ignored(slack: FakeSlack, assistant: FakeAssistant) -> None:
    assert await slack.dm("UBOT", "ciao") == []
    assert assistant.heard == []


async def test_other_events_are_acknowledged(slack: FakeSlack) -> None:
    assert await slack.event({"type": "reaction_added", "user": "U1", "reaction": "eyes"}) == []
    assert slack.statuses == [200]


async def test_a_file_without_words(slack: FakeSlack, assistant: FakeAssistant) -> None:
    [seen] = await slack.dm("U1", "", changes={"subtype": "file_share", "files": [{"id": "F1"}]})
    assert (seen.text, assistant.heard) == ("text-only (None)", [])


async def test_offer_is_answered_privately_wherever_it_is_typed(slack: FakeSlack) -> None:
    slack.left.add("C9")
    seen, buttons = await slack.command("U1", "/offer", "offer", channel="C9")
    assert (seen.text, seen.only_for, seen.channel) == (OFFER, "U1", "C9")
    assert list(buttons.buttons) == ["Sì, con la bufala", "Non ora", "No, grazie"]


async def test_offer_without_words_explains_itself(slack: FakeSlack) -> None:
    [seen] = await slack.command("U1", "/offer")
    assert seen.text == "command help"


async def test_an_expired_address_falls_back_to_direct_messages(slack: FakeSlack) -> None:
    slack.left.add("C9")
    slack.answer("response_url", {"ok": False}, status=404)
    [seen] = await slack.command("U1", "/offer", "ciao", channel="C9")
    assert (seen.text, seen.channel) == ("echo ciao", "DU1")


async def test_a_drill_is_played_in_direct_messages(slack: FakeSlack, assistant: FakeAssistant) -> None:
    [seen] = await slack.command("U1", "/drill", "difficile", channel="C1")
    await slack.dm("U1", "buongiorno")
    drill, line = assistant.heard
    assert (seen.text, seen.channel, seen.only_for) == ("command drill difficile", "DU1", None)
    assert (drill.role, drill.command, line.conversation) == ("trainee", "drill", drill.conversation)


@pytest.mark.parametrize(
    ("label", "action", "outcome"),
    [
        ("Sì, con la bufala", "a1", "✓ Sì, con la bufala · noted-accept (it)"),
        ("Non ora", "l1", "✓ Non ora · noted-later (it)"),
        ("No, grazie", "r1", "✓ No, grazie · noted-refuse (it)"),
    ],
)
async def test_a_press_leaves_its_outcome_in_place_of_the_buttons(
    slack: FakeSlack, label: str, action: str, outcome: str
) -> None:
    [seen] = await slack.dm("U1", "offer")
    [answer] = await slack.press(seen, label)
    assert answer.text == f"pressed {action}"
    assert (seen.text, seen.buttons) == (f"{OFFER}\n{outcome}", {})


async def test_a_choice_shows_what_was_chosen(slack: FakeSlack, assistant: FakeAssistant) -> None:
    assistant.answers["menu"] = Reply("slack:T1:DU1:U1", "en", "Which?", actions=(Action("c1", "Hard"), Action("c2", "Easy")))
    [seen] = await slack.dm("U1", "menu")
    await slack.press(seen, "Easy")
    assert seen.text == "Which?\n✓ Easy"


async def test_a_private_message_keeps_the_advice_when_its_buttons_go(slack: FakeSlack) -> None:
    advice, buttons = await slack.command("U1", "/offer", "offer")
    [answer] = await slack.press(buttons, "Non ora")
    assert (advice.text, buttons.text, buttons.buttons) == (OFFER, "✓ Non ora · noted-later (it)", {})
    assert (answer.text, answer.only_for) == ("pressed l1", "U1")


async def test_a_button_in_a_thread_is_answered_there(slack: FakeSlack) -> None:
    [seen] = await slack.mention("U1", "offer")
    [answer] = await slack.press(seen, "Non ora", user="U2")
    assert answer.thread == seen.thread


async def test_pressed_twice_answered_once(slack: FakeSlack) -> None:
    [seen] = await slack.dm("U1", "offer")
    assert len(await slack.press(seen, "Non ora", times=2)) == 1


async def test_the_first_press_decides_what_is_shown(slack: FakeSlack) -> None:
    [seen] = await slack.dm("U1", "offer")
    late = slack._press(seen, "No, grazie", "U1")
    await slack.press(seen, "Sì, con la bufala")
    await slack.deliver("interactive", late)
    await slack.settled()
    assert seen.text.endswith("✓ Sì, con la bufala · noted-accept (it)")


async def test_a_press_on_a_message_that_is_gone_counts_all_the_same(slack: FakeSlack) -> None:
    [seen] = await slack.dm("U1", "offer")
    slack.answer("chat.update", {"ok": False, "error": "message_not_found"})
    [answer] = await slack.press(seen, "Non ora")
    assert answer.text == "pressed l1"


async def test_a_long_reply_comes_in_several_messages(slack: FakeSlack, assistant: FakeAssistant) -> None:
    text = "Una frase che dice qualcosa. " * 1000
    assistant.answers["long"] = Reply("slack:T1:DU1:U1", "it", text)
    seen = await slack.dm("U1", "long")
    assert len(seen) == 3
    assert "".join(post.text for post in seen).replace("\n", "") == text


async def test_refused_blocks_still_leave_the_text(slack: FakeSlack) -> None:
    slack.answer("chat.postMessage", {"ok": False, "error": "invalid_blocks"})
    [seen] = await slack.dm("U1", "offer")
    assert seen.text == "Con la bufala è più cremosa."
