"""The two ways in which Slack reaches us."""

from __future__ import annotations

import asyncio
from typing import Protocol

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from adapters.errors import StartError
from adapters.listener import Listener
from adapters.settings import SlackSettings
from adapters.slack.http import PATH, Entrance


class Ears(Protocol):
    """Opened and closed once; closing what is not open does nothing."""

    @property
    def how(self) -> str:
        """What to call it."""

    async def open(self) -> None:
        """Begin to hear."""

    async def close(self) -> None:
        """Stop hearing."""


def ears_for(settings: SlackSettings, app: AsyncApp) -> Ears:
    """Socket Mode where there is an app token: a Slack app that has it switched on posts to no address."""
    if settings.app_token is not None:
        return SocketEars(app, settings.app_token.get_secret_value())
    secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
    return HttpEars(app, secret, settings.host, settings.port)


class HttpEars:
    """Signed requests. An empty secret is refused when this is made."""

    @property
    def how(self) -> str:
        """Where Slack has to post."""
        return f"HTTP, port {self.listener.port}, {PATH}"

    def __init__(self, app: AsyncApp, secret: str, host: str, port: int) -> None:
        self.listener = Listener(PATH, Entrance(app, secret).receive, host, port)

    async def open(self) -> None:
        """Begin to hear."""
        await self.listener.start()

    async def close(self) -> None:
        """Stop hearing."""
        await self.listener.stop()


class SocketEars:
    """A websocket that we open: no public address needed."""

    how = "Socket Mode"

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._app, self._token = app, app_token
        self._handler: AsyncSocketModeHandler | None = None

    async def open(self) -> None:
        """Begin to hear."""
        self._handler = AsyncSocketModeHandler(self._app, self._token)
        client = self._handler.client
        try:
            # Asked for here because `connect` would try a wrong token again for ever, in silence.
            client.wss_uri = await client.issue_new_wss_url()
        except SlackApiError as error:
            code = error.response.get("error")
            raise StartError(f"Slack did not accept SLACK_APP_TOKEN ({code}): it needs the scope connections:write") from error
        await client.connect()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Stop hearing."""
        if self._handler is None:
            return
        client, self._handler = self._handler.client, None
        await client.close()  # type: ignore[no-untyped-call]
        # The client cancels these and does not wait for them.
        left = [client.message_processor, client.message_receiver, client.current_session_monitor]
        await asyncio.gather(*(task for task in left if task), return_exceptions=True)
