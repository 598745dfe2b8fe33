"""The libraries' own logs, kept from telling secrets."""

from __future__ import annotations

import logging

import structlog

log = structlog.get_logger(__name__)

# httpx logs every address at INFO, and Telegram's hold the token. Bolt and the Slack SDK log whole bodies, at WARNING too.
# python-telegram-bot logs the update it fails on. A failed websocket is logged with its address, which lets anybody in.
TALKATIVE = ("httpx", "httpcore", "telegram", "slack_bolt", "slack_sdk", "aiohttp")

# Given to Bolt as its own. Bolt copies a given logger's level and handlers to others; this one has no handlers to copy.
BOLT = "slack_bolt.sommelier"


class Digest(logging.Handler):
    """Says that a library complained, where, and of what kind of error; not in its words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Once for a record, at its level."""
        error = record.exc_info[0] if record.exc_info else None
        log.log(
            record.levelno,
            "library-complains",
            library=record.name,
            where=f"{record.module}:{record.lineno} {record.funcName}",
            error=error.__name__ if error else None,
        )


def hush() -> None:
    """Warnings and worse come as a digest, the rest not at all, whatever level the application logs at. May be called again."""
    for name in TALKATIVE:
        library = logging.getLogger(name)
        library.setLevel(logging.WARNING)
        library.propagate = False
        library.handlers = [Digest()]
    logging.getLogger(BOLT).setLevel(logging.WARNING)
