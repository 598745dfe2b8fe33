"""What breaks in Slack is apologised for once, and the log learns why without learning what was said."""

from __future__ import annotations

import asyncio
import logging

import pytest
from structlog.testing import capture_logs

from bot.messages import Incoming
from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import slack_house
from tests.adapters.fakes.slack import SIGNING_SECRET
from tests.adapters.fakes.slack_api import APP_TOKEN, BOT_TOKEN

SECRETS = [BOT_TOKEN, APP_TOKEN, SIGNING_SECRET]
BOOM = RuntimeError(f"cannot read 'boom', token {BOT_TOKEN}")


@pytest.mark.parametrize("socket", [False, True])
async def test_a_crash_is_apologised_for_once(socket: bool, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assistant = FakeAssistant({"boom": BOOM})
    with capture_logs() as logs:
        async with slack_house(assistant, socket=socket) as slack:
            await slack.dm("U1", "ciao")
            seen = await slack.dm("U1", "boom", times=3)
    assert [post.text for post in seen] == ["sorry (it)"]
    cause = next(entry for entry in logs if entry["event"] == "handler-failed")
    assert (cause["error"], cause["log_level"]) == ("RuntimeError", "error")
    assert cause["event_key"].startswith("slack:T1:Ev")
    assert any("assistant.py" in place and "_think" in place for place in cause["where"])
    for secret in [*SECRETS, "boom"]:
        assert secret not in f"{logs} {caplog.text}"


async def test_a_crash_in_a_thread_is_apologised_for_in_the_thread() -> None:
    async with slack_house(FakeAssistant({"boom": BOOM})) as slack:
        [seen] = await slack.mention("U1", "boom")
        assert (seen.text, seen.thread is not None) == ("sorry (None)", True)


async def test_a_crash_in_a_command_is_apologised_for_privately() -> None:
    async with slack_house(FakeAssistant({"boom": BOOM})) as slack:
        [seen] = await slack.command("U1", "/offer", "boom")
        assert (seen.text, seen.only_for) == ("sorry (None)", "U1")


async def test_a_drill_that_cannot_be_opened_is_apologised_for_where_it_was_asked_for() -> None:
    async with slack_house(FakeAssistant()) as slack:
        slack.answer("conversations.open", {"ok": False, "error": "missing_scope"})
        [seen] = await slack.command("U1", "/drill")
        assert (seen.text, seen.only_for, seen.channel) == ("sorry (None)", "U1", "C1")


async def test_a_crash_after_a_press_leaves_the_buttons() -> None:
    def crash(incoming: Incoming) -> None:
        if incoming.action:
            raise BOOM

    async with slack_house(FakeAssistant(before=crash)) as slack:
        [seen] = await slack.dm("U1", "offer")
        [apology] = await slack.press(seen, "Non ora")
        assert (apology.text, len(seen.buttons)) == ("sorry (it)", 3)


async def test_a_payload_that_no_translator_understands(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(body: object, now: object) -> Incoming:
        raise BOOM

    monkeypatch.setattr("adapters.slack.app.to_incoming", crash)
    async with slack_house(FakeAssistant()) as slack:
        [seen] = await slack.dm("U1", "ciao")
        assert (seen.text, slack.statuses) == ("sorry (None)", [200])


@pytest.mark.parametrize("command", ["/offer", "/drill"])
async def test_a_crash_in_a_command_does_not_undo_its_acknowledgement(command: str) -> None:
    async with slack_house(FakeAssistant({"boom": BOOM}, before=_crash)) as slack:
        async with asyncio.timeout(2):
            await slack.command("U1", command, "boom")
        assert slack.statuses == [200]


def _crash(_: object) -> None:
    raise BOOM


async def test_when_even_the_apology_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = FakeAssistant({"boom": BOOM})
    monkeypatch.setattr(assistant, "apology", _crash)
    async with slack_house(assistant) as slack:
        [seen] = await slack.dm("U1", "boom")
        assert "Sorry, something went wrong." in seen.text
