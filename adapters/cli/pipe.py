"""JSON lines in, JSON lines out: one answer a line, in order; a bad line gets an error line and the stream goes on."""

from __future__ import annotations

import time
from typing import Any, BinaryIO, TextIO

import structlog

from adapters.cli.lines import LONGEST_LINE, BadLine, dumps, to_incoming, to_line
from adapters.errors import describe
from adapters.port import Assistant
from bot.errors import SommelierError

log = structlog.get_logger()


def run(assistant: Assistant, source: BinaryIO, sink: TextIO) -> None:
    """Until the input ends."""
    while raw := source.readline(LONGEST_LINE + 2):
        if not raw.endswith(b"\n") and len(raw) > LONGEST_LINE:
            _skip_rest(source)
        if raw.strip():
            line, event = answer(assistant, raw.strip())
            sink.write(dumps(line) + "\n")
            sink.flush()
            _note_delivery(assistant, event)


def _skip_rest(source: BinaryIO) -> None:
    while (more := source.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass


def _note_delivery(assistant: Assistant, event: str | None) -> None:
    """Only now has the answer left; where this cannot be noted, the event is answered again in the same words."""
    try:
        if event:
            assistant.delivered(event)
    except Exception as error:
        log.error("pipe", **describe(error))


def answer(assistant: Assistant, raw: bytes) -> tuple[dict[str, Any], str | None]:
    """The line out for a line in, and the event it answers."""
    start = time.perf_counter()
    try:
        incoming = to_incoming(raw)
        reply = assistant.reply(incoming)
    except BadLine as error:
        return error.as_line(), None
    except SommelierError as error:
        return BadLine("unavailable", str(error)).as_line(), None
    except Exception as error:
        log.error("pipe", **describe(error))
        return BadLine("internal", assistant.apology(None)).as_line(), None
    if reply is None:
        return BadLine("already-answered", "this event was answered and delivered before", "event").as_line(), None
    return to_line(reply, (time.perf_counter() - start) * 1000), incoming.event
