"""What a chat service's adapter is to the rest of the house: something that starts, listens and stops."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

import structlog

from adapters.delivery import Courier

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 60.0
DRAIN_SECONDS = 10.0


class Adapter(ABC):
    """`start` in order: reach the service, send what is owed, then listen. `stop` may be called at any point, twice too."""

    def __init__(self, name: str, courier: Courier) -> None:
        self.name = name
        self.courier = courier

    @property
    @abstractmethod
    def how(self) -> str:
        """By which way events arrive, for whoever starts us."""

    @abstractmethod
    async def open(self) -> None:
        """Connect, check the keys, learn who we are. Raises `StartError` when refused."""

    @abstractmethod
    async def redeliver(self) -> None:
        """Send replies that were never delivered."""

    @abstractmethod
    async def listen(self) -> None:
        """Start hearing events; returns at once."""

    @abstractmethod
    async def deafen(self) -> None:
        """Hear no more events."""

    @abstractmethod
    async def close(self) -> None:
        """Leave the network."""

    async def start(self) -> None:
        """Returns once events are heard. Raises `StartError`."""
        await self.open()
        await self.redeliver()
        await self.listen()

    async def stop(self) -> None:
        """Finish what is in hand, for some seconds at most, then leave."""
        await self.deafen()
        try:
            await asyncio.wait_for(self.courier.drain(), DRAIN_SECONDS)
        except TimeoutError:
            log.warning("stopped-while-busy", adapter=self.name)
            await self.courier.abandon()
        await self.close()

    async def run(self) -> None:
        """Start, then sweep up now and then what could not be delivered, until cancelled."""
        try:
            await self.start()
            log.info("adapter-running", adapter=self.name, how=self.how)
            while True:
                await asyncio.sleep(SWEEP_SECONDS)
                await self.redeliver()
        finally:
            await self.stop()
