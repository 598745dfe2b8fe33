"""A web server on a free port that remembers what it was asked and can be told to misbehave."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Answer = Json | tuple[int, Json]
Perform = Callable[[Json], Answer | Awaitable[Answer]]


@dataclass(frozen=True)
class Call:
    method: str
    body: Json
    headers: Mapping[str, str]


@dataclass
class Fault:
    """One call that goes wrong. `done`: the work is done all the same, and only the answer is lost."""

    status: int = 200
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    done: bool = False
    gate: Gate | None = None


@dataclass(frozen=True)
class Gate:
    """A call that takes until it is let through: slow, without a clock."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def pass_through(self) -> None:
        self.reached.set()
        await self.opened.wait()


class FakeServer:
    """Subclasses add routes and `perform` a method."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._application = web.Application()
        self._runner = web.AppRunner(self._application, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        self.url = ""

    async def start(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        await self._runner.cleanup()

    # Misbehaviour, for the next call of a method.

    def answer(self, method: str, body: Json, status: int = 200, headers: dict[str, str] | None = None, times: int = 1) -> None:
        self._faults[method] += [Fault(status, body, headers or {}) for _ in range(times)]

    def cut(self, method: str, *, done: bool) -> None:
        """The connection breaks: after the work was done, or before."""
        self._faults[method].append(Fault(cut=True, done=done))

    def hold(self, method: str) -> Gate:
        """The call is slow."""
        gate = Gate()
        self._faults[method].append(Fault(gate=gate))
        return gate

    def asked(self, method: str) -> list[Json]:
        """The bodies of all calls of a method, in order."""
        return [call.body for call in self.calls if call.method == method]

    async def respond(self, request: web.Request, method: str, perform: Perform) -> web.Response:
        """Remember, misbehave as told, else perform."""
        body = await read_body(request)
        self.calls.append(Call(method, body, request.headers))
        fault = self._faults[method].pop(0) if self._faults[method] else Fault()
        if fault.gate:
            await fault.gate.pass_through()
        if fault.body is not None:
            return web.json_response(fault.body, status=fault.status, headers=fault.headers)
        answer = {} if fault.cut and not fault.done else perform(body)
        if isinstance(answer, Awaitable):
            answer = await answer
        if fault.cut and request.transport:
            request.transport.abort()
        status, content = answer if isinstance(answer, tuple) else (200, answer)
        return web.json_response(content, status=status)


async def read_body(request: web.Request) -> Json:
    """Query, form and JSON alike, values decoded where they are JSON in a form."""
    body: Json = dict(request.query)
    if request.content_type == "application/json":
        content: Json = await request.json()
        return body | content
    return body | {name: _decoded(str(value)) for name, value in (await request.post()).items()}


def _decoded(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
