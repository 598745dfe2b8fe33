"""A whole house for tests: real reader, real database in a temporary folder, one assistant a catalogue."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.assistant import Assistant
from bot.bootstrap import build, build_reader
from bot.messages import Incoming, Reply, Role
from knowledge import loader
from nlu.reader import Reader

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@cache
def reader_for(catalog: str) -> Reader:
    """The reader of a catalogue: the costly part, shared by all tests of a process."""
    return build_reader(loader.load(loader.locate(catalog)))


def new_assistant(catalog: str, database: str | None = None) -> Assistant:
    """An assistant with a memory of its own."""
    url = database or f"sqlite:///{Path(tempfile.mkdtemp(prefix='sommelier-test-')) / 'memory.db'}"
    return build(catalog, url, reader=reader_for(catalog))


@dataclass
class Talk:
    """One conversation, a message at a time."""

    assistant: Assistant
    id: str
    role: Role = "customer"
    customer: str | None = None
    at: datetime = NOON
    replies: list[Reply] = field(default_factory=list)

    def say(self, text: str, **more: str) -> Reply:
        """What is answered."""
        self.at += timedelta(seconds=20)
        reply = self.assistant.reply(Incoming(self.id, text, self.at, self.role, self.customer, **more))  # type: ignore[arg-type]
        assert reply is not None
        self.replies.append(reply)
        return reply
