"""What people wrote, for their owner to look back on: their own messages in stored conversations, drills left out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.tables import ConversationRow, MessageRow

RECENT = 2_000
"""How far back, in messages."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message, who speaks (customer or rep) and in which language the conversation is."""

    text: str
    mouth: str
    language: str


def recently_said(sessions: sessionmaker[Session], catalogue: str | None = None) -> list[Said]:
    """Messages of customers and reps, newest first, each text once; of one catalogue where it is named."""
    query = (
        select(MessageRow.text, ConversationRow.role, ConversationRow.state)
        .join(ConversationRow, MessageRow.conversation_id == ConversationRow.id)
        .where(MessageRow.sender == "person", ConversationRow.role.in_(("customer", "rep")))
        .order_by(MessageRow.id.desc())
        .limit(RECENT)
    )
    if catalogue is not None:
        query = query.where(ConversationRow.catalogue == catalogue)
    with sessions() as session:
        rows = [(text.strip(), role, state) for text, role, state in session.execute(query)]
    return list(
        {
            text: Said(text, role, state["language"])
            for text, role, state in reversed(rows)
            if state.get("language") and not state.get("drill") and _is_message(text)
        }.values()
    )[::-1]


def _is_message(text: str) -> bool:
    """Neither a command nor signs alone."""
    return not text.startswith("/") and any(char.isalpha() for char in text)
