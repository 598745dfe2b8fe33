"""One event, one answer: what every chat service shares. The services' rooms classify errors, this room decides.

An answer is computed by the assistant (which stores it), sent parcel by parcel, then marked delivered. What could not be
sent stays with the assistant and is tried again later, by `redeliver`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from weakref import WeakValueDictionary

import structlog

from adapters.errors import TransportError, describe
from adapters.parcel import Parcel, Sleep, has_arrived, persist
from adapters.port import Assistant
from adapters.recent import Once, Recent
from bot.messages import Incoming, Reply

log = structlog.get_logger(__name__)

# Said when the assistant cannot even apologise, in the three languages it speaks.
LAST_WORDS = "Scusa, qualcosa non ha funzionato. · Désolé, un problème est survenu. · Sorry, something went wrong."

Outbox = Callable[[Reply], Sequence[Parcel]]


class Courier:
    """Carries answers. Serial within a conversation: that keeps order, and makes a second delivery of an event wait its turn."""

    def __init__(
        self,
        assistant: Assistant,
        *,
        sleep: Sleep = asyncio.sleep,
        farewell: Callable[[str, str], Incoming | None] | None = None,
    ) -> None:
        self.assistant = assistant
        self._sleep = sleep
        self._farewell = farewell
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._languages: Recent[str, str] = Recent()
        self._said: Once[str] = Once()
        self._working: list[asyncio.Task[object] | None] = []
        self._idle = asyncio.Event()

    async def answer(self, incoming: Incoming, outbox: Outbox) -> Reply | None:
        """Ask the assistant and deliver. None: this event was answered before, or there is nothing to say."""
        async with self._turn(incoming.conversation):
            if not (incoming.text.strip() or incoming.action or incoming.command):
                return await self._answer_wordless(incoming, outbox)
            reply = await asyncio.to_thread(self.assistant.reply, incoming)
            if reply is not None:
                self._languages.put(incoming.conversation, reply.language)
                await self._deliver(incoming.event or "", reply, outbox(reply))
            return reply

    async def _answer_wordless(self, incoming: Incoming, outbox: Outbox) -> Reply | None:
        """A sticker, a photo, a voice message: nothing to think about, so nothing is stored either."""
        if not self._said.first(f"text-only {incoming.event}"):
            return None
        language = self._languages.get(incoming.conversation) or incoming.language
        text = await asyncio.to_thread(self.assistant.phrase, "text-only", language)
        reply = Reply(incoming.conversation, language or "", text)
        try:
            for parcel in outbox(reply):
                await persist(parcel, self._sleep)
        except TransportError as error:  # no apology gets through either
            log.warning("undelivered", event_key=incoming.event, permanent=error.permanent, **describe(error))
        return reply

    async def redeliver(self, channel: str, outbox: Callable[[str, Reply], Sequence[Parcel]]) -> None:
        """Send what an earlier run, or an earlier failure, left behind; stop at the first sign that the service is away."""
        for event, reply in await asyncio.to_thread(self.assistant.pending, channel):
            async with self._turn(reply.conversation):
                if event not in dict(await asyncio.to_thread(self.assistant.pending, channel)):
                    continue
                try:
                    parcels = [parcel for parcel in outbox(event, reply) if not await has_arrived(parcel)]
                    if not await self._deliver(event, reply, parcels):
                        return
                except Exception as error:  # the other replies must not wait behind this one
                    log.error("redelivery-failed", event_key=event, **describe(error))

    async def _deliver(self, event: str, reply: Reply, parcels: Sequence[Parcel]) -> bool:
        """False: not now; the reply stays pending."""
        try:
            for parcel in parcels:
                await persist(parcel, self._sleep)
        except TransportError as error:
            log.warning("undelivered", event_key=event, permanent=error.permanent, **describe(error))
            if not error.permanent:
                return False
            if error.gone:
                await self._opt_out(event, reply.conversation)
        await asyncio.to_thread(self.assistant.delivered, event)
        return True

    async def _opt_out(self, event: str, conversation: str) -> None:
        """Who blocks the bot has opted out: the assistant hears "stop", and its answer goes nowhere."""
        stop = self._farewell(event, conversation) if self._farewell else None
        if stop is not None and await asyncio.to_thread(self.assistant.reply, stop) is not None:
            await asyncio.to_thread(self.assistant.delivered, stop.event or "")

    async def apologise(
        self,
        error: BaseException,
        event: str,
        say: Callable[[str], Awaitable[None]],
        *,
        conversation: str = "",
        hint: str | None = None,
    ) -> None:
        """The cause to the log, one apology to the person: in the conversation's language, else in the hinted one."""
        log.error("handler-failed", event_key=event, **describe(error))
        if not self._said.first(f"apology {event}"):
            return
        text = await self._apology(self._languages.get(conversation) or hint)
        try:
            await persist(Parcel(lambda: say(text)), self._sleep)
        except TransportError as undelivered:
            log.error("apology-undelivered", event_key=event, **describe(undelivered))

    async def _apology(self, language: str | None) -> str:
        try:
            return await asyncio.to_thread(self.assistant.apology, language)
        except Exception as error:  # nobody is left who could apologise
            log.error("apology-failed", **describe(error))
            return LAST_WORDS

    @contextmanager
    def working(self) -> Iterator[None]:
        """Hold this while an event is in hand: `drain` waits for it."""
        task = asyncio.current_task()
        self._working.append(task)
        self._idle.clear()
        try:
            yield
        finally:
            self._working.remove(task)
            if not self._working:
                self._idle.set()

    async def drain(self) -> None:
        """Wait until nothing is in hand."""
        while self._working:
            await self._idle.wait()

    async def abandon(self) -> None:
        """Let go of what is in hand; its answers stay with the assistant. (Broken off, they would pass for uncertain posts.)"""
        tasks = {task for task in self._working if task}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _turn(self, conversation: str) -> asyncio.Lock:
        return self._turns.setdefault(conversation, asyncio.Lock())
