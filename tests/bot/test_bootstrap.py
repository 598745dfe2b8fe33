"""What is built once: a new database like a migrated one, and words told by the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect

import bot.tables  # noqa: F401 - its tables belong to what is prepared
from bot.bootstrap import build
from bot.errors import SommelierError
from bot.messages import Incoming
from knowledge.database import connect, migrate, prepare
from tests.house import NOON, reader_for


def shape(engine: Engine) -> dict[str, Any]:
    seen = inspect(engine)
    return {
        table: (
            {column["name"]: (str(column["type"]), column["nullable"]) for column in seen.get_columns(table)},
            {index["name"] for index in seen.get_indexes(table)},
        )
        for table in seen.get_table_names()
    }


def test_a_new_database_is_like_a_migrated_one(tmp_path: Path) -> None:
    new, migrated = (connect(f"sqlite:///{tmp_path / name}.db") for name in ("new", "migrated"))
    prepare(new)
    migrate(migrated)
    prepare(migrated)
    assert shape(new) == shape(migrated)
    migrate(new)
    for engine in (new, migrated):
        engine.dispose()


def test_without_a_place_to_write_it_still_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sommelier.db").mkdir()
    reply = build("pizzeria", reader=reader_for("pizzeria")).reply(Incoming("c", "vorrei una margherita", NOON))
    assert reply is not None
    assert reply.offers


def test_a_database_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SommelierError, match=r"directory|folder|written|opened"):
        build("pizzeria", f"sqlite:///{tmp_path / 'nowhere' / 'm.db'}", reader=reader_for("pizzeria"))


def test_an_unknown_catalogue_is_named() -> None:
    with pytest.raises(SommelierError, match="pizzeria"):
        build("pizeria")
