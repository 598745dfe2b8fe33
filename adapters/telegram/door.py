"""The one way out to Telegram. Every failure leaves as a `TransportError`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Awaitable
from typing import Any, TypeVar

from telegram import CallbackQuery, LinkPreviewOptions, Update, User
from telegram.constants import ParseMode
from telegram.error import ChatMigrated, TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from adapters.errors import TransportError
from adapters.recent import Recent
from adapters.settings import TelegramSettings
from adapters.telegram.faults import to_transport_error
from adapters.telegram.incoming import ALLOWED_UPDATES
from adapters.telegram.outgoing import Outgoing

App = Application[Any, Any, Any, Any, Any, Any]
T = TypeVar("T")

# How long Telegram holds a poll open when there is nothing to tell.
POLL_SECONDS = 30
CONNECTIONS = 64


class Door:
    """Opened inside the event loop that will use it."""

    def __init__(self, settings: TelegramSettings) -> None:
        # RetryAfter warns on being made, as long as one has not opted in to its coming type (python-telegram-bot 22.2).
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        request = HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=settings.timeout, connect_timeout=settings.timeout)
        polling = HTTPXRequest(connection_pool_size=2, read_timeout=settings.timeout, connect_timeout=settings.timeout)
        self._requests = (request, polling)
        builder = ApplicationBuilder().token(settings.bot_token.get_secret_value()).base_url(f"{settings.api_url}/bot")
        self.application: App = builder.request(request).get_updates_request(polling).updater(None).job_queue(None).build()
        self._bot = self.application.bot
        self._moved: Recent[int, int] = Recent(1000)

    async def open(self) -> None:
        """Asks who we are, and so whether the token is good."""
        await self._ask(self.application.initialize())

    async def close(self) -> None:
        """Let go of the connections, however far `open` came."""
        await self.application.shutdown()
        for request in self._requests:  # where `open` failed half-way, the application closes nothing
            await request.shutdown()

    @property
    def me(self) -> User:
        """The bot itself, once open."""
        return self._bot.bot

    async def send(self, chat: int, message: Outgoing) -> None:
        """Post one message."""
        chat = self._moved.get(chat) or chat
        try:
            await self._send(chat, message)
        except ChatMigrated as moved:  # a group that grew has a new id; the old one never works again
            self._moved.put(chat, moved.new_chat_id)
            await self._ask(self._send(moved.new_chat_id, message))
        except TelegramError as error:
            raise to_transport_error(error) from error

    async def _send(self, chat: int, message: Outgoing) -> None:
        await self._bot.send_message(
            chat,
            message.text,
            parse_mode=ParseMode.HTML,
            reply_markup=message.keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def acknowledge(self, query: CallbackQuery) -> None:
        """Stops the button's spinner. A press older than some minutes cannot be acknowledged any more; it counts all the same."""
        with contextlib.suppress(TransportError):
            await self._ask(query.answer())

    async def take_buttons_away(self, query: CallbackQuery) -> None:
        """Of a message that may be gone, or have lost them to an earlier press."""
        if query.message is None:
            return
        with contextlib.suppress(TransportError):
            await self._ask(
                self._bot.edit_message_reply_markup(chat_id=query.message.chat.id, message_id=query.message.message_id)
            )

    async def updates(self, offset: int | None) -> tuple[Update, ...]:
        """What happened since; asking with an offset confirms everything before it."""
        return await self._ask(self._bot.get_updates(offset=offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES))

    async def use_webhook(self, url: str, secret: str) -> None:
        """Telegram shows the secret with every update it posts."""
        await self._ask(self._bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES))

    async def use_polling(self) -> None:
        """While a webhook is set Telegram refuses to be polled. Updates that wait for us are kept."""
        await self._ask(self._bot.delete_webhook(drop_pending_updates=False))

    async def _ask(self, request: Awaitable[T]) -> T:
        try:
            return await request
        except TelegramError as error:
            raise to_transport_error(error) from error
