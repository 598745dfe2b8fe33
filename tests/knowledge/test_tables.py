from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session, sessionmaker

from bot.tables import ConversationRow, CustomerRow, InboxRow, MessageRow, OfferRow

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)


def remember(session: Session) -> None:
    """One customer with everything that can be kept of one."""
    rome = timezone(timedelta(hours=1))
    session.add(CustomerRow(id="c-1", language="it", created_at=NOW.astimezone(rome)))
    session.flush()
    moments = {"created_at": NOW, "updated_at": NOW}
    session.add(
        ConversationRow(id="k-1", catalogue="crm", role="customer", customer_id="c-1", state={"b": 1, "a": [2]}, **moments)
    )
    session.flush()
    session.add(MessageRow(conversation_id="k-1", at=NOW, sender="person", text="ciao 🍷"))
    session.add(InboxRow(event="slack:1", conversation_id="k-1", received_at=NOW, reply={"text": "…"}))
    what = {"catalogue": "crm", "product": "flow", "move": "upsell", "kind": "version", "lever": "result"}
    session.add(
        OfferRow(
            id="o-1",
            conversation_id="k-1",
            customer_id="c-1",
            unasked=False,
            offered_at=NOW,
            outcome="open",
            price=Decimal("19.90"),
            currency="EUR",
            **what,
        )
    )


def test_what_is_remembered_comes_back(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        remember(session)
    with sessions() as session:
        customer, offer, message = session.get(CustomerRow, "c-1"), session.get(OfferRow, "o-1"), session.get(MessageRow, 1)
        conversation = session.get(ConversationRow, "k-1")
        assert customer
        assert offer
        assert message
        assert conversation
        assert (customer.created_at, customer.created_at.tzinfo) == (NOW, UTC)
        assert (str(offer.price), offer.outcome_at, offer.unasked) == ("19.90", None, False)
        assert (message.text, message.reply) == ("ciao 🍷", None)
        assert list(conversation.state) == ["b", "a"]


def test_erasing_a_customer_erases_everything(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        remember(session)
    with sessions.begin() as session:
        session.delete(session.get_one(CustomerRow, "c-1"))
    with sessions() as session:
        for table in (CustomerRow, ConversationRow, MessageRow, OfferRow, InboxRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_a_naive_moment_is_refused(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.add(CustomerRow(id="c-2", created_at=NOW.replace(tzinfo=None)))
        with pytest.raises(StatementError, match="no time zone"):
            session.flush()


def test_moments_compare_in_the_database(sessions: sessionmaker[Session]) -> None:
    tokyo = timezone(timedelta(hours=9))
    with sessions.begin() as session:
        session.add(CustomerRow(id="c-1", created_at=NOW))
    with sessions() as session:
        later = select(CustomerRow).where(CustomerRow.created_at < (NOW + timedelta(minutes=1)).astimezone(tokyo))
        assert session.scalar(later) is not None
