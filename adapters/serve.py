"""Every adapter that has its settings, in one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator

import structlog

from adapters.adapter import Adapter
from adapters.errors import SettingsError
from adapters.port import Assistant
from adapters.settings import NOTHING_SET, Settings
from adapters.slack.app import build as build_slack
from adapters.telegram.app import build as build_telegram

log = structlog.get_logger(__name__)


def build_adapters(settings: Settings, assistant: Assistant) -> list[Adapter]:
    """Those that have their settings. Raises `SettingsError` when none has, saying what to set."""
    adapters: list[Adapter] = []
    if settings.slack:
        adapters.append(build_slack(settings.slack, assistant))
    if settings.telegram:
        adapters.append(build_telegram(settings.telegram, assistant))
    if not adapters:
        raise SettingsError(NOTHING_SET)
    return adapters


async def serve(settings: Settings, assistant: Assistant, stop: asyncio.Event | None = None) -> None:
    """Run until SIGINT or SIGTERM, or until `stop` is set. One adapter that cannot start ends all: its error is raised."""
    adapters = build_adapters(settings, assistant)
    stop = stop or asyncio.Event()
    log.info("serving", adapters=[adapter.name for adapter in adapters])
    with _signals(stop):
        await _run_all(adapters, stop)
    log.info("stopped")


async def _run_all(adapters: list[Adapter], stop: asyncio.Event) -> None:
    running = [asyncio.create_task(adapter.run(), name=adapter.name) for adapter in adapters]
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([stopping, *running], return_when=asyncio.FIRST_COMPLETED)
    for task in (stopping, *running):
        task.cancel()
    ended = await asyncio.gather(*running, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome


@contextlib.contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    caught = []
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not on Windows, nor outside the main thread: there Ctrl-C raises KeyboardInterrupt as ever.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)
