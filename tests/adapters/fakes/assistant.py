"""The port of `adapters`, in memory: the inbox's promises without the sales sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from bot.messages import Action, Incoming, Reply, Section

ACTIONS = (
    Action("a1", "Sì, con la bufala", "accept"),
    Action("l1", "Non ora", "later"),
    Action("r1", "No, grazie", "refuse"),
)


@dataclass
class Entry:
    reply: Reply | None
    delivered: bool = False


@dataclass
class FakeAssistant:
    """Echoes, unless `answers` says better. Hand `inbox` to another one, and that is the same assistant after a restart."""

    answers: dict[str, Reply | Exception] = field(default_factory=dict)
    inbox: dict[str, Entry] = field(default_factory=dict)
    heard: list[Incoming] = field(default_factory=list)
    pressed: set[tuple[str, str]] = field(default_factory=set)
    before: Callable[[Incoming], None] | None = None
    _lock: Lock = field(default_factory=Lock)

    def reply(self, incoming: Incoming) -> Reply | None:
        assert incoming.event, "adapters give every event a key"
        with self._lock:
            if entry := self.inbox.get(incoming.event):
                return None if entry.delivered else entry.reply
            self.heard.append(incoming)
        if self.before:
            self.before(incoming)
        reply = self._think(incoming)
        self.inbox[incoming.event] = Entry(reply)
        return reply

    def _think(self, incoming: Incoming) -> Reply | None:
        if incoming.action:
            once = (incoming.conversation, incoming.action)
            if once in self.pressed:
                return None
            self.pressed.add(once)
            return self.say(incoming, f"pressed {incoming.action}")
        if incoming.command:
            return self.say(incoming, f"command {incoming.command} {incoming.text}".strip())
        answer = self.answers.get(incoming.text)
        if isinstance(answer, Exception):
            raise answer
        if answer is not None:
            return answer
        return offer(incoming.conversation) if incoming.text == "offer" else self.say(incoming, f"echo {incoming.text}")

    def say(self, incoming: Incoming, text: str) -> Reply:
        return Reply(incoming.conversation, incoming.language or "it", text)

    def delivered(self, event: str) -> None:
        self.inbox[event].delivered = True

    def pending(self, channel: str) -> list[tuple[str, Reply]]:
        return [
            (event, entry.reply)
            for event, entry in self.inbox.items()
            if event.startswith(f"{channel}:") and entry.reply and not entry.delivered
        ]

    def apology(self, language: str | None) -> str:
        return f"sorry ({language})"

    def phrase(self, key: str, language: str | None) -> str:
        return f"{key} ({language})"


def offer(conversation: str, language: str = "it") -> Reply:
    """A reply with everything in it."""
    return Reply(
        conversation,
        language,
        "Con la bufala è più cremosa.",
        verdict="offer",
        actions=ACTIONS,
        sections=(
            Section("say", "Da dire", "Con la bufala è più cremosa."),
            Section("why", "Perché", "Cerca gusto & pienezza <sempre>"),
            Section("note", "Nota", "Il prezzo viene dopo."),
        ),
    )
