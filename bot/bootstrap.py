"""Builds everything once. Parts never find each other: they are handed what they need here, and a test can hand them something else."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.orm import sessionmaker

from bot.archive import Said, recently_said
from bot.assistant import Assistant, Reads
from bot.drills.ear import Ear
from bot.drills.stage import Stage
from bot.lexicon import to_lexicon
from bot.memory import Memory
from bot.teaching import School, taught_head
from knowledge import loader, store
from knowledge.catalogue import Catalogue
from knowledge.database import DatabaseError, connect, prepare
from nlu.embedding import load_embedding
from nlu.examples import TeachingError
from nlu.heads import Head
from nlu.lexicon import ANY, Lexicon, Topic
from nlu.reader import Reader

DEFAULT_CATALOG = "management-software"
DEFAULT_DATABASE = "sqlite:///sommelier.db"
log = structlog.get_logger()


def build(
    catalog: str | None = None, database_url: str = DEFAULT_DATABASE, *, reader: Reads | None = None, taught: Path | None = None
) -> Assistant:
    """An assistant for a catalogue file or a shipped example's name, with what it was `taught` in a folder.

    Raises `CatalogueError` or `DatabaseError`, whose messages say what to do. Where the default database cannot be written,
    a temporary one takes its place and a warning says so.
    """
    path = loader.locate(catalog or DEFAULT_CATALOG)
    sessions = sessionmaker(_engine(database_url), expire_on_commit=False)
    catalogue = store.sync(sessions, path)
    head = learnt(taught)
    return Assistant(
        catalogue,
        path.stem,
        reader or build_reader(catalogue, head),
        Memory(sessions),
        Stage(partial(open_shop, head=head), Ear(load_embedding()), catalogue.business.language),
    )


def _engine(url: str) -> Any:
    try:
        engine = connect(url)
        prepare(engine)
    except DatabaseError as error:
        if url != DEFAULT_DATABASE:
            raise
        log.warning(
            "database",
            problem=str(error),
            remedy="conversations are kept until this ends; set SOMMELIER_DATABASE_URL to keep them",
        )
        engine = connect(f"sqlite:///{Path(tempfile.mkdtemp(prefix='sommelier-')) / 'memory.db'}")
        prepare(engine)
    return engine


def learnt(taught: Path | None) -> Head | None:
    """The head with what it was taught; None, for the one that is shipped, where nothing was or where it cannot be used."""
    try:
        return taught_head(taught) if taught else None
    except TeachingError as error:
        log.warning("teaching", problem=str(error), remedy="until then it hears as it was shipped")
        return None


def build_school(taught: Path) -> School:
    """Where it is taught, in this folder."""
    return School(taught, load_embedding())


def open_archive(database_url: str, catalog: str | None = None) -> list[Said]:
    """What people wrote lately, about one catalogue or about all. Raises as `build` does."""
    catalogue = loader.locate(catalog).stem if catalog else None
    return recently_said(sessionmaker(_engine(database_url)), catalogue)


def build_reader(catalogue: Catalogue | None = None, head: Head | None = None) -> Reader:
    """A reader that knows the catalogue's words (or the languages alone), with the shipped head or another."""
    return Reader(to_lexicon(catalogue) if catalogue else Lexicon(), head=head, encoder=load_embedding())


def open_shop(name: str, topics: Mapping[str, Sequence[str]], head: Head | None = None) -> tuple[Catalogue, Reader]:
    """A drill's catalogue, and a reader that hears its topics as well (as `Reading.answers`)."""
    catalogue = loader.load(loader.locate(name))
    heard = tuple(Topic(topic, {ANY: tuple(phrases)}) for topic, phrases in topics.items())
    return catalogue, Reader(replace(to_lexicon(catalogue), answers=heard), head=head, encoder=load_embedding())
