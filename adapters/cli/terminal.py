"""The terminal: a chat, or one question."""

from __future__ import annotations

import sys
import time
import uuid
from datetime import UTC, datetime

import structlog
from rich.console import Console
from rich.text import Text

from adapters.cli.lines import cleaned, dumps, to_line
from adapters.errors import describe
from adapters.port import Assistant
from bot.messages import Command, Incoming, Reply, Role

log = structlog.get_logger()


def ask(assistant: Assistant, role: Role, text: str, *, as_json: bool) -> None:
    """One message, one answer."""
    start = time.perf_counter()
    reply = assistant.reply(Incoming(f"ask:{uuid.uuid4().hex}", cleaned(text), datetime.now(UTC), role))
    if reply is None:
        return
    if as_json:
        sys.stdout.write(dumps(to_line(reply, (time.perf_counter() - start) * 1000)) + "\n")
    else:
        _show(Console(), reply)


def chat(assistant: Assistant, role: Role) -> None:
    """Until the input ends, /quit or Ctrl-C. Without a terminal the lines of the input are the messages."""
    console = Console()
    conversation = f"terminal:{uuid.uuid4().hex}"
    person = sys.stdin.isatty()
    if person:
        _greet(console, assistant, conversation, role)
    while (text := _next(console, person)) is not None:
        if text.strip():
            _answer(console, assistant, Incoming(conversation, cleaned(text), datetime.now(UTC), role))


def _answer(console: Console, assistant: Assistant, incoming: Incoming) -> None:
    """The answer, or an apology: what breaks on one message does not end the chat."""
    try:
        reply = assistant.reply(incoming)
    except Exception as error:
        log.error("chat", **describe(error))
        console.print(Text(assistant.apology(None)))
        return
    if reply is not None:
        _show(console, reply)


def _greet(console: Console, assistant: Assistant, conversation: str, role: Role) -> None:
    command: Command = "drill" if role == "trainee" else "start"
    reply = assistant.reply(Incoming(conversation, "", datetime.now(UTC), role, command=command))
    if reply is not None:
        _show(console, reply)
    console.print(Text(assistant.phrase("try", None), style="dim"))


def _next(console: Console, person: bool) -> str | None:
    try:
        text = console.input("[bold]> [/bold]") if person else sys.stdin.readline()
    except (EOFError, KeyboardInterrupt):
        console.print()
        return None
    if text.strip() in ("/quit", "/exit") or (not person and not text):
        return None
    return text


def _show(console: Console, reply: Reply) -> None:
    console.print(Text(reply.text), soft_wrap=not console.is_terminal)
    if reply.actions and console.is_terminal:
        console.print(Text("   ".join(f"[{action.label}]" for action in reply.actions), style="dim"))
