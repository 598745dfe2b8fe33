"""The one way out to Slack. Every failure leaves as a `TransportError`."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.errors import TransportError
from adapters.settings import SlackSettings
from adapters.slack.blocks import Message
from adapters.slack.faults import from_exception, from_status
from adapters.slack.place import Place

BLOCK_FAULTS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
# The bot is not, or no longer, where it was asked: then the person's own direct messages are the way.
NOT_THERE = {"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"}
# An outgoing post carries its key where Slack keeps it and no person sees it: the record of what has been posted.
RECORD = "sommelier_reply"
LOOK_BACK = 100


class Door:
    """Opened inside the event loop that will use it."""

    def __init__(self, settings: SlackSettings) -> None:
        self._timeout = aiohttp.ClientTimeout(total=settings.timeout)
        self.client = AsyncWebClient(
            token=settings.bot_token.get_secret_value(),
            base_url=settings.api_url,
            # The SDK's own retries would post twice after a lost answer; deciding that is `persist`'s job.
            retry_handlers=[],
            logger=logging.getLogger("slack_sdk"),
        )

    async def open(self) -> None:
        """Connections are made at need, and kept."""
        self.client.session = aiohttp.ClientSession(timeout=self._timeout)

    async def close(self) -> None:
        """Let go of the connections."""
        if self.client.session is not None:
            await self.client.session.close()

    async def our_team(self) -> str:
        """The id of the workspace. The cheapest question that needs a valid token."""
        return str((await self._ask(self.client.auth_test()))["team_id"])

    async def direct_channel(self, user: str) -> str:
        """The channel of our direct messages with a person."""
        answer = await self._ask(self.client.conversations_open(users=user))
        return str(answer["channel"]["id"])

    async def post(self, place: Place, message: Message, key: str) -> None:
        """Where the person will see it: in the place, else in their direct messages."""
        try:
            await self._post_rich(place, message, key)
        except TransportError as error:
            if error.message not in NOT_THERE or place.user is None:
                raise
            await self._post_rich(Place(place.team, place.user, user=place.user), message, key)

    async def _post_rich(self, place: Place, message: Message, key: str) -> None:
        try:
            await self._post(place, {"text": message.text, "blocks": list(message.blocks)}, key)
        except TransportError as error:
            if error.message not in BLOCK_FAULTS:
                raise
            await self._post(place, {"text": message.text}, key)

    async def _post(self, place: Place, body: Mapping[str, Any], key: str) -> None:
        if place.ephemeral:
            await self._ask(self.client.chat_postEphemeral(channel=place.channel, user=place.user or "", **body))
            return
        record = {"event_type": RECORD, "event_payload": {"key": key}}
        await self._ask(
            self.client.chat_postMessage(
                channel=place.channel, thread_ts=place.thread, metadata=record, unfurl_links=False, **body
            )
        )

    async def has_posted(self, place: Place, key: str) -> bool | None:
        """Whether a post with this key is there. None: unknowable, Slack keeps no record of ephemeral messages."""
        if place.ephemeral:
            return None
        if place.thread:
            asked = self.client.conversations_replies(
                channel=place.channel, ts=place.thread, include_all_metadata=True, limit=LOOK_BACK
            )
        else:
            asked = self.client.conversations_history(channel=place.channel, include_all_metadata=True, limit=LOOK_BACK)
        messages = (await self._ask(asked)).get("messages") or []
        return any(message.get("metadata", {}).get("event_payload", {}).get("key") == key for message in messages)

    async def settle(self, channel: str, timestamp: str, message: Message) -> None:
        """Put `message` in the place of a posted one."""
        await self._ask(self.client.chat_update(channel=channel, ts=timestamp, text=message.text, blocks=list(message.blocks)))

    async def respond(self, response_url: str, message: Message, *, replace: bool = False) -> None:
        """Answer a command or a press privately. The address works five times within 30 minutes, in any channel."""
        body = {"response_type": "ephemeral", "replace_original": replace, "text": message.text, "blocks": list(message.blocks)}
        if self.client.session is None:
            raise TransportError("not-open")
        try:
            async with self.client.session.post(response_url, json=body, proxy=self.client.proxy) as answer:
                if answer.status != 200:
                    raise from_status(answer.status, answer.headers, "response_url_refused")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise from_exception(error) from error

    async def _ask(self, request: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
        try:
            return await request
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            raise from_exception(error) from error
