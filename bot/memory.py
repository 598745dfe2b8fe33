"""What is remembered: conversations, offers and their outcomes, deliveries. Rows never leave this module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import local
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, sessionmaker

from bot.binding import Outcome
from bot.conversation import Conversation, OnTable, from_json, to_json
from bot.messages import Incoming, Offered, Reply
from bot.tables import ConversationRow, CustomerRow, InboxRow, MessageRow, OfferRow
from knowledge.advice import PastOffer
from knowledge.database import Base

_REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)
QUICKLY = {"synchronize_session": False}
"""Rows that were read are not read again in the same turn: nothing to keep in step."""


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
    """The database behind one assistant. Every method is one transaction of its own, or part of the `turn` that it is called in."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions
        self._open = local()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """What is done inside is one transaction: a turn that breaks off was never begun, and whoever has the same event waits for it."""
        with self._sessions.begin() as session:
            self._open.session = session
            try:
                yield
            finally:
                self._open.session = None

    @contextmanager
    def _session(self) -> Iterator[Session]:
        within: Session | None = getattr(self._open, "session", None)
        if within is not None:
            yield within
            return
        with self._sessions.begin() as session:
            yield session

    def claim(self, event: str, at: datetime) -> tuple[bool, Reply | None]:
        """Take in a delivery. (True, None): do the work. (False, reply): done already; None when it was delivered too."""
        with self._session() as session:
            if _added(session, InboxRow, event=event, received_at=at):
                return True, None
            row = session.get_one(InboxRow, event)
            if row.delivered_at is not None:
                return False, None
            return (True, None) if row.reply is None else (False, _REPLY.validate_python(row.reply))

    def delivered(self, event: str, at: datetime) -> None:
        """The reply to this event reached the person."""
        with self._session() as session:
            row = session.get(InboxRow, event)
            if row is not None:
                row.delivered_at = at

    def pending(self, channel: str) -> list[tuple[str, Reply]]:
        """Replies of this channel that were computed and never delivered, oldest first."""
        mine = InboxRow.event.startswith(f"{channel}:", autoescape=True)
        waiting = select(InboxRow).where(mine, InboxRow.delivered_at.is_(None)).order_by(InboxRow.received_at)
        with self._session() as session:
            return [(row.event, _REPLY.validate_python(row.reply)) for row in session.scalars(waiting) if row.reply is not None]

    def conversation(self, conversation: str, catalogue: str) -> Conversation | None:
        """The stored conversation, if there is one; of one about another catalogue only whom it was with."""
        with self._session() as session:
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
        with self._session() as session:
            return session.scalar(first)

    def opted_out(self, customer: str | None) -> bool:
        """Whether this customer wants no proposals, on any channel."""
        if customer is None:
            return False
        with self._session() as session:
            row = session.get(CustomerRow, customer)
            return row is not None and row.opted_out_at is not None

    def offer(self, offer: str, conversation: str) -> OnTable | None:
        """An offer of this conversation that nobody has answered; None when there is none."""
        with self._session() as session:
            row = session.get(OfferRow, offer)
            if row is None or row.outcome != "open" or row.conversation_id != conversation:
                return None
            return OnTable(row.id, row.product, row.move, None)

    def history(self, conversation: str, customer: str | None, catalogue: str, since: datetime | None) -> tuple[PastOffer, ...]:
        """What was proposed to this customer, oldest first: `here` is this conversation since `since`, a no counts from its day."""
        mine = OfferRow.conversation_id == conversation
        whose = or_(mine, OfferRow.customer_id == customer) if customer else mine
        query = select(OfferRow).where(whose, OfferRow.catalogue == catalogue).order_by(OfferRow.offered_at, OfferRow.id)
        with self._session() as session:
            return tuple(_past(row, conversation, since) for row in session.scalars(query))

    def owned(self, customer: str | None, conversation: str, catalogue: str) -> tuple[str, ...]:
        """Products this customer accepted in other conversations."""
        if customer is None:
            return ()
        accepted = select(OfferRow.product).where(
            OfferRow.customer_id == customer, OfferRow.outcome == "accepted",
            OfferRow.conversation_id != conversation, OfferRow.catalogue == catalogue,
        )  # fmt: skip
        with self._session() as session:
            return tuple(dict.fromkeys(session.scalars(accepted)))

    def store(self, turn: Turn) -> None:
        """Both messages, the state, new offers and outcomes, and the reply in the inbox: all or nothing."""
        incoming, at = turn.incoming, turn.incoming.at
        with self._session() as session:
            self._keep_customer(session, turn)
            self._keep_conversation(session, turn)
            messages = [_message(incoming, "person", incoming.text)]
            if turn.reply is not None:
                messages.append(self._keep_reply(session, turn, turn.reply))
            session.execute(insert(MessageRow), messages)
            for offer, outcome in turn.outcomes:
                given = {"outcome": outcome, "outcome_at": at}
                session.execute(update(OfferRow).where(OfferRow.id == offer).values(**given))

    def _keep_conversation(self, session: Session, turn: Turn) -> None:
        incoming, at = turn.incoming, turn.incoming.at
        now = {"state": to_json(turn.conversation), "updated_at": at, "catalogue": turn.catalogue}
        if incoming.customer:
            now["customer_id"] = incoming.customer
        mine = update(ConversationRow).where(ConversationRow.id == incoming.conversation)
        new = {"id": incoming.conversation, "role": incoming.role, "created_at": at, **now}
        if session.get(ConversationRow, incoming.conversation) is not None or not _added(session, ConversationRow, **new):
            session.execute(mine.values(**now), execution_options=QUICKLY)

    def _keep_customer(self, session: Session, turn: Turn) -> None:
        customer, at = turn.incoming.customer, turn.incoming.at
        if customer is None:
            return
        _added(session, CustomerRow, id=customer, created_at=at)
        theirs = update(CustomerRow).where(CustomerRow.id == customer)
        session.execute(theirs.values(language=turn.conversation.language), execution_options=QUICKLY)
        if turn.conversation.opted_out:
            since = theirs.where(CustomerRow.opted_out_at.is_(None)).values(opted_out_at=at)
            session.execute(since, execution_options=QUICKLY)

    def _keep_reply(self, session: Session, turn: Turn, reply: Reply) -> dict[str, Any]:
        """Offers and the reply to the event; the reply's own message is given back."""
        incoming = turn.incoming
        stored: dict[str, Any] = _REPLY.dump_python(reply, mode="json")
        if turn.offers:
            session.execute(insert(OfferRow), [_offer(turn, offer) for offer in turn.offers])
        if incoming.event:
            answered = {"reply": stored, "conversation_id": incoming.conversation}
            session.execute(update(InboxRow).where(InboxRow.event == incoming.event).values(**answered))
        return _message(incoming, "bot", reply.text, reply.verdict, stored)

    def forget(self, conversation: str, customer: str | None = None) -> None:
        """Erase a conversation and, when named, everything about the customer; that their events were answered stays known."""
        theirs = ConversationRow.id == conversation
        gone = or_(theirs, ConversationRow.customer_id == customer) if customer is not None else theirs
        with self._session() as session:
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


def _added(session: Session, table: type[Base], **values: Any) -> bool:
    """Whether the row is new: one that is there already stays as it is. Whoever is adding the same row right now is waited for."""
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    key = next(iter(table.__table__.primary_key))
    statement = make(table).values(**values).on_conflict_do_nothing().returning(key)
    return session.execute(statement).first() is not None


def _message(
    incoming: Incoming, sender: str, text: str, verdict: str | None = None, reply: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "conversation_id": incoming.conversation, "at": incoming.at, "sender": sender,
        "text": text, "verdict": verdict, "reply": reply,
    }  # fmt: skip


def _offer(turn: Turn, offer: NewOffer) -> dict[str, Any]:
    incoming, offered = turn.incoming, offer.offered
    price = offered.price
    return {
        "id": offer.id, "conversation_id": incoming.conversation, "customer_id": incoming.customer, "catalogue": turn.catalogue,
        "product": offered.product, "move": offered.move, "kind": offered.kind, "lever": offered.lever,
        "need": offer.need, "unasked": offer.unasked, "offered_at": incoming.at, "outcome": "open",
        "price": price.amount if price else None, "currency": price.currency if price else None,
    }  # fmt: skip
