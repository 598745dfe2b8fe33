"""The port through which every adapter speaks to the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.messages import Incoming, Reply


class Assistant(Protocol):
    """Synchronous and thread-safe: adapters call it from worker threads, one call at a time for a conversation.

    An event key is `channel + ":" + id`, where the channel names service and account: "slack:T1:Ev123", "telegram:42:900".
    """

    def reply(self, incoming: Incoming) -> Reply | None:
        """The answer, stored under `incoming.event`. None: answered and delivered already, or there is nothing to say."""

    def delivered(self, event: str) -> None:
        """The stored reply has reached the person: never hand it out again."""

    def pending(self, channel: str) -> Sequence[tuple[str, Reply]]:
        """Replies that were computed and never delivered, oldest first, each with its event key."""

    def apology(self, language: str | None) -> str:
        """What to say when something broke; `language` is the last one known, if any."""

    def phrase(self, key: str, language: str | None) -> str:
        """Small wording of an interface: "text-only", "noted-accept", "noted-later", "noted-refuse"."""
