"""A small web server for what a service posts to us."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Listener:
    """Listens on one path. Port 0 takes a free one; `port` is then the one taken."""

    def __init__(self, path: str, handler: Handler, host: str, port: int) -> None:
        self.path, self.host, self.port = path, host, port
        application = web.Application()
        application.router.add_post(path, handler)
        # No access log: paths and headers of a webhook are half a secret.
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=5)

    async def start(self) -> None:
        """Listen."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.port).start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Let requests in hand finish. Harmless before `start`."""
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The address on this machine."""
        return f"http://{self.host}:{self.port}{self.path}"
