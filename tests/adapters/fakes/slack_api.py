"""The Slack that the bot calls: the Web API over HTTP, and what has been posted. The people are in `slack_people`."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from tests.adapters.fakes.server import FakeServer, Json
from tests.adapters.fakes.slack_rules import fault_in, read, unescaped

TEAM, BOT = "T1", "UBOT"
BOT_TOKEN, APP_TOKEN = "xoxb-secret-1", "xapp-secret-2"


@dataclass
class Posted:
    """A message as Slack keeps it. `only_for`: ephemeral, one person sees it."""

    channel: str
    ts: str
    body: Json
    thread: str | None = None
    only_for: str | None = None

    @property
    def text(self) -> str:
        """What the person reads: the blocks, or the plain text where there are none."""
        if blocks := self.body.get("blocks"):
            return "\n".join(text for block in blocks if block["type"] != "actions" for text in read(block))
        return unescaped(self.body.get("text", ""))

    @property
    def buttons(self) -> dict[str, Json]:
        """By label: each as in a press, with its block's id."""
        rows = [block for block in self.body.get("blocks") or () if block["type"] == "actions"]
        return {button["text"]["text"]: button | {"block_id": row["block_id"]} for row in rows for button in row["elements"]}


class SlackApi(FakeServer):
    """What the bot can call."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: list[Posted] = []
        self.users: set[str] = set()
        self.left: set[str] = set()
        self.response_urls: dict[str, tuple[str, str, str | None]] = {}
        self._clock = itertools.count(100)
        self._application.router.add_route("*", "/api/{method}", self._api)
        self._application.router.add_post("/response/{token}", self._response)

    def now(self) -> str:
        return f"1700000000.{next(self._clock):06}"

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        expected = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if request.headers.get("Authorization") != f"Bearer {expected}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        perform: Callable[[Json], Json] = getattr(self, method.replace(".", "_").lower())
        return await self.respond(request, method, perform)

    def auth_test(self, body: Json) -> Json:
        return {"ok": True, "team_id": TEAM, "user_id": BOT, "bot_id": "B1"}

    def apps_connections_open(self, body: Json) -> Json:
        return {"ok": True, "url": self.url.replace("http", "ws") + "/link"}

    def conversations_open(self, body: Json) -> Json:
        return {"ok": True, "channel": {"id": f"D{body['users']}"}}

    def views_open(self, body: Json) -> Json:
        return {"ok": True, "view": body["view"]}

    def chat_postmessage(self, body: Json) -> Json:
        channel = f"D{body['channel']}" if body["channel"].startswith("U") else body["channel"]
        if error := self._refusal(channel, body):
            return {"ok": False, "error": error}
        return {"ok": True, "ts": self._post(Posted(channel, self.now(), body, body.get("thread_ts"))), "channel": channel}

    def chat_postephemeral(self, body: Json) -> Json:
        if error := self._refusal(body["channel"], body):
            return {"ok": False, "error": error}
        return {"ok": True, "message_ts": self._post(Posted(body["channel"], self.now(), body, only_for=body["user"]))}

    def chat_update(self, body: Json) -> Json:
        found = [post for post in self.posts if (post.channel, post.ts) == (body["channel"], body["ts"]) and not post.only_for]
        if not found:
            return {"ok": False, "error": "message_not_found"}
        if error := fault_in(body.get("blocks") or []):
            return {"ok": False, "error": error}
        found[0].body = found[0].body | {"text": body["text"], "blocks": body["blocks"]}
        return {"ok": True, "ts": body["ts"]}

    def conversations_history(self, body: Json) -> Json:
        return self._messages([post for post in self.posts if post.channel == body["channel"] and not post.thread])

    def conversations_replies(self, body: Json) -> Json:
        return self._messages([post for post in self.posts if post.channel == body["channel"] and post.thread == body["ts"]])

    def _messages(self, posts: list[Posted]) -> Json:
        kept = [{"ts": post.ts, "metadata": post.body.get("metadata", {})} for post in posts if not post.only_for]
        return {"ok": True, "messages": kept}

    def _refusal(self, channel: str, body: Json) -> str | None:
        # The bot is in no direct messages but its own, and not in channels it has left.
        if channel in self.left or (channel.startswith("D") and channel[1:] not in self.users):
            return "channel_not_found"
        if not body.get("text") and not body.get("blocks"):
            return "no_text"
        return fault_in(body.get("blocks") or [])

    def _post(self, post: Posted) -> str:
        self.posts.append(post)
        return post.ts

    async def _response(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        return await self.respond(request, "response_url", lambda body: self._use_response_url(token, body))

    def _use_response_url(self, token: str, body: Json) -> Json | tuple[int, Json]:
        if token not in self.response_urls:
            return 404, {"ok": False, "error": "expired_url"}
        channel, user, ts = self.response_urls[token]
        if fault_in(body.get("blocks") or []):
            return 400, {"ok": False, "error": "invalid_blocks"}
        if body.get("replace_original"):
            [post] = [post for post in self.posts if post.ts == ts]
            post.body = body
        else:
            self._post(Posted(channel, self.now(), body, only_for=user))
        return {"ok": True}
