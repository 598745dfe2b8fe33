"""Wrong keys are told when Slack is started, and no key is ever shown."""

from __future__ import annotations

import pytest

from adapters.errors import StartError
from tests.adapters.fakes.assistant import FakeAssistant
from tests.adapters.fakes.houses import slack_bot, slack_service, slack_settings
from tests.adapters.fakes.slack import SIGNING_SECRET
from tests.adapters.fakes.slack_api import APP_TOKEN, BOT_TOKEN

SECRETS = [BOT_TOKEN, APP_TOKEN, SIGNING_SECRET]


@pytest.mark.parametrize(("socket", "token"), [(False, "SLACK_BOT_TOKEN"), (True, "SLACK_APP_TOKEN")])
async def test_a_wrong_token_is_told_at_start(socket: bool, token: str) -> None:
    async with slack_service() as slack:
        slack.answer("apps.connections.open" if socket else "auth.test", {"ok": False, "error": "invalid_auth"})
        with pytest.raises(StartError, match=f"{token} .invalid_auth") as raised:
            async with slack_bot(slack, FakeAssistant(), socket=socket):
                pass
        assert not any(secret in str(raised.value) for secret in SECRETS)


async def test_settings_tell_no_secrets() -> None:
    async with slack_service() as slack:
        assert not any(secret in repr(slack_settings(slack, socket=True)) for secret in SECRETS)
