"""Libraries log addresses with tokens in them, and what people wrote: none of it comes through."""

from __future__ import annotations

import logging

import pytest
from structlog.testing import capture_logs

from adapters.quiet import hush


@pytest.mark.parametrize("name", ["httpx", "telegram.ext.Application", "slack_bolt.AsyncApp", "slack_sdk.web", "aiohttp.server"])
def test_complaints_come_without_words(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hush()
    with capture_logs() as logs:
        logging.getLogger(name).info("POST https://api.telegram.org/bot42:s3cret/sendMessage")
        try:
            raise ValueError("s3cret")
        except ValueError:
            logging.getLogger(name).exception("cannot send %s", "s3cret")
    [entry] = logs
    assert (entry["event"], entry["log_level"], entry["library"], entry["error"]) == (
        "library-complains",
        "error",
        name,
        "ValueError",
    )
    assert "s3cret" not in f"{logs} {caplog.text}"


def test_hushing_twice_is_hushing_once() -> None:
    hush()
    hush()
    with capture_logs() as logs:
        logging.getLogger("slack_sdk").warning("x")
    assert len(logs) == 1
