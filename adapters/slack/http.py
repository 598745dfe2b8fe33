"""Slack over HTTP: every request is signed, and nothing unsigned comes further than this file."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

PATH = "/slack/events"


class Entrance:
    """Checks signatures before Bolt does. Bolt would log the body of a forged request, and answer one whose timestamp is no
    number with our error handler: a stranger could make the bot apologise to anybody.
    """

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Bolt's answer, or 401."""
        if not is_genuine(self._verifier, await request.read(), request.headers):
            return web.Response(status=401)
        return await to_aiohttp_response(await self._app.async_dispatch(await to_bolt_request(request)))


def is_genuine(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    """Signed with our secret, less than 300 seconds ago. What cannot be checked is refused."""
    try:
        return verifier.is_valid(body, headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature"))
    except (ValueError, TypeError):  # a timestamp that is no number, a signature that is not ASCII, a body that is not UTF-8
        return False
