"""What Slack's failures mean."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.faults import from_exception, from_status


def refusal(code: str | None, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    data = {"ok": False, "error": code} if code else {}
    response = AsyncSlackResponse(
        client=AsyncWebClient(), http_verb="POST", api_url="", req_args={}, data=data, headers=headers or {}, status_code=status
    )
    return SlackApiError("failed", response)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "message", "permanent", "retry_after", "uncertain"),
    [
        (refusal("ratelimited", 429, {"Retry-After": "30"}), "ratelimited", False, 30, False),
        (refusal("ratelimited", 429), "ratelimited", False, 1, False),
        (refusal(None, 503), "http_503", False, None, False),
        (refusal("internal_error"), "internal_error", False, None, True),
        (refusal("invalid_auth"), "invalid_auth", False, None, False),
        (refusal("channel_not_found"), "channel_not_found", True, None, False),
        (refusal("msg_too_long"), "msg_too_long", True, None, False),
        (aiohttp.ServerDisconnectedError(), "ServerDisconnectedError", False, None, True),
        (TimeoutError(), "TimeoutError", False, None, True),
        (aiohttp.ClientConnectorError.__new__(aiohttp.ClientConnectorError), "ClientConnectorError", False, None, False),
    ],
)
def test_verdicts(error: Exception, message: str, permanent: bool, retry_after: float | None, uncertain: bool) -> None:
    fault = from_exception(error)
    assert (fault.message, fault.permanent, fault.retry_after, fault.uncertain) == (message, permanent, retry_after, uncertain)


def test_a_response_url_that_has_expired_will_not_come_back() -> None:
    assert from_status(404, {}, "gone").permanent
    assert not from_status(500, {}, "ill").permanent
