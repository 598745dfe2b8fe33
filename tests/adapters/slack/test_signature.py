"""Nothing unsigned comes in. Every request here is really posted, with a real signature or a forged one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adapters.slack.app import build
from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import slack_house, slack_service, slack_settings
from tests.adapters.fakes.slack import SIGNING_SECRET
from tests.adapters.fakes.slack_signature import signed
from tests.adapters.slack.payloads import event

BODY = json.dumps(event(channel="DU1"))
JSON = {"Content-Type": "application/json"}
NOW = signed(BODY, SIGNING_SECRET)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="unsigned"),
        pytest.param(signed(BODY, "another secret"), id="forged"),
        pytest.param(signed(BODY + " ", SIGNING_SECRET), id="of another body"),
        pytest.param(signed(BODY, SIGNING_SECRET, age=301), id="too old"),
        pytest.param(signed(BODY, SIGNING_SECRET, age=-4000), id="from the future"),
        pytest.param(NOW | {"X-Slack-Request-Timestamp": "yesterday"}, id="no number"),
        pytest.param(NOW | {"X-Slack-Request-Timestamp": "9" * 5000}, id="a number without end"),
        pytest.param(NOW | {"X-Slack-Signature": "v0=è"}, id="not ASCII"),
        pytest.param({"X-Slack-Signature": NOW["X-Slack-Signature"]}, id="without a timestamp"),
        pytest.param({"X-Slack-Request-Timestamp": NOW["X-Slack-Request-Timestamp"]}, id="without a signature"),
    ],
)
async def test_refused(headers: dict[str, str]) -> None:
    assistant = FakeAssistant()
    async with slack_house(assistant) as slack:
        await slack.post(BODY, JSON | headers)
        await slack.settled()
        assert (slack.statuses, slack.posts, assistant.heard) == ([401], [], [])


async def test_an_unsigned_body_in_no_encoding_is_refused() -> None:
    async with slack_house(FakeAssistant()) as slack:
        await slack.post("ssl_check=1\udce8".encode(errors="surrogateescape").decode("latin-1"), JSON)
        assert slack.statuses == [401]


@pytest.mark.parametrize("age", [0, 299])
async def test_accepted(age: float) -> None:
    async with slack_house(FakeAssistant()) as slack:
        slack.users.add("U1")
        await slack.post(BODY, JSON | signed(BODY, SIGNING_SECRET, age))
        await slack.settled()
        assert (slack.statuses, [post.text for post in slack.posts]) == ([200], ["echo ciao"])


async def test_slack_checks_the_address_when_it_is_entered() -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c-1"})
    async with slack_house(FakeAssistant()) as slack:
        answer = await slack.post(body, JSON | signed(body, SIGNING_SECRET))
        assert (slack.statuses, json.loads(answer)) == ([200], {"challenge": "c-1"})


async def test_without_a_secret_there_is_no_entrance() -> None:
    async with slack_service() as slack:
        settings = replace(slack_settings(slack), signing_secret=None)
        with pytest.raises(ValueError, match="signing_secret must not be empty"):
            build(settings, FakeAssistant())
