"""Payloads as Slack sends them, cut down to what matters; every function takes overrides."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def event(**changes: object) -> Json:
    """A direct message; `body` holds changes outside the event."""
    body = changes.pop("body", {})
    assert isinstance(body, dict)
    inner = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": "ciao", "ts": "1700000000.000100"}
    authorizations = [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}]
    outer = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "authorizations": authorizations}
    return outer | {"event": {key: value for key, value in (inner | changes).items() if value is not None}} | body


def mention(**changes: object) -> Json:
    return event(**{"type": "app_mention", "channel_type": None, "channel": "C1", "text": "<@UBOT> ciao"} | changes)


def command(name: str = "/offer", text: str = "ciao", **changes: object) -> Json:
    body = {"command": name, "text": text, "team_id": "T1", "channel_id": "C1", "user_id": "U1", "trigger_id": "7.trigger"}
    return body | {"response_url": "http://127.0.0.1/response/7"} | changes


def press(**changes: object) -> Json:
    button = {
        "type": "button",
        "action_id": "accept:a1",
        "value": "a1",
        "block_id": "reply:fr:0",
        "text": {"type": "plain_text", "text": "Oui"},
    }
    container = {"type": "message", "channel_id": "D1", "message_ts": "1700000000.000200", "is_ephemeral": False}
    body = {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}, "trigger_id": "8.trigger"}
    return body | {"container": container, "actions": [button], "message": {"text": "…", "blocks": []}} | changes
