"""The one place that runs Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, text

from knowledge.database import DatabaseError

_LOCK = 7_301_846_552
"""Any number, the same in every process: two that start together migrate one after the other."""


def upgrade(engine: Engine) -> None:
    """Run the missing steps in one transaction; a second process waits, then finds nothing to do."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            message = "the database was made by a newer Sommelier: update Sommelier, or use another database"
            raise DatabaseError(message) from error
