"""What Telegram's failures mean."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut

from adapters.telegram.faults import to_transport_error


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "permanent", "uncertain", "gone"),
    [
        (Forbidden("bot was blocked by the user"), True, False, True),
        (BadRequest("chat not found"), True, False, False),
        (InvalidToken("The token `42:X` was rejected"), False, False, False),
        (Conflict("terminated by other getUpdates request"), False, False, False),
        (NetworkError("Bad Gateway"), False, False, False),
        (caused(NetworkError("httpx.ConnectError"), httpx.ConnectError("")), False, False, False),
        (caused(TimedOut(), httpx.ConnectTimeout("")), False, False, False),
        (caused(TimedOut(), httpx.PoolTimeout("")), False, False, False),
        (caused(TimedOut(), httpx.ReadTimeout("")), False, True, False),
        (caused(NetworkError("httpx.ReadError"), httpx.ReadError("")), False, True, False),
        (TelegramError("Invalid server response"), True, False, False),
    ],
)
def test_verdicts(error: TelegramError, permanent: bool, uncertain: bool, gone: bool) -> None:
    fault = to_transport_error(error)
    assert (fault.permanent, fault.uncertain, fault.gone, fault.retry_after) == (permanent, uncertain, gone, None)
    assert fault.message == type(error).__name__
