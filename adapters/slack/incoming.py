"""What Slack sends → what the assistant reads. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from adapters.slack.place import Place
from bot.messages import Incoming

Body = Mapping[str, Any]

# A message event has a subtype when it is anything but something newly written: edited, deleted, joined, sent by a bot …
WRITTEN = {None, "file_share", "thread_broadcast"}
MARKUP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
BLOCK_LANGUAGE = re.compile(r"reply:([a-z]{2,3}):")


def to_incoming(body: Body, now: datetime) -> Incoming | None:
    """One event, slash command or press. None: not for us."""
    if "command" in body:
        return _from_command(body, now)
    if body.get("type") == "block_actions":
        return _from_press(body, now)
    return _from_event(body)


def place_in(body: Body) -> Place | None:
    """Where to answer an event, a command or a press, as far as its payload says."""
    if "command" in body:
        return Place(body["team_id"], body["channel_id"], user=body["user_id"])
    if body.get("type") == "block_actions":
        container = body["container"]
        thread = container.get("thread_ts") or body.get("message", {}).get("thread_ts")
        return Place(_team(body), container["channel_id"], thread=thread, user=body["user"]["id"])
    event = body.get("event", {})
    return _place_of_event(body, event) if {"channel", "user", "ts"} <= event.keys() else None


def _place_of_event(body: Body, event: Body) -> Place:
    team, channel, user = body["team_id"], event["channel"], event["user"]
    if body.get("is_ext_shared_channel"):
        # People of another company read this channel: the advice is for the rep's eyes only.
        return Place(team, channel, user=user)
    if event.get("channel_type") == "im" or channel.startswith("D"):
        return Place(team, channel, thread=event.get("thread_ts"), user=user)
    return Place(team, channel, thread=event.get("thread_ts") or event["ts"], user=user)


def _from_event(body: Body) -> Incoming | None:
    event = body.get("event", {})
    place = place_in(body)
    if place is None or not _is_for_us(body, event):
        return None
    text = to_text(event.get("text") or "", mention=_bot_user(body))
    bare_mention = event["type"] == "app_mention" and not text and not event.get("files")
    return Incoming(
        conversation=place.conversation,
        text=text,
        at=datetime.fromtimestamp(float(event["ts"]), UTC),
        role="rep",
        event=event_key(body),
        command="help" if bare_mention else None,
    )


def _is_for_us(body: Body, event: Body) -> bool:
    if event.get("subtype") not in WRITTEN or event.get("bot_id"):
        return False
    # Slack Connect: somebody of another company is no rep of ours, and must not read what we tell reps.
    if event.get("user_team", event.get("team", body["team_id"])) != body["team_id"]:
        return False
    direct = event.get("channel_type") == "im"
    # A mention in a channel arrives as app_mention and, if that was subscribed to, as message too.
    return direct if event["type"] == "message" else event["type"] == "app_mention" and not direct


def _bot_user(body: Body) -> str | None:
    return next((entry.get("user_id") for entry in body.get("authorizations") or () if entry.get("is_bot")), None)


def _from_command(body: Body, now: datetime) -> Incoming | None:
    place, text, drill = place_in(body), to_text(body.get("text") or ""), body["command"] == "/drill"
    if place is None:
        return None
    return Incoming(
        conversation=place.conversation,
        text=text,
        at=now,
        role="trainee" if drill else "rep",
        event=event_key(body),
        command="drill" if drill else None if text else "help",
    )


def _from_press(body: Body, now: datetime) -> Incoming | None:
    place, press = place_in(body), body["actions"][0]
    stranger = body["user"].get("team_id", _team(body)) != _team(body)
    if place is None or stranger or press.get("type") != "button":
        return None
    language = BLOCK_LANGUAGE.match(press.get("block_id", ""))
    return Incoming(
        conversation=place.conversation,
        text="",
        at=now,
        role="rep",
        language=language[1] if language else None,
        event=event_key(body),
        action=press["value"],
    )


def event_key(body: Body) -> str:
    """The same for every delivery of one event. Commands and presses have no event id; their trigger id is unique."""
    return f"slack:{_team(body)}:{body.get('event_id') or body.get('trigger_id')}"


def _team(body: Body) -> str:
    # An app installed for a whole organisation gets presses without a team.
    team = body.get("team_id") or (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id")
    return str(team)


def to_text(text: str, mention: str | None = None) -> str:
    """As the person wrote it: links and names instead of Slack's markup, and our own name left out."""
    if mention:
        text = re.sub(rf"\s*<@{re.escape(mention)}(?:\|[^>]*)?>\s*", " ", text)
    return html.unescape(MARKUP.sub(_plain, text)).strip()


def _plain(markup: re.Match[str]) -> str:
    """<https://a.example|a.example> <@U1|ann> <#C1|sales> <!here>"""
    target, label = markup[1], markup[2]
    return label or target.lstrip("@#!").removeprefix("mailto:").removeprefix("tel:")
