"""A dozen rows of the plays for each door, and a real assistant whose answers can be looked at."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from bot.assistant import Assistant
from bot.memory import Memory
from bot.messages import Incoming, Reply
from knowledge.database import connect
from nlu.reading import Reading
from tests.house import new_assistant, reader_for
from tests.plays.test_plays import ROWS, assert_offers, assert_verdict
from tests.prices import plain

LANGUAGES = ("it", "fr", "en")
FOR_REPS = [
    ("pizzeria", "P1"), ("management-software", "P2"), ("management-software", "P25"), ("electronics", "P4"), ("electronics", "P7"), ("crm", "P15"),
    ("crm", "P21"), ("crm", "P33"), ("crm", "P34"), ("electronics", "P11"), ("electronics", "P31"),
]  # fmt: skip
FOR_CUSTOMERS = [
    ("pizzeria", "P1"), ("pizzeria", "P35"), ("management-software", "P2"), ("management-software", "P25"), ("management-software", "P34"),
    ("management-software", "P35"), ("electronics", "P4"), ("electronics", "P7"), ("electronics", "P31"), ("electronics", "P11"), ("crm", "P21"), ("crm", "P33"),
]  # fmt: skip
Row = dict[str, Any]


def cases(role: str, picked: list[tuple[str, str]]) -> list[Any]:
    """Each picked row; a test plays it in every language."""
    rows = [row for row in ROWS if row["as"] == role and (row["catalog"], row["play"]) in picked]
    assert {(row["catalog"], row["play"]) for row in rows} == set(picked)
    return [pytest.param(row, id=f"{row['play']}-{row['catalog']}-{number}") for number, row in enumerate(rows)]


def assert_play(row: Row, language: str, reply: Reply) -> None:
    """What the row expects of the answer to its last message."""
    assert reply.language == language
    assert_verdict(row, reply)
    assert_offers(row, reply)
    if "says" in row:
        assert row["says"][language] in plain(reply.text)


@dataclass
class Overheard:
    """The port, with a real assistant behind it; what it answered is noted."""

    assistant: Assistant
    heard: list[Incoming] = field(default_factory=list)
    replies: list[Reply | None] = field(default_factory=list)

    @property
    def last(self) -> Reply:
        assert self.replies
        reply = self.replies[-1]
        assert reply is not None
        return reply

    def reply(self, incoming: Incoming) -> Reply | None:
        self.heard.append(incoming)
        self.replies.append(self.assistant.reply(incoming))
        return self.replies[-1]

    def delivered(self, event: str) -> None:
        self.assistant.delivered(event)

    def pending(self, channel: str) -> list[tuple[str, Reply]]:
        return list(self.assistant.pending(channel))

    def apology(self, language: str | None) -> str:
        return self.assistant.apology(language)

    def phrase(self, key: str, language: str | None) -> str:
        return self.assistant.phrase(key, language)


@cache
def prepared_shop(catalog: str) -> tuple[Assistant, Path]:
    """A shop, and a database with its tables and catalogue, closed: a copy takes a tenth of the time that making one takes."""
    file = Path(tempfile.mkdtemp(prefix="sommelier-template-")) / "memory.db"
    shop = new_assistant(catalog, f"sqlite:///{file}")
    shop.memory._sessions.kw["bind"].dispose()
    return shop, file


def prepared(catalog: str, file: Path) -> str:
    """The URL of a database at `file` that remembers nothing yet."""
    shutil.copyfile(prepared_shop(catalog)[1], file)
    return f"sqlite:///{file}"


def fresh(catalog: str) -> Assistant:
    """A shop that remembers nobody."""
    url = prepared(catalog, Path(tempfile.mkdtemp(prefix="sommelier-test-")) / "memory.db")
    return replace(prepared_shop(catalog)[0], memory=Memory(sessionmaker(connect(url), expire_on_commit=False)))


def overheard(catalog: str) -> Overheard:
    return Overheard(fresh(catalog))


@dataclass
class Trips:
    """A reader that stumbles over one word, and says more than it should."""

    catalog: str
    secret: str = ""

    def read(self, text: str, at: datetime, language: str | None = None, context: Any = ()) -> Reading:
        if "boom" in text:
            raise RuntimeError(f"cannot read {text!r} with {self.secret}")
        return reader_for(self.catalog).read(text, at, language, context)


def offers_in(assistant: Assistant, conversation: str | None = None) -> list[tuple[str, str]]:
    """What was proposed (in one conversation), and what came of it, from the database itself."""
    query = text("select conversation_id, product, outcome from offer order by offered_at, id")
    with assistant.memory._sessions() as session:
        return [(str(row[1]), str(row[2])) for row in session.execute(query) if conversation in (None, row[0])]


def messages_in(assistant: Assistant, sender: str = "person") -> list[str]:
    """Every text that is kept, oldest first."""
    query = text("select text from message where sender = :sender order by id")
    with assistant.memory._sessions() as session:
        return [str(each) for each in session.scalars(query, {"sender": sender})]
