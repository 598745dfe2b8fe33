"""The two ways in which Telegram's updates reach us."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Update

from adapters.errors import TransportError, describe
from adapters.listener import Listener
from adapters.parcel import Sleep
from adapters.settings import TelegramSettings
from adapters.telegram.door import Door

log = structlog.get_logger(__name__)

Handle = Callable[[Update], Awaitable[None]]

# How long an update may be in hand before it counts as received: by then its answer is stored, if not yet sent.
HANDLING_SECONDS = 5.0
# After a failed poll.
PAUSE_SECONDS = 5.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name


class Ears(Protocol):
    """Opened and closed once; closing what is not open does nothing."""

    @property
    def how(self) -> str:
        """What to call it."""

    async def open(self) -> None:
        """Begin to hear."""

    async def close(self) -> None:
        """Stop hearing."""


def ears_for(settings: TelegramSettings, door: Door, handle: Handle, sleep: Sleep) -> Ears:
    """A webhook where one is set, else polling."""
    if settings.webhook_url and settings.webhook_secret:
        return WebhookEars(door, handle, settings.webhook_url, settings.webhook_secret.get_secret_value(), settings)
    return PollingEars(door, handle, sleep)


class Tasks:
    """Handles updates side by side, and keeps hold of what takes long."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._running: set[asyncio.Task[None]] = set()

    async def take(self, *updates: Update) -> None:
        """Returns when all are done, or when that takes too long."""
        tasks = {asyncio.ensure_future(self._handle(update)) for update in updates}
        for task in tasks:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        if tasks:
            await asyncio.wait(tasks, timeout=HANDLING_SECONDS)


class PollingEars:
    """Our own loop, not python-telegram-bot's: that one confirms updates before they are handled, and a crash loses them."""

    how = "polling"

    def __init__(self, door: Door, handle: Handle, sleep: Sleep) -> None:
        self._door, self._tasks, self._sleep = door, Tasks(handle), sleep
        self._loop: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to hear."""
        await self._door.use_polling()
        self._loop = asyncio.create_task(self._poll())

    async def close(self) -> None:
        """Stop hearing."""
        if self._loop is not None:
            self._loop.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._loop

    async def _poll(self) -> None:
        offset: int | None = None
        while True:
            try:
                updates = await self._door.updates(offset)
            except TransportError as error:
                log.warning("poll-failed", **describe(error))
                await self._sleep(PAUSE_SECONDS if error.retry_after is None else error.retry_after)
                continue
            await self._tasks.take(*updates)
            if updates:
                offset = updates[-1].update_id + 1


class WebhookEars:
    """Telegram posts updates one by one or side by side, and again until it gets a 200."""

    @property
    def how(self) -> str:
        """Where a proxy has to bring what Telegram posts."""
        return f"webhook, port {self.listener.port}, {self.listener.path}"

    def __init__(self, door: Door, handle: Handle, url: str, secret: str, settings: TelegramSettings) -> None:
        self._door, self._tasks, self._url, self._secret = door, Tasks(handle), url, secret
        self.listener = Listener(urlsplit(url).path or "/", self._receive, settings.host, settings.port)

    async def open(self) -> None:
        """Begin to hear."""
        await self.listener.start()
        await self._door.use_webhook(self._url, self._secret)

    async def close(self) -> None:
        """The webhook stays set: while we are away Telegram keeps the updates for us, for a day."""
        await self.listener.stop()

    async def _receive(self, request: web.Request) -> web.Response:
        # Compared in constant time, as bytes: a header may hold what is not ASCII.
        shown = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(shown, self._secret.encode()):
            return web.Response(status=403)
        try:
            update = Update.de_json(json.loads(await request.read()), self._door.application.bot)
        except (ValueError, KeyError, TypeError, AttributeError):
            return web.Response(status=400)
        await self._tasks.take(update)
        return web.Response()
