"""What Slack's failures mean for the message that failed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.errors import TransportError

# Slack's side, or ours to set right: the message itself is sound and may be sent later. A refused token is here because the
# answers must not be thrown away while somebody renews it.
PASSING = {
    "ratelimited",
    "rate_limited",
    "message_limit_exceeded",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
    "not_authed",
    "invalid_auth",
    "token_expired",
    "token_revoked",
    "account_inactive",
    "missing_scope",
}
# "Some aspect of the operation may have succeeded", as Slack's documentation says of these.
UNCERTAIN = {"internal_error", "fatal_error"}


def from_exception(error: Exception) -> TransportError:
    """A failed Web API call, or no answer at all."""
    if isinstance(error, SlackApiError):
        return _from_answer(error)
    # No connection, nothing sent. Later than that, the post may have arrived.
    unsent = isinstance(error, aiohttp.ClientConnectorError)
    return TransportError(type(error).__name__, uncertain=not unsent)


def from_status(status: int, headers: Mapping[str, str], code: str) -> TransportError:
    """An HTTP status: 429 says how long to wait; other 4xx will not change."""
    if status == 429:
        return TransportError("ratelimited", retry_after=_seconds(headers.get("Retry-After")))
    return TransportError(code, permanent=400 <= status < 500)


def _from_answer(error: SlackApiError) -> TransportError:
    answer: Any = error.response  # the SDK's response, or aiohttp's where the body was no JSON
    data = getattr(answer, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    status = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)
    if code is None or status == 429:
        return from_status(status, getattr(answer, "headers", {}), f"http_{status}")
    return TransportError(str(code), permanent=code not in PASSING, uncertain=code in UNCERTAIN)


def _seconds(header: str | None) -> float:
    """Slack sends whole seconds; without the header, its documentation's one message a second."""
    return float(header) if header and header.isdecimal() else 1.0
