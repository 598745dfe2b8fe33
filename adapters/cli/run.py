"""`sommelier run` in a terminal: a chat, with the chat services that have their settings beside it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import structlog
import typer

from adapters.cli.terminal import chat
from adapters.errors import AdapterError, describe
from adapters.port import Assistant
from adapters.serve import serve
from adapters.settings import Settings

log = structlog.get_logger(__name__)


def run(settings: Settings, assistant: Assistant) -> None:
    """Until the chat ends; the services end with it."""
    with _serving(settings, assistant) if settings.slack or settings.telegram else contextlib.nullcontext():
        chat(assistant, "customer")


@contextlib.contextmanager
def _serving(settings: Settings, assistant: Assistant) -> Iterator[None]:
    """The services in a thread of their own: the terminal needs the main one for Ctrl-C. When they fail the chat goes on."""
    stopper: Future[Callable[[], object]] = Future()
    with ThreadPoolExecutor(1, "serve") as thread:
        thread.submit(_serve, settings, assistant, stopper)
        stop = stopper.result()
        try:
            yield
        finally:
            stop()


def _serve(settings: Settings, assistant: Assistant, stopper: Future[Callable[[], object]]) -> None:
    async def until_stopped() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        stopper.set_result(lambda: None if loop.is_closed() else loop.call_soon_threadsafe(stop.set))
        await serve(settings, assistant, stop)

    try:
        asyncio.run(until_stopped())
    except AdapterError as error:
        typer.echo(f"{error} (the chat here goes on)", err=True)
    except Exception as error:
        log.error("services-failed", **describe(error))
