"""One outgoing message, and the decision what to do when it does not go out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from adapters.errors import TransportError

log = structlog.get_logger(__name__)

PAUSES = (0.5, 2.0, 8.0)
PATIENCE = 60.0

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """`arrived` asks the service whether an earlier attempt got through; it answers None, or is None, where that is unknown."""

    send: Callable[[], Awaitable[None]]
    arrived: Callable[[], Awaitable[bool | None]] | None = None


async def persist(parcel: Parcel, sleep: Sleep = asyncio.sleep) -> None:
    """Send, again if need be. Raises `TransportError` when the message can never arrive, or not now."""
    for pause in (*PAUSES, None):
        try:
            await parcel.send()
        except TransportError as error:
            if error.permanent:
                raise
            if error.retry_after is None and await _counts_as_sent(parcel, error):
                return
            wait = pause if error.retry_after is None else error.retry_after
            if pause is None or wait is None or wait > PATIENCE:
                raise
            await sleep(wait)
        else:
            return


async def _counts_as_sent(parcel: Parcel, error: TransportError) -> bool:
    """What may have arrived is not sent twice: where the service cannot tell, it counts as sent."""
    known = await has_arrived(parcel)
    if known is None and error.uncertain:
        log.warning("post-uncertain", reason=error.message)
        return True
    return known is True


async def has_arrived(parcel: Parcel) -> bool | None:
    """What the service knows of an earlier attempt; None: nothing."""
    try:
        return await parcel.arrived() if parcel.arrived else None
    except TransportError:
        return None
