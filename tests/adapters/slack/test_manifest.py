"""The manifest that is pasted into Slack asks for what the adapter uses."""

from __future__ import annotations

from pathlib import Path

import yaml

import adapters.slack

MANIFEST = yaml.safe_load((Path(adapters.slack.__file__).parent / "manifest.yaml").read_text("utf-8"))


def test_commands_events_and_scopes() -> None:
    assert {command["command"] for command in MANIFEST["features"]["slash_commands"]} == {"/offer", "/drill"}
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == {"app_mention", "message.im"}
    assert {"chat:write", "commands", "im:history", "im:write"} <= set(MANIFEST["oauth_config"]["scopes"]["bot"])
