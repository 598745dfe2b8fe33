"""A Telegram: the Bot API over HTTP, updates by long poll or webhook, and people in it.

[seen] = await telegram.say(1001, "offer")
[more] = await telegram.press(seen, "Non ora")
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from html import unescape

import aiohttp
from aiohttp import web

from tests.adapters.fakes.server import FakeServer, Json

BOT_ID, BOT_NAME = 42, "sommelier_bot"
TOKEN, WEBHOOK_SECRET = f"{BOT_ID}:telegram-secret-1", "webhook-secret-2"
SECONDS = 10
DATE = 1_700_000_000
BAD_REQUEST = 400


@dataclass
class Sent:
    """A message as it stands in the person's chat."""

    chat: int
    id: int
    body: Json
    buttons: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return unescape(self.body["text"])


@dataclass
class Batch:
    """Updates on their way, and whether the bot has come back for more."""

    updates: list[Json]
    done: asyncio.Event = field(default_factory=asyncio.Event)


async def _nothing() -> None:
    """No bot has moved in."""


class FakeTelegram(FakeServer):
    """`bot_url`, when set, is where updates are posted; else the bot has to ask. `settled` waits until it has nothing in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.bot_url = ""
        self.settled: Callable[[], Awaitable[None]] = _nothing
        self.sent: list[Sent] = []
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        self.statuses: list[int] = []
        self._ids = itertools.count(1)
        self._queue: asyncio.Queue[Batch] = asyncio.Queue()
        self._served: Batch | None = None
        self._application.router.add_post("/bot{token}/{method}", self._api)

    # What people do. Each returns the messages that are new in the chat.

    async def say(self, chat: int, text: str, *, language: str = "it", times: int = 1, **message: object) -> list[Sent]:
        content = {"text": text} | ({"entities": [_command(text)]} if text.startswith("/") else {})
        return await self.message(chat, content | message, language=language, times=times)

    async def message(self, chat: int, content: Json, *, language: str = "it", times: int = 1) -> list[Sent]:
        """Any content: {"sticker": …}, {"text": …}."""
        message = {"message_id": next(self._ids), "date": DATE, "chat": _chat(chat), "from": person(chat, language)}
        return await self.update({"message": message | content}, times=times)

    async def press(self, sent: Sent, label: str, *, data: str | None = None, times: int = 1) -> list[Sent]:
        """`times`: that many presses, each its own, as by an impatient finger."""
        before = len(self.sent)
        pressed = data or sent.buttons[label]
        for _ in range(times):
            message = {"message_id": sent.id, "date": DATE, "chat": _chat(sent.chat), "text": sent.text}
            query = {"id": str(next(self._ids)), "from": person(sent.chat), "chat_instance": "1", "data": pressed}
            await self.update({"callback_query": query | {"message": message}})
        return self.sent[before:]

    async def block(self, chat: int) -> list[Sent]:
        """The person blocks the bot."""
        self.blocked.add(chat)
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Sommelier"}
        before, after = {"status": "member", "user": bot}, {"status": "kicked", "user": bot, "until_date": 0}
        change = {"chat": _chat(chat), "from": person(chat), "date": DATE, "old_chat_member": before, "new_chat_member": after}
        return await self.update({"my_chat_member": change})

    async def update(self, update: Json, *, times: int = 1) -> list[Sent]:
        """Any update, delivered `times` times under one id."""
        before = len(self.sent)
        update = {"update_id": 900 + next(self._ids)} | update
        async with asyncio.timeout(SECONDS):
            for _ in range(times):
                await self.deliver(update)
            await self.settled()
        return self.sent[before:]

    # How it reaches the bot.

    async def deliver(self, *updates: Json) -> None:
        """By webhook until the bot says 200, or by long poll until it confirms by asking again."""
        if self.bot_url:
            for update in updates:
                await self.post(update, {"X-Telegram-Bot-Api-Secret-Token": WEBHOOK_SECRET})
            return
        batch = Batch(list(updates))
        await self._queue.put(batch)
        await batch.done.wait()

    async def post(self, update: Json, headers: dict[str, str]) -> None:
        async with aiohttp.ClientSession() as session, session.post(self.bot_url, json=update, headers=headers) as answer:
            self.statuses.append(answer.status)

    # What the bot can call.

    async def _api(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)
        method = request.match_info["method"]
        return await self.respond(request, method, getattr(self, method.lower()))

    async def getupdates(self, body: Json) -> Json:
        """A long poll without end: it returns when there is something to tell."""
        if self._served:
            self._served.done.set()
        self._served = await self._queue.get()
        return _ok(self._served.updates)

    def getme(self, body: Json) -> Json:
        return _ok({"id": BOT_ID, "is_bot": True, "first_name": "Sommelier", "username": BOT_NAME})

    def setwebhook(self, body: Json) -> Json:
        return _ok(True)

    def deletewebhook(self, body: Json) -> Json:
        return _ok(True)

    def answercallbackquery(self, body: Json) -> Json:
        return _ok(True)

    def sendmessage(self, body: Json) -> Json | tuple[int, Json]:
        chat = int(body["chat_id"])
        if chat in self.blocked:
            return 403, _error(403, "Forbidden: bot was blocked by the user")
        if chat in self.moved:
            moved = {"parameters": {"migrate_to_chat_id": self.moved[chat]}}
            return BAD_REQUEST, _error(BAD_REQUEST, "Bad Request: group chat was upgraded to a supergroup chat") | moved
        if not 0 < len(unescape(str(body["text"])).encode("utf-16-le")) // 2 <= 4096:
            return BAD_REQUEST, _error(BAD_REQUEST, "Bad Request: message is too long")
        buttons = _buttons(body)
        if any(not 0 < len(data.encode()) <= 64 for data in buttons.values()):
            return BAD_REQUEST, _error(BAD_REQUEST, "Bad Request: BUTTON_DATA_INVALID")
        self.sent.append(Sent(chat, next(self._ids), body | {"text": str(body["text"])}, buttons))
        return _ok({"message_id": self.sent[-1].id, "date": DATE, "chat": _chat(chat), "text": str(body["text"])})

    def editmessagereplymarkup(self, body: Json) -> Json | tuple[int, Json]:
        found = [sent for sent in self.sent if (sent.chat, sent.id) == (body["chat_id"], body["message_id"])]
        if not found or found[0].buttons == _buttons(body):
            return BAD_REQUEST, _error(BAD_REQUEST, "Bad Request: message is not modified")
        found[0].buttons = _buttons(body)
        return _ok(True)


def person(chat: int, language: str = "it") -> Json:
    return {"id": abs(chat), "is_bot": False, "first_name": "Ada", "language_code": language}


def _chat(chat: int) -> Json:
    return {"id": chat, "type": "private"} if chat > 0 else {"id": chat, "type": "group", "title": "Cena"}


def _command(text: str) -> Json:
    return {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}


def _buttons(body: Json) -> dict[str, str]:
    rows = (body.get("reply_markup") or {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def _ok(result: object) -> Json:
    return {"ok": True, "result": result}


def _error(code: int, description: str) -> Json:
    return {"ok": False, "error_code": code, "description": description}
