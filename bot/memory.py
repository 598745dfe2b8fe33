"""What is remembered: conversations, offers and their outcomes, deliveries. Rows never leave this module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from bot.absorb import Outcome
from bot.conversation import Conversation, OnTable, from_json, to_json
from bot.messages import Incoming, Offered, Reply
from bot.tables import ConversationRow, CustomerRow, InboxRow, MessageRow, OfferRow
from knowledge.advice import PastOffer

_REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


@dataclass(frozen=True, slots=True)
class NewOffer:
    """A proposal as it is recorded."""

    id: str
    offered: Offered
    need: str | None
    unasked: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything one message changes, stored in one transaction."""

    incoming: Incoming
    catalogue: str
    conversation: Conversation
    reply: Reply | None
    offers: Sequence[NewOffer] = ()
    outcomes: Sequence[tuple[str, Outcome]] = ()


class Memory:
    """The database behind one assistant. Every method is one transaction."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def claim(self, event: str, at: datetime) -> tuple[bool, Reply | None]:
        """Record a delivery before the work. (True, None): do the work. (False, reply): done already; None when it was delivered too."""
        try:
            with self._sessions.begin() as session:
                session.add(InboxRow(event=event, received_at=at))
            return True, None
        except IntegrityError:
            return self._seen(event)

    def _seen(self, event: str) -> tuple[bool, Reply | None]:
        with self._sessions() as session:
            row = session.get(InboxRow, event)
            if row is None or row.delivered_at is not None:
                return False, None
            return (True, None) if row.reply is None else (False, _REPLY.validate_python(row.reply))

    def delivered(self, event: str, at: datetime) -> None:
        """The reply to this event reached the person."""
        with self._sessions.begin() as session:
            row = session.get(InboxRow, event)
            if row is not None:
                row.delivered_at = at

    def pending(self, channel: str) -> list[tuple[str, Reply]]:
        """Replies of this channel that were computed and never delivered, oldest first."""
        mine = InboxRow.event.startswith(f"{channel}:", autoescape=True)
        waiting = select(InboxRow).where(mine, InboxRow.delivered_at.is_(None)).order_by(InboxRow.received_at)
        with self._sessions() as session:
            return [(row.event, _REPLY.validate_python(row.reply)) for row in session.scalars(waiting) if row.reply is not None]

    def conversation(self, conversation: str, catalogue: str) -> Conversation | None:
        """The stored conversation, if there is one; of one about another catalogue only whom it was with."""
        with self._sessions() as session:
            row = session.get(ConversationRow, conversation)
            if row is None:
                return None
            stored = from_json(row.state)
            if row.catalogue == catalogue:
                return stored
            return Conversation(
                stored.id, stored.role, stored.language, stored.customer, opted_out=stored.opted_out, met=stored.met
            )

    def first_text(self, conversation: str) -> str | None:
        """The first message of a conversation."""
        first = select(MessageRow.text).where(MessageRow.conversation_id == conversation).order_by(MessageRow.id).limit(1)
        with self._sessions() as session:
            return session.scalar(first)

    def opted_out(self, customer: str | None) -> bool:
        """Whether this customer wants no proposals, on any channel."""
        if customer is None:
            return False
        with self._sessions() as session:
            row = session.get(CustomerRow, customer)
            return row is not None and row.opted_out_at is not None

    def offer(self, offer: str, conversation: str) -> OnTable | None:
        """An offer of this conversation that nobody has answered; None when there is none."""
        with self._sessions() as session:
            row = session.get(OfferRow, offer)
            if row is None or row.outcome != "open" or row.conversation_id != conversation:
                return None
            return OnTable(row.id, row.product, row.move, None)

    def history(self, conversation: str, customer: str | None, catalogue: str, since: datetime | None) -> tuple[PastOffer, ...]:
        """What was proposed to this customer, oldest first: `here` is this conversation since `since`, a no counts from its day."""
        mine = OfferRow.conversation_id == conversation
        whose = or_(mine, OfferRow.customer_id == customer) if customer else mine
        query = select(OfferRow).where(whose, OfferRow.catalogue == catalogue).order_by(OfferRow.offered_at, OfferRow.id)
        with self._sessions() as session:
            return tuple(_past(row, conversation, since) for row in session.scalars(query))

    def owned(self, customer: str | None, conversation: str, catalogue: str) -> tuple[str, ...]:
        """Products this customer accepted in other conversations."""
        if customer is None:
            return ()
        accepted = select(OfferRow.product).where(
            OfferRow.customer_id == customer, OfferRow.outcome == "accepted",
            OfferRow.conversation_id != conversation, OfferRow.catalogue == catalogue,
        )  # fmt: skip
        with self._sessions() as session:
            return tuple(dict.fromkeys(session.scalars(accepted)))

    def store(self, turn: Turn) -> None:
        """Both messages, the state, new offers and outcomes, and the reply in the inbox: all or nothing."""
        try:
            self._store(turn)
        except IntegrityError:  # the same new customer wrote in two places at the same moment
            self._store(turn)

    def _store(self, turn: Turn) -> None:
        incoming, at = turn.incoming, turn.incoming.at
        with self._sessions.begin() as session:
            self._keep_customer(session, turn)
            row = session.get(ConversationRow, incoming.conversation)
            if row is None:
                row = ConversationRow(id=incoming.conversation, catalogue=turn.catalogue, role=incoming.role, created_at=at)
                session.add(row)
            row.state, row.updated_at, row.catalogue = to_json(turn.conversation), at, turn.catalogue
            row.customer_id = incoming.customer or row.customer_id
            session.flush()
            session.add(MessageRow(conversation_id=row.id, at=at, sender="person", text=incoming.text))
            if turn.reply is not None:
                self._keep_reply(session, turn, turn.reply)
            for offer, outcome in turn.outcomes:
                kept = session.get(OfferRow, offer)
                if kept is not None:
                    kept.outcome, kept.outcome_at = outcome, at

    def _keep_customer(self, session: Session, turn: Turn) -> None:
        customer = turn.incoming.customer
        if customer is None:
            return
        row = session.get(CustomerRow, customer)
        if row is None:
            row = CustomerRow(id=customer, created_at=turn.incoming.at)
            session.add(row)
        row.language = turn.conversation.language
        if turn.conversation.opted_out and row.opted_out_at is None:
            row.opted_out_at = turn.incoming.at
        session.flush()

    def _keep_reply(self, session: Session, turn: Turn, reply: Reply) -> None:
        incoming = turn.incoming
        stored: dict[str, Any] = _REPLY.dump_python(reply, mode="json")
        session.add(
            MessageRow(
                conversation_id=incoming.conversation,
                at=incoming.at,
                sender="bot",
                text=reply.text,
                verdict=reply.verdict,
                reply=stored,
            )
        )
        session.add_all(_offer_row(turn, offer) for offer in turn.offers)
        if incoming.event:
            row = session.get(InboxRow, incoming.event)
            if row is not None:
                row.reply, row.conversation_id = stored, incoming.conversation

    def forget(self, conversation: str, customer: str | None = None) -> None:
        """Erase a conversation and, when named, everything about the customer; that their events were answered stays known."""
        theirs = ConversationRow.id == conversation
        gone = or_(theirs, ConversationRow.customer_id == customer) if customer is not None else theirs
        with self._sessions.begin() as session:
            events = InboxRow.conversation_id.in_(select(ConversationRow.id).where(gone))
            answered = {"conversation_id": None, "reply": None, "delivered_at": datetime.now(UTC)}
            session.execute(update(InboxRow).where(events).values(**answered))
            session.execute(delete(ConversationRow).where(gone))
            if customer is not None:
                session.execute(delete(CustomerRow).where(CustomerRow.id == customer))


def _past(row: OfferRow, conversation: str, since: datetime | None) -> PastOffer:
    here = row.conversation_id == conversation and (since is None or row.offered_at >= since)
    at = row.outcome_at if row.outcome == "refused" and row.outcome_at else row.offered_at
    return PastOffer(row.product, at, row.outcome, row.unasked, here)


def _offer_row(turn: Turn, offer: NewOffer) -> OfferRow:
    price = offer.offered.price
    return OfferRow(
        id=offer.id,
        conversation_id=turn.incoming.conversation,
        customer_id=turn.incoming.customer,
        catalogue=turn.catalogue,
        product=offer.offered.product,
        move=offer.offered.move,
        kind=offer.offered.kind,
        lever=offer.offered.lever,
        need=offer.need,
        unasked=offer.unasked,
        offered_at=turn.incoming.at,
        outcome="open",
        price=price.amount if price else None,
        currency=price.currency if price else None,
    )
