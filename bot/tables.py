"""The bot's memory as tables: customers, conversations with messages, offers and what came of them, events already answered."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.database import Base

Sender = Literal["person", "bot"]
Outcome = Literal["open", "accepted", "refused", "later"]

_Name = String()
_Word = String(20)


class CustomerRow(Base):
    """Who is spoken to; deleting one deletes everything known of them."""

    __tablename__ = "customer"

    id: Mapped[str] = mapped_column(_Name, primary_key=True)
    opted_out_at: Mapped[datetime | None]
    language: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime]


class ConversationRow(Base):
    """One conversation and what has been understood in it so far."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(_Name, primary_key=True)
    catalogue: Mapped[str] = mapped_column(_Name)
    role: Mapped[str] = mapped_column(_Word)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), index=True)
    state: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class MessageRow(Base):
    """One message, either way."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("sender in ('person', 'bot')", name="message_sender"),
        Index("ix_message_conversation", "conversation_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    sender: Mapped[Sender] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str | None] = mapped_column(String(10))
    reply: Mapped[dict[str, Any] | None]


class OfferRow(Base):
    """One proposal and what came of it; `price` is what it adds."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("outcome in ('open', 'accepted', 'refused', 'later')", name="offer_outcome"),
        Index("ix_offer_customer", "customer_id", "offered_at"),
        Index("ix_offer_catalogue", "catalogue", "offered_at"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"))
    catalogue: Mapped[str] = mapped_column(_Name)
    product: Mapped[str] = mapped_column(_Name)
    move: Mapped[str] = mapped_column(_Word)
    kind: Mapped[str] = mapped_column(_Word)
    lever: Mapped[str] = mapped_column(_Word)
    need: Mapped[str | None] = mapped_column(_Name)
    unasked: Mapped[bool]
    offered_at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(String(10))
    outcome_at: Mapped[datetime | None]
    price: Mapped[Decimal | None]
    currency: Mapped[str | None] = mapped_column(String(3))


class InboxRow(Base):
    """A delivery that was taken in: its id keeps it from being answered twice, `reply` from being lost before it was sent."""

    __tablename__ = "inbox"

    event: Mapped[str] = mapped_column(_Name, primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    reply: Mapped[dict[str, Any] | None]
    delivered_at: Mapped[datetime | None]
