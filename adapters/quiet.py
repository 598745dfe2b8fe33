"""The libraries' own logs, kept from telling secrets."""

from __future__ import annotations

import logging

# httpx logs every address at INFO, and Telegram's hold the token; Bolt and the Slack SDK log bodies at INFO and DEBUG, and an
# unhandled request at WARNING; python-telegram-bot logs the update it fails on. What we need from them arrives as exceptions.
TALKATIVE = {"httpx": logging.WARNING, "httpcore": logging.WARNING, "telegram": logging.CRITICAL, "slack_bolt": logging.CRITICAL}
SLACK_SDK = "slack_sdk"


def hush() -> None:
    """Raise the levels of the talkative libraries, whatever level the application logs at."""
    for name, level in {**TALKATIVE, SLACK_SDK: logging.CRITICAL}.items():
        logging.getLogger(name).setLevel(level)
