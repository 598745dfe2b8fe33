"""The catalogue and the bot's memory."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
MONEY = sa.Numeric(14, 4).with_variant(sa.String(20), "sqlite")
JSON = sa.JSON()
NAME = sa.String()


def upgrade() -> None:
    """Forward."""
    _catalogue()
    _people()
    _offers()
    _inbox()


def downgrade() -> None:
    """Back to an empty database."""
    for table in ("inbox", "offer", "message", "conversation", "customer", "catalogue_entry", "catalogue"):
        op.drop_table(table)


def _catalogue() -> None:
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", NAME, nullable=False, unique=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("loaded_at", INSTANT, nullable=False),
    )
    op.create_table(
        "catalogue_entry",
        sa.Column("catalogue_id", sa.Integer, sa.ForeignKey("catalogue.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("section", sa.String(20), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("entry_id", NAME, nullable=True),
        sa.Column("body", JSON, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "customer",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("opted_out_at", INSTANT, nullable=True),
        sa.Column("language", sa.String(2), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
    )
    op.create_table(
        "conversation",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("catalogue", NAME, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("customer_id", NAME, sa.ForeignKey("customer.id", ondelete="CASCADE"), nullable=True, index=True),
        sa.Column("state", JSON, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False, index=True),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", NAME, sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("sender", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("verdict", sa.String(10), nullable=True),
        sa.Column("reply", JSON, nullable=True),
        sa.CheckConstraint("sender in ('person', 'bot')", name="message_sender"),
    )
    op.create_index("ix_message_conversation", "message", ["conversation_id", "id"])


def _offers() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation_id", NAME, sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("customer_id", NAME, sa.ForeignKey("customer.id", ondelete="CASCADE"), nullable=True),
        sa.Column("catalogue", NAME, nullable=False),
        sa.Column("product", NAME, nullable=False),
        sa.Column("move", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("lever", sa.String(20), nullable=False),
        sa.Column("need", NAME, nullable=True),
        sa.Column("unasked", sa.Boolean, nullable=False),
        sa.Column("offered_at", INSTANT, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("outcome_at", INSTANT, nullable=True),
        sa.Column("price", MONEY, nullable=True),
        sa.Column("currency", sa.String(3), nullable=True),
        sa.CheckConstraint("outcome in ('open', 'accepted', 'refused', 'later')", name="offer_outcome"),
    )
    op.create_index("ix_offer_customer", "offer", ["customer_id", "offered_at"])
    op.create_index("ix_offer_catalogue", "offer", ["catalogue", "offered_at"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("event", NAME, primary_key=True),
        sa.Column("conversation_id", NAME, sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=True, index=True),
        sa.Column("received_at", INSTANT, nullable=False, index=True),
        sa.Column("reply", JSON, nullable=True),
        sa.Column("delivered_at", INSTANT, nullable=True),
    )
