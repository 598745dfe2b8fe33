"""A reply on its way to Slack: which posts, by which way, and what becomes of a pressed message."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

import structlog

from adapters.errors import TransportError, describe
from adapters.parcel import Parcel
from adapters.port import Assistant
from adapters.recent import Once
from adapters.slack.blocks import Message, escape, to_messages, to_settled
from adapters.slack.door import Door
from adapters.slack.place import Place, place_of
from bot.messages import Reply

log = structlog.get_logger(__name__)

OUTCOMES = {"accept": "noted-accept", "later": "noted-later", "refuse": "noted-refuse"}


class Outbox:
    """Makes parcels; sends nothing itself except what needs no record."""

    def __init__(self, door: Door, assistant: Assistant) -> None:
        self._door = door
        self._assistant = assistant
        self._settled: Once[str] = Once()

    def parcels(self, event: str, place: Place, response_url: str | None, reply: Reply) -> list[Parcel]:
        """A command is answered at its `response_url`, privately, wherever it was typed; everything else in its place."""
        messages = to_messages(reply, buttons_apart=place.ephemeral or response_url is not None)
        return [self._parcel(f"{event}/{number}", place, response_url, message) for number, message in enumerate(messages)]

    def owed(self, event: str, reply: Reply) -> list[Parcel]:
        """A reply from before a restart: its conversation says where it goes."""
        return self.parcels(event, place_of(reply.conversation), None, reply)

    def _parcel(self, key: str, place: Place, response_url: str | None, message: Message) -> Parcel:
        if response_url:
            return Parcel(partial(self._respond, response_url, place, message, key))
        return Parcel(partial(self._door.post, place, message, key), partial(self._door.has_posted, place, key))

    async def _respond(self, response_url: str, place: Place, message: Message, key: str) -> None:
        try:
            await self._door.respond(response_url, message)
        except TransportError as error:
            if not error.permanent:
                raise
            await self._door.post(place, message, key)  # the address has expired

    async def apologise(self, event: str, place: Place | None, response_url: str | None, text: str) -> None:
        """Where the answer would have gone."""
        message = Message(escape(text), ())
        if response_url and place:
            await self._respond(response_url, place, message, event)
        elif place:
            await self._door.post(place, message, event)

    async def settle(self, body: Mapping[str, Any], language: str | None) -> None:
        """Take the buttons away and show what was chosen. Only the first press of a message decides what it shows."""
        container, press = body["container"], body["actions"][0]
        if not self._settled.first(f"{container['channel_id']} {container['message_ts']}"):
            return
        message = to_settled(body.get("message", {}), await self._outcome(press, language))
        try:
            if container.get("is_ephemeral"):
                await self._door.respond(body["response_url"], message, replace=True)
            else:
                await self._door.settle(container["channel_id"], container["message_ts"], message)
        except TransportError as error:  # the answer is out all the same; the message may have been deleted
            log.warning("not-settled", **describe(error))

    async def _outcome(self, press: Mapping[str, Any], language: str | None) -> str:
        outcome = f"✓ {press['text']['text']}"
        noted = OUTCOMES.get(press["action_id"].partition(":")[0])
        return f"{outcome} · {await asyncio.to_thread(self._assistant.phrase, noted, language)}" if noted else outcome
