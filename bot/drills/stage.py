"""The drill's place in the conversation; stands in until the scenarios are here."""

from __future__ import annotations

from bot.conversation import Conversation
from bot.messages import Incoming, Reply


class Stage:
    """Plays drills."""

    def reply(self, incoming: Incoming, conversation: Conversation) -> tuple[Conversation, Reply]:
        """The customer's next line."""
        return conversation, Reply(incoming.conversation, conversation.language or "en", "…")
