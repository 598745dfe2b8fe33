"""Alembic's entry: runs on the connection it is handed, without any logging set-up of its own."""

from __future__ import annotations

from alembic import context

from knowledge.database import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
