"""The database: SQLite by default, PostgreSQL by URL. One engine, one declarative base, two column types, one way to migrate.

On SQLite every transaction begins by taking the write lock (BEGIN IMMEDIATE): a transaction that reads first and writes later
cannot then fail half-way because somebody else wrote in between, it waits its turn (`busy_timeout`) before it starts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Engine, Numeric, String, TypeDecorator, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from knowledge.migrations import HEAD
from knowledge.problems import KnowledgeError


class DatabaseError(KnowledgeError):
    """The database cannot be used. The text says why and what to do, and holds neither user name nor password."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept and handed back in UTC on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware to UTC; SQLite has no zones, so its text is UTC without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone: use datetime.now(UTC)")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Money(TypeDecorator[Decimal]):
    """An exact amount: NUMERIC on PostgreSQL, text on SQLite, whose numbers are floats."""

    impl = Numeric(14, 4)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text where decimals would be rounded."""
        return dialect.type_descriptor(String(20) if dialect.name == "sqlite" else Numeric(14, 4))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Written in full, never as 1E+2."""
        return value if value is None or dialect.name != "sqlite" else f"{value:f}"

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Without trailing zeros that only one database keeps: two decimals at least."""
        if value is None:
            return None
        amount = Decimal(value)
        return max(amount.quantize(Decimal("0.01")), amount.normalize(), key=lambda written: -int(written.as_tuple().exponent))


class Base(DeclarativeBase):
    """Every table of the house: the catalogue's in `knowledge.store`, the memory's in `bot.tables`."""

    type_annotation_map = {datetime: Instant, Decimal: Money, dict[str, Any]: JSON(none_as_null=True)}  # noqa: RUF012


def connect(url: str) -> Engine:
    """An engine that has been tried once. Raises `DatabaseError` when nothing answers or nothing can be written."""
    try:
        target = _target(url)
        engine = create_engine(target, **_options(target))
    except (NoSuchModuleError, ImportError) as error:
        raise DatabaseError("the database URL names a kind that is not installed: use sqlite or postgresql") from error
    except (ArgumentError, ValueError):
        remedy = "write sqlite:///sommelier.db or postgresql://USER:PASSWORD@HOST/NAME"
        raise DatabaseError(f"the database URL cannot be read: {remedy}") from None  # the cause would quote it
    if target.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            connection.execute(text("select 1"))
    except (SQLAlchemyError, ValueError) as error:
        engine.dispose()
        raise DatabaseError(_refusal(target, error)) from error
    return engine


def prepare(engine: Engine) -> None:
    """A new SQLite file gets its tables from the classes (those imported so far), without loading Alembic; any other is migrated."""
    if engine.dialect.name != "sqlite":
        migrate(engine)
        return
    try:
        with engine.begin() as connection:
            new = not inspect(connection).get_table_names()
            if new:
                Base.metadata.create_all(connection)
                connection.execute(text("create table alembic_version (version_num varchar(32) not null primary key)"))
                connection.execute(text("insert into alembic_version values (:head)"), {"head": HEAD})
    except DBAPIError as error:
        raise DatabaseError(_refusal(engine.url, error)) from error
    if not new:
        migrate(engine)


def migrate(engine: Engine) -> None:
    """Bring the tables up to date: a query when they are (a few ms), Alembic otherwise."""
    try:
        if _version(engine) == HEAD:
            return
        from knowledge.migrations.upgrade import upgrade  # Alembic takes a quarter of a second to import

        upgrade(engine)
    except DBAPIError as error:
        raise DatabaseError(_refusal(engine.url, error)) from error


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
        return version


def _target(url: str) -> URL:
    """The URL with our driver, for the ways PostgreSQL is written."""
    target = make_url(url)
    return target.set(drivername="postgresql+psycopg") if target.drivername in {"postgres", "postgresql"} else target


def _options(target: URL) -> dict[str, Any]:
    if target.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": 10, "check_same_thread": False}}
    waiting = (
        {} if "connect_timeout" in target.query else {"connect_timeout": 5}
    )  # seconds; without it a dead host hangs for minutes
    return {"pool_pre_ping": True, "connect_args": waiting if target.get_backend_name() == "postgresql" else {}}


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by the listener above, not by sqlite3
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "busy_timeout = 10000"):
        connection.execute(f"PRAGMA {pragma}")


def _refusal(target: URL, error: Exception) -> str:
    """Why a database cannot be used, by what it said; names host and file, never user, password or options."""
    said = str(getattr(error, "orig", error)).lower()
    if target.get_backend_name() != "sqlite":
        place = f"{target.host or 'the local server'}{f':{target.port}' if target.port else ''}/{target.database or ''}"
        if "connection option" in said:
            return "the database URL has an option after the question mark that PostgreSQL does not know: delete it"
        if "authentication" in said or "role" in said:
            return f"the database at {place} refuses this user: check user name and password in the database URL"
        if "does not exist" in said:
            return f"the server has no database {target.database}: create it, or mend the name in the database URL"
        return f"no database answers at {place}: check that the server runs and that host and port in the database URL are right"
    file = Path((target.database or ":memory:").removeprefix("file:"))
    if not file.parent.is_dir():
        return f"the folder {file.parent} does not exist: create it, or change the path in the database URL"
    if "not a database" in said or "malformed" in said:
        return f"{file} is not an SQLite database: choose another file, or restore it from a backup"
    if "locked" in said:
        return f"{file} is kept locked by another program: close it, then try again"
    if "full" in said:
        return f"the disk that holds {file} is full: make room, then try again"
    return f"{file} cannot be opened or written: check the permissions of the file and its folder, or choose another path"
