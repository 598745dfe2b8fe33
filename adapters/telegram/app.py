"""Telegram, put together: updates come in, the courier answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from telegram import Update
from telegram.ext import ContextTypes, TypeHandler

from adapters.adapter import Adapter
from adapters.delivery import Courier
from adapters.errors import StartError, TransportError
from adapters.parcel import Parcel, Sleep
from adapters.port import Assistant
from adapters.quiet import hush
from adapters.settings import TelegramSettings
from adapters.telegram.door import Door
from adapters.telegram.ears import Ears, ears_for
from adapters.telegram.incoming import event_key, language_of, place_in, to_incoming, to_stop
from adapters.telegram.outgoing import Outgoing, to_messages
from adapters.telegram.place import Place, place_of
from bot.messages import Incoming, Reply

Context = ContextTypes.DEFAULT_TYPE


def build(settings: TelegramSettings, assistant: Assistant, *, sleep: Sleep = asyncio.sleep) -> TelegramAdapter:
    """An adapter that has not touched the network yet."""
    hush()
    return TelegramAdapter(settings, Courier(assistant, sleep=sleep, farewell=_farewell), sleep)


async def run(settings: TelegramSettings, assistant: Assistant) -> None:
    """Serve Telegram alone, until cancelled."""
    await build(settings, assistant).run()


def _farewell(event: str, conversation: str) -> Incoming | None:
    return to_stop(event, place_of(conversation), datetime.now(UTC))


def _silence(_: Reply) -> list[Parcel]:
    """For who has blocked us."""
    return []


class TelegramAdapter(Adapter):
    """Private chats, and groups when spoken to."""

    def __init__(self, settings: TelegramSettings, courier: Courier, sleep: Sleep) -> None:
        super().__init__("telegram", courier)
        self.door = Door(settings)
        self.ears: Ears = ears_for(settings, self.door, self._handle, sleep)
        self.door.application.add_handler(TypeHandler(Update, self._on_update))
        self.door.application.add_error_handler(self._on_error)

    @property
    def how(self) -> str:
        """As the ears have it."""
        return self.ears.how

    async def open(self) -> None:
        """Learn which bot this is."""
        try:
            await self.door.open()
        except TransportError as error:
            # Without its cause: python-telegram-bot's message quotes the token.
            raise StartError(f"Telegram cannot be reached, or refuses TELEGRAM_BOT_TOKEN ({error.message})") from None

    async def redeliver(self) -> None:
        """This bot's, not another's."""
        await self.courier.redeliver(f"telegram:{self.door.me.id}", self._owed)

    async def listen(self) -> None:
        """By polling or webhook."""
        await self.ears.open()

    async def deafen(self) -> None:
        """Leave what is unheard to Telegram, which keeps it for a day."""
        await self.ears.close()

    async def close(self) -> None:
        """Let go of the connections."""
        await self.door.close()

    async def _handle(self, update: Update) -> None:
        with self.courier.working():
            await self.door.application.process_update(update)

    async def _on_update(self, update: Update, context: Context) -> None:
        query = update.callback_query
        if query:
            await self.door.acknowledge(query)
        incoming = to_incoming(update, self.door.me, datetime.now(UTC))
        if incoming is None:
            return
        await self.courier.answer(incoming, self._outbox(update, incoming))
        if query:
            await self.door.take_buttons_away(query)

    def _outbox(self, update: Update, incoming: Incoming) -> Callable[[Reply], list[Parcel]]:
        if update.my_chat_member:
            return _silence
        return partial(self._parcels, place_of(incoming.conversation))

    def _parcels(self, place: Place, reply: Reply) -> list[Parcel]:
        return [Parcel(partial(self.door.send, place.chat, message)) for message in to_messages(reply)]

    def _owed(self, event: str, reply: Reply) -> list[Parcel]:
        return self._parcels(place_of(reply.conversation), reply)

    async def _on_error(self, update: object, context: Context) -> None:
        if not isinstance(update, Update) or context.error is None:
            return
        chat, user, me = update.effective_chat, update.effective_user, self.door.me
        if chat is None or user is None:
            return
        await self.courier.apologise(
            context.error,
            event_key(update, me),
            lambda text: self.door.send(chat.id, Outgoing(text)),
            conversation=place_in(chat, user, me).conversation,
            hint=language_of(user),
        )
