"""The statements that every message needs, made once: making one takes longer than running it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Insert, Select, Table, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.tables import ConversationRow, CustomerRow, InboxRow, MessageRow, OfferRow

CUSTOMER, CONVERSATION, MESSAGE, OFFER, INBOX = (
    cast(Table, row.__table__) for row in (CustomerRow, ConversationRow, MessageRow, OfferRow, InboxRow)
)
_MINE = OFFER.c.conversation_id == bindparam("conversation")
_THEIRS = OFFER.c.customer_id == bindparam("customer")
_HERE = OFFER.c.catalogue == bindparam("catalogue")


def _proposed(whose: ColumnElement[bool]) -> Select[Any]:
    columns = (OFFER.c[name] for name in ("product", "offered_at", "outcome", "outcome_at", "unasked", "conversation_id"))
    return select(*columns).where(whose, _HERE).order_by(OFFER.c.offered_at, OFFER.c.id)


STATE = select(CONVERSATION.c.state, CONVERSATION.c.catalogue).where(CONVERSATION.c.id == bindparam("conversation"))
PROPOSED, PROPOSED_TO = _proposed(_MINE), _proposed(or_(_MINE, _THEIRS))
ACCEPTED = select(OFFER.c.product).where(_THEIRS, _HERE, OFFER.c.outcome == "accepted", ~_MINE)
OPTED_OUT = select(CUSTOMER.c.opted_out_at).where(CUSTOMER.c.id == bindparam("customer"))
SAID, OFFERED = insert(MESSAGE), insert(OFFER)
ANSWERED = update(INBOX).where(INBOX.c.event == bindparam("answered"))
SETTLED = update(OFFER).where(OFFER.c.id == bindparam("settled"))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is added, or changed where it is there already, in the words of one database.

    Whoever is adding the same row right now is waited for. `took_in` gives a row only when the event is new.
    """

    took_in: Any
    conversation: Insert
    customer: Insert


@cache
def kept(dialect: str) -> Kept:
    """For "sqlite" or "postgresql"."""
    make: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    took_in = make(INBOX).on_conflict_do_nothing().returning(INBOX.c.event)
    conversation, customer = make(CONVERSATION), make(CUSTOMER)
    now = {name: conversation.excluded[name] for name in ("state", "updated_at", "catalogue")}
    whose = func.coalesce(conversation.excluded.customer_id, CONVERSATION.c.customer_id)
    since = func.coalesce(CUSTOMER.c.opted_out_at, customer.excluded.opted_out_at)
    return Kept(
        took_in,
        conversation.on_conflict_do_update(index_elements=[CONVERSATION.c.id], set_={**now, "customer_id": whose}),
        customer.on_conflict_do_update(
            index_elements=[CUSTOMER.c.id], set_={"language": customer.excluded.language, "opted_out_at": since}
        ),
    )
