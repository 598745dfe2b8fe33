"""What Telegram's failures mean for the message that failed. Pure."""

from __future__ import annotations

from datetime import timedelta

import httpx
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from adapters.errors import TransportError

# Failures before anything was sent.
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def to_transport_error(error: TelegramError) -> TransportError:
    """Messages of these errors may quote the token or the text: only kinds are passed on. The order matters, kinds are nested."""
    kind = type(error).__name__
    if isinstance(error, RetryAfter):
        return TransportError(kind, retry_after=_seconds(error.retry_after))
    if isinstance(error, Forbidden):
        # Blocked by the person, or their account is gone.
        return TransportError(kind, permanent=True, gone=True)
    if isinstance(error, InvalidToken | Conflict):
        # Ours to set right; the message itself is sound.
        return TransportError(kind)
    if isinstance(error, BadRequest):
        return TransportError(kind, permanent=True)
    if isinstance(error, NetworkError):
        return TransportError(kind, uncertain=_may_have_arrived(error))
    return TransportError(kind, permanent=True)


def _may_have_arrived(error: NetworkError) -> bool:
    """An error answer (502, 500) has no cause: Telegram did not take it. A lost answer has httpx's exception as its cause."""
    if isinstance(error, TimedOut) or isinstance(error.__cause__, httpx.HTTPError):
        return not isinstance(error.__cause__, UNSENT)
    return False


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
