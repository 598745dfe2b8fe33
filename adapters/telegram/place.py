"""Where in Telegram a conversation lives; a conversation id says it all, so that a reply can be sent after a restart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A private chat, or one person in a group (`user` set): each talks to us apart from the others."""

    bot: int
    chat: int
    user: int | None = None

    @property
    def conversation(self) -> str:
        """The conversation's id."""
        return f"telegram:{self.bot}:{self.chat}" + (f":{self.user}" if self.user else "")


def place_of(conversation: str) -> Place:
    """The inverse of `Place.conversation`."""
    _, bot, chat, *user = conversation.split(":")
    return Place(int(bot), int(chat), int(user[0]) if user else None)
