"""What is remembered: conversations, offers and their outcomes, deliveries. Rows never leave this module."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import local
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from bot import statements as to
from bot.binding import Outcome
from bot.conversation import Conversation, OnTable, from_json, to_json
from bot.messages import Incoming, Offered, Reply
from bot.statements import kept
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

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self._session() as session:
            yield session.connection()

    def claim(self, event: str, at: datetime) -> tuple[bool, Reply | None]:
        """Take in a delivery. (True, None): do the work. (False, reply): done already; None when it was delivered too."""
        with self._session() as session:
            connection = session.connection()
            if connection.execute(kept(connection.dialect.name).took_in, {"event": event, "received_at": at}).first():
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
        with self._connection() as connection:
            row = connection.execute(to.STATE, {"conversation": conversation}).first()
        if row is None:
            return None
        stored = from_json(row.state)
        if row.catalogue == catalogue:
            return stored
        return Conversation(stored.id, stored.role, stored.language, stored.customer, opted_out=stored.opted_out, met=stored.met)

    def first_text(self, conversation: str) -> str | None:
        """The first message of a conversation."""
        first = select(MessageRow.text).where(MessageRow.conversation_id == conversation).order_by(MessageRow.id).limit(1)
        with self._session() as session:
            return session.scalar(first)

    def opted_out(self, customer: str | None) -> bool:
        """Whether this customer wants no proposals, on any channel."""
        if customer is None:
            return False
        with self._connection() as connection:
            return connection.execute(to.OPTED_OUT, {"customer": customer}).scalar() is not None

    def offer(self, offer: str, conversation: str) -> OnTable | None:
        """An offer of this conversation that nobody has answered; None when there is none."""
        with self._session() as session:
            row = session.get(OfferRow, offer)
            if row is None or row.outcome != "open" or row.conversation_id != conversation:
                return None
            return OnTable(row.id, row.product, row.move, None)

    def history(self, conversation: str, customer: str | None, catalogue: str, since: datetime | None) -> tuple[PastOffer, ...]:
        """What was proposed to this customer, oldest first: `here` is this conversation since `since`, a no counts from its day."""
        whose = {"conversation": conversation, "customer": customer, "catalogue": catalogue}
        with self._connection() as connection:
            rows = connection.execute(to.PROPOSED_TO if customer else to.PROPOSED, whose).all()
        return tuple(_past(row, conversation, since) for row in rows)

    def owned(self, customer: str | None, conversation: str, catalogue: str) -> tuple[str, ...]:
        """Products this customer accepted in other conversations."""
        if customer is None:
            return ()
        with self._connection() as connection:
            whose = {"conversation": conversation, "customer": customer, "catalogue": catalogue}
            return tuple(dict.fromkeys(connection.execute(to.ACCEPTED, whose).scalars()))

    def store(self, turn: Turn) -> None:
        """Both messages, the state, new offers and outcomes, and the reply in the inbox: all or nothing."""
        incoming = turn.incoming
        reply = None if turn.reply is None else _REPLY.dump_python(turn.reply, mode="json")
        with self._connection() as connection:
            self._keep(connection, turn)
            messages = [_message(incoming, "person", incoming.text)]
            if turn.reply is not None:
                messages.append(_message(incoming, "bot", turn.reply.text, turn.reply.verdict, reply))
            connection.execute(to.SAID, messages)
            if turn.reply is not None and turn.offers:
                connection.execute(to.OFFERED, [_offer(turn, offer) for offer in turn.offers])
            if turn.reply is not None and incoming.event:
                answered = {"answered": incoming.event, "reply": reply, "conversation_id": incoming.conversation}
                connection.execute(to.ANSWERED, answered)
            for offer, outcome in turn.outcomes:
                connection.execute(to.SETTLED, {"settled": offer, "outcome": outcome, "outcome_at": incoming.at})

    def _keep(self, connection: Connection, turn: Turn) -> None:
        """The customer, then the conversation, which names them."""
        incoming, after = turn.incoming, turn.conversation
        rows = kept(connection.dialect.name)
        if incoming.customer is not None:
            out = incoming.at if after.opted_out else None
            whose = {"id": incoming.customer, "language": after.language, "opted_out_at": out, "created_at": incoming.at}
            connection.execute(rows.customer, whose)
        now = {"state": to_json(after), "updated_at": incoming.at, "catalogue": turn.catalogue, "customer_id": incoming.customer}
        connection.execute(
            rows.conversation, {"id": incoming.conversation, "role": incoming.role, "created_at": incoming.at, **now}
        )

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


def _past(row: Row[Any], conversation: str, since: datetime | None) -> PastOffer:
    here = row.conversation_id == conversation and (since is None or row.offered_at >= since)
    at = row.outcome_at if row.outcome == "refused" and row.outcome_at else row.offered_at
    return PastOffer(row.product, at, row.outcome, row.unasked, here)


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
