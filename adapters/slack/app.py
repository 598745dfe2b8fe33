"""Slack, put together: Bolt hears, the courier answers."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse

from adapters.adapter import Adapter
from adapters.delivery import Courier
from adapters.errors import StartError, TransportError
from adapters.parcel import Sleep
from adapters.port import Assistant
from adapters.quiet import BOLT, hush
from adapters.settings import SlackSettings
from adapters.slack.door import Door
from adapters.slack.ears import Ears, ears_for
from adapters.slack.incoming import Body, event_key, place_in, to_incoming
from adapters.slack.outbox import Outbox
from adapters.slack.place import Place
from bot.messages import Incoming, Reply

# Slack waits 3 s for an event's acknowledgement. Until then we try to have the event answered, or at least stored, so that a
# crash before that point makes Slack deliver it again; a slower answer follows later.
ACK_SECONDS = 2.0


def build(settings: SlackSettings, assistant: Assistant, *, sleep: Sleep = asyncio.sleep) -> SlackAdapter:
    """An adapter that has not touched the network yet."""
    hush()
    return SlackAdapter(settings, Courier(assistant, sleep=sleep))


async def run(settings: SlackSettings, assistant: Assistant) -> None:
    """Serve Slack alone, until cancelled."""
    await build(settings, assistant).run()


class SlackAdapter(Adapter):
    """Direct messages, mentions, /offer, /drill and buttons of one workspace."""

    def __init__(self, settings: SlackSettings, courier: Courier) -> None:
        super().__init__("slack", courier)
        self.door = Door(settings)
        self.outbox = Outbox(self.door, courier.assistant)
        self.team = ""
        self.bolt = AsyncApp(
            name="sommelier",
            logger=logging.getLogger(BOLT),
            client=self.door.client,
            signing_secret=settings.signing_secret.get_secret_value() if settings.signing_secret else "",
            # Without a secret there is no HTTP entrance at all: see `ears_for`.
            request_verification_enabled=settings.signing_secret is not None,
        )
        self._listeners()
        self.ears: Ears = ears_for(settings, self.bolt)

    def _listeners(self) -> None:
        everything = re.compile(".*")
        for kind in ("message", "app_mention"):
            self.bolt.event(kind, middleware=[self._hear])(self._heard)
        self.bolt.command("/offer")(self._on_offer)
        self.bolt.command("/drill")(self._on_drill)
        self.bolt.action(everything)(self._on_press)
        # Anything else the app was subscribed to: acknowledged, so that Slack does not repeat it.
        self.bolt.event(everything)(self._ignore)
        self.bolt.error(self._on_error)

    @property
    def how(self) -> str:
        """As the ears have it."""
        return self.ears.how

    async def open(self) -> None:
        """Learn which workspace this is."""
        await self.door.open()
        try:
            self.team = await self.door.our_team()
        except TransportError as error:
            raise StartError(f"Slack cannot be reached, or refuses SLACK_BOT_TOKEN ({error.message})") from error

    async def redeliver(self) -> None:
        """This workspace's, not another's."""
        await self.courier.redeliver(f"slack:{self.team}", self.outbox.owed)

    async def listen(self) -> None:
        """Over a websocket or HTTP."""
        await self.ears.open()

    async def deafen(self) -> None:
        """Leave what is unheard to Slack, which repeats it."""
        await self.ears.close()

    async def close(self) -> None:
        """Let go of the connections."""
        await self.door.close()

    # Events are answered while Slack waits, where that is quick enough.

    async def _hear(self, body: dict[str, Any], context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:
        incoming, place = to_incoming(body, datetime.now(UTC)), place_in(body)
        if incoming and place:
            context["answer"] = task = asyncio.create_task(self._answer(incoming, place))
            await asyncio.wait({task}, timeout=ACK_SECONDS)
        await next()

    async def _heard(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        if task := context.get("answer"):
            await self._attend(body, task)

    async def _ignore(self) -> None:
        """Acknowledged by Bolt."""

    # Commands and presses are acknowledged first, always: after 3 s Slack shows the person an error.

    async def _on_offer(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await self._attend(body, self._offer(body))

    async def _on_drill(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await self._attend(body, self._drill(body))

    async def _on_press(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await self._attend(body, self._press(body))

    async def _offer(self, body: Body) -> None:
        incoming, place = to_incoming(body, datetime.now(UTC)), place_in(body)
        if incoming and place:
            await self._answer(incoming, place, body.get("response_url"))

    async def _drill(self, body: Body) -> None:
        """Wherever a drill was asked for, it is played in direct messages."""
        incoming, place = to_incoming(body, datetime.now(UTC)), place_in(body)
        if incoming and place and place.user:
            place = Place(place.team, await self.door.direct_channel(place.user), user=place.user)
            await self._answer(replace(incoming, conversation=place.conversation), place)

    async def _press(self, body: Body) -> None:
        incoming, place = to_incoming(body, datetime.now(UTC)), place_in(body)
        if incoming and place:
            private = body["container"].get("is_ephemeral")
            reply = await self._answer(incoming, place, body.get("response_url") if private else None)
            if reply is not None:
                await self.outbox.settle(body, reply.language or incoming.language)

    async def _answer(self, incoming: Incoming, place: Place, response_url: str | None = None) -> Reply | None:
        with self.courier.working():
            return await self.courier.answer(incoming, partial(self.outbox.parcels, incoming.event or "", place, response_url))

    async def _attend(self, body: Body, work: Awaitable[object]) -> None:
        """See work through to its answer or an apology. Bolt would take the apology on itself, but it forgets that a listener has
        acknowledged when that raises within 10 ms: Slack would wait its 3 s out and show an error.
        """
        with self.courier.working():
            try:
                await work
            except Exception as error:  # logged and apologised for
                await self._apologise(error, body)

    async def _apologise(self, error: Exception, body: Body) -> None:
        place = _place_if_any(body)
        say = partial(self.outbox.apologise, event_key(body), place, body.get("response_url"))
        await self.courier.apologise(error, event_key(body), say, conversation=place.conversation if place else "")

    async def _on_error(self, error: Exception, body: dict[str, Any], response: BoltResponse | None) -> BoltResponse | None:
        """What broke outside of `_attend`: a payload that no translator understands, Bolt itself."""
        with self.courier.working():
            await self._apologise(error, body)
        # The person knows; Slack need not repeat the event. Without a response it was acknowledged before.
        return BoltResponse(status=200) if response is not None else None


def _place_if_any(body: Body) -> Place | None:
    """Also of a payload that no translator understands: that may be why we are apologising."""
    try:
        return place_in(body)
    except (KeyError, TypeError, AttributeError):
        return None
