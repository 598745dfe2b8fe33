"""Catalogues in the database: one row each and one row an entry, several side by side under their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from knowledge import loader
from knowledge.catalogue import Catalogue
from knowledge.database import Base
from knowledge.draft import ADAPTERS, SECTIONS, SINGLES, VERSION


class CatalogueRow(Base):
    """A catalogue by its name; `digest` is that of the file it came from, `version` that of the file format."""

    __tablename__ = "catalogue"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    loaded_at: Mapped[datetime]


class EntryRow(Base):
    """One entry of a section (or the business, or the policies) as JSON."""

    __tablename__ = "catalogue_entry"

    catalogue_id: Mapped[int] = mapped_column(ForeignKey("catalogue.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[str | None] = mapped_column(String())
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


def digest_of(path: Path) -> str:
    """What tells one content of a file from another."""
    return sha256(path.read_bytes()).hexdigest()


def sync(sessions: sessionmaker[Session], path: Path, name: str | None = None) -> Catalogue:
    """The catalogue of a file, stored under `name` (the file's own by default) and read from the file only when that changed.

    Raises `CatalogueError` when the file has errors; what was stored before then stays as it was.
    """
    name = name or path.stem
    try:
        digest = digest_of(path)
    except OSError:
        return loader.load(path)  # says what is wrong with the path
    known = read(sessions, name, digest)
    if known is not None:
        return known
    catalogue = loader.load(path)
    save(sessions, catalogue, digest, name=name)
    return catalogue


def save(sessions: sessionmaker[Session], catalogue: Catalogue, digest: str, *, name: str) -> None:
    """Put a catalogue in the place of the one stored under `name`, in one transaction."""
    try:
        _replace(sessions, catalogue, digest, name)
    except IntegrityError:  # another process stored the first one of this name at the same moment
        _replace(sessions, catalogue, digest, name)


def read(sessions: sessionmaker[Session], name: str, digest: str | None = None) -> Catalogue | None:
    """The catalogue stored under `name`; None when there is none, or when it is not that of `digest`."""
    with sessions.begin() as session:
        row = session.scalar(select(CatalogueRow).where(CatalogueRow.name == name))
        if row is None or row.version != VERSION or digest not in (None, row.digest):
            return None
        columns = select(EntryRow.section, EntryRow.body).where(EntryRow.catalogue_id == row.id).order_by(EntryRow.position)
        return _catalogue((section, body) for section, body in session.execute(columns))


def _replace(sessions: sessionmaker[Session], catalogue: Catalogue, digest: str, name: str) -> None:
    with sessions.begin() as session:
        row = session.scalar(select(CatalogueRow).where(CatalogueRow.name == name).with_for_update())
        if row is None:
            row = CatalogueRow(name=name)
            session.add(row)
        row.digest, row.version, row.loaded_at = digest, VERSION, datetime.now(UTC)
        session.flush()
        session.execute(delete(EntryRow).where(EntryRow.catalogue_id == row.id))
        session.add_all(_rows(catalogue, row.id))


def _rows(catalogue: Catalogue, catalogue_id: int) -> Iterator[EntryRow]:
    listed = [(name, getattr(catalogue, name)) for name in SECTIONS]
    single = [(name, (getattr(catalogue, name),)) for name in SINGLES]
    for section, entries in (*listed, *single):
        for position, entry in enumerate(entries):
            body = ADAPTERS[section].dump_python(entry, mode="json", exclude_defaults=True)
            known_as = getattr(entry, "id", None)
            yield EntryRow(catalogue_id=catalogue_id, section=section, position=position, entry_id=known_as, body=body)


def _catalogue(stored: Iterable[tuple[str, dict[str, Any]]]) -> Catalogue:
    parts: dict[str, Any] = {}
    for section, body in stored:
        parts[section] = (*parts.get(section, ()), ADAPTERS[section].validate_python(body))
    parts.update({name: parts[name][0] for name in SINGLES})
    return Catalogue(sommelier=1, **parts)
