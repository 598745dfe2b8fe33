"""Slack over a websocket."""

from __future__ import annotations

from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import slack_bot, slack_house, slack_service


async def test_a_message_there_and_back() -> None:
    async with slack_house(FakeAssistant(), socket=True) as slack:
        [seen] = await slack.dm("U1", "ciao")
        assert (seen.text, slack.statuses) == ("echo ciao", [])


async def test_commands_and_presses_travel_the_same_way() -> None:
    async with slack_house(FakeAssistant(), socket=True) as slack:
        _, buttons = await slack.command("U1", "/offer", "offer")
        [answer] = await slack.press(buttons, "Sì, con la bufala")
        assert (answer.text, buttons.text) == ("pressed a1", "✓ Sì, con la bufala · noted-accept (it)")


async def test_slack_renews_the_link() -> None:
    async with slack_house(FakeAssistant(), socket=True) as slack:
        await slack.dm("U1", "prima")
        await slack.ask_to_reconnect()
        [seen] = await slack.dm("U1", "dopo")
        assert seen.text == "echo dopo"


async def test_stopping_closes_the_link() -> None:
    async with slack_service() as slack:
        async with slack_bot(slack, FakeAssistant(), socket=True):
            await slack.dm("U1", "ciao")
        assert slack.bot_url == ""
        async with slack_bot(slack, FakeAssistant(), socket=True):
            assert len(await slack.dm("U1", "di nuovo")) == 1
