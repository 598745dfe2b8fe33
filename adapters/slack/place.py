"""Where in Slack a conversation lives; a conversation id says it all, so that a reply can be posted after a restart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A thread, a direct message, or one person's private (ephemeral) view of a channel.

    A direct message is a channel whose id begins with D; a user's id in place of the channel's means theirs with us.
    """

    team: str
    channel: str
    thread: str | None = None
    user: str | None = None

    @property
    def conversation(self) -> str:
        """The conversation's id."""
        return f"slack:{self.team}:{self.channel}:{self.thread or self.user}"

    @property
    def ephemeral(self) -> bool:
        """Seen by one person only, in a channel of many."""
        return self.thread is None and not self.channel.startswith("D") and self.channel != self.user


def place_of(conversation: str) -> Place:
    """The inverse of `Place.conversation`. A thread is known by its first message's timestamp, "1712345678.000100"."""
    _, team, channel, rest = conversation.split(":", 3)
    return Place(team, channel, thread=rest) if rest[:1].isdigit() else Place(team, channel, user=rest)
