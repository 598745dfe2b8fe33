"""A Slack with people in it, who write, mention, command and press, and see what the bot posts.

[seen] = await slack.dm("U1", "offer")
[more] = await slack.press(seen, "Non ora")
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.adapters.fakes.server import Json
from tests.adapters.fakes.slack_api import BOT, TEAM, Posted, SlackApi
from tests.adapters.fakes.slack_signature import signed

SIGNING_SECRET = "signing-secret-3"
SECONDS = 10


async def _nothing() -> None:
    """No bot has moved in."""


class FakeSlack(SlackApi):
    """`bot_url` is where it posts events while no websocket is open; `settled` waits until the bot has nothing in hand.

    `impatient`: repeats events without waiting for an acknowledgement.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bot_url = ""
        self.settled: Callable[[], Awaitable[None]] = _nothing
        self.statuses: list[int] = []
        self.impatient = False
        self.acknowledged = asyncio.Event()
        self.linked = asyncio.Event()
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._ids = itertools.count(1)
        self._application.router.add_get("/link", self._link)

    # What people do. Each returns the posts that are new to the person.

    async def dm(
        self, user: str, text: str, *, thread: str | None = None, times: int = 1, changes: Json | None = None
    ) -> list[Posted]:
        self.users.add(user)
        event: Json = {
            "type": "message",
            "channel_type": "im",
            "channel": f"D{user}",
            "user": user,
            "text": text,
            "ts": self.now(),
        }
        return await self.event(event | ({"thread_ts": thread} if thread else {}) | (changes or {}), times=times)

    async def mention(
        self, user: str, text: str, *, channel: str = "C1", thread: str | None = None, shared: bool = False
    ) -> list[Posted]:
        """`shared`: the channel is shared with another company."""
        self.users.add(user)
        event = {"type": "app_mention", "channel": channel, "user": user, "text": f"<@{BOT}> {text}", "ts": self.now()}
        body = {"is_ext_shared_channel": True} if shared else {}
        return await self.event(event | ({"thread_ts": thread} if thread else {}), body=body)

    async def event(self, event: Json, *, times: int = 1, body: Json | None = None) -> list[Posted]:
        """Any event, `times` times, as Slack repeats one that it thinks unheard."""
        payload = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev{next(self._ids)}",
            "event": event,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        return await self._watched(event.get("user", ""), "events_api", payload | (body or {}), times)

    async def command(self, user: str, command: str, text: str = "", *, channel: str = "C1") -> list[Posted]:
        self.users.add(user)
        payload = {"command": command, "text": text, "team_id": TEAM, "channel_id": channel, "user_id": user}
        return await self._watched(user, "slash_commands", payload | self._interaction(channel, user, None), 1)

    async def press(self, post: Posted, label: str, *, user: str | None = None, times: int = 1) -> list[Posted]:
        """`times`: that many presses, each its own, as by an impatient finger."""
        user = user or post.only_for or post.channel.removeprefix("D")
        seen: list[Posted] = []
        pressed = [self._press(post, label, user) for _ in range(times)]
        for payload in pressed:
            seen += await self._watched(user, "interactive", payload, 1)
        return seen

    def _press(self, post: Posted, label: str, user: str) -> Json:
        container = {"type": "message", "channel_id": post.channel, "message_ts": post.ts}
        if post.thread:
            container["thread_ts"] = post.thread
        payload = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "container": container | {"is_ephemeral": bool(post.only_for)},
            "actions": [post.buttons[label] | {"action_ts": self.now()}],
        }
        if not post.only_for:  # Slack gives an ephemeral message's content back to nobody
            payload["message"] = {"ts": post.ts, "text": post.body["text"], "blocks": post.body["blocks"]}
        return payload | self._interaction(post.channel, user, post.ts)

    def _interaction(self, channel: str, user: str, ts: str | None) -> Json:
        number = next(self._ids)
        self.response_urls[str(number)] = (channel, user, ts)
        return {"trigger_id": f"{number}.trigger", "response_url": f"{self.url}/response/{number}"}

    # How it reaches the bot.

    async def _watched(self, user: str, kind: str, payload: Json, times: int) -> list[Posted]:
        before = len(self.posts)
        async with asyncio.timeout(SECONDS):
            if self.impatient:
                await asyncio.gather(*(self.deliver(kind, payload, retry) for retry in range(times)))
            else:
                for retry in range(times):
                    await self.deliver(kind, payload, retry)
            await self.settled()
        return [post for post in self.posts[before:] if post.only_for in (None, user)]

    async def deliver(self, kind: str, payload: Json, retry: int = 0) -> None:
        """One delivery, until it is acknowledged."""
        if self._sockets:
            await self._deliver_by_socket(kind, payload, retry)
            return
        forms = {"slash_commands": payload, "interactive": {"payload": json.dumps(payload)}}
        body = urlencode(forms[kind]) if kind in forms else json.dumps(payload)
        content = "application/x-www-form-urlencoded" if kind in forms else "application/json"
        again = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
        await self.post(body, {"Content-Type": content} | again | signed(body, SIGNING_SECRET))

    async def post(self, body: str, headers: dict[str, str]) -> str:
        """A request to the bot, with whatever headers; its status is noted in `statuses`."""
        async with aiohttp.ClientSession() as session, session.post(self.bot_url, data=body.encode(), headers=headers) as answer:
            self.statuses.append(answer.status)
            self.acknowledged.set()
            return await answer.text()

    async def _deliver_by_socket(self, kind: str, payload: Json, retry: int) -> None:
        envelope = f"envelope-{next(self._ids)}"
        self._acks[envelope] = asyncio.get_running_loop().create_future()
        message = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": kind != "events_api"}
        await self._sockets[-1].send_json(message | ({"retry_attempt": retry} if retry else {}))
        await self._acks[envelope]

    async def ask_to_reconnect(self) -> None:
        """As Slack does every few hours: a new link first, then the old one goes."""
        async with asyncio.timeout(SECONDS):
            self.linked.clear()
            await self._sockets[-1].send_json({"type": "disconnect", "reason": "refresh_requested"})
            await self.linked.wait()

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_json({"type": "hello"})
        self.linked.set()
        async for message in socket:
            answer = message.json()
            self._acks.pop(answer["envelope_id"]).set_result(answer)
        self._sockets.remove(socket)
        return socket
