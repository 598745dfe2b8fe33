"""Every command here runs in an empty folder with a database of its own, and readers are built once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.assistant import Reads
from bot.bootstrap import build_reader
from knowledge import loader
from knowledge.catalogue import Catalogue
from nlu.heads import Head
from tests.cli.rows import prepared
from tests.house import reader_for

SHARED = ("pizzeria", "management-software")


@cache
def bare_reader() -> Reads:
    return build_reader()


@cache
def names() -> dict[str, str]:
    """Of catalogues whose readers other tests have: the business, and the example."""
    return {loader.load(loader.locate(name)).business.name: name for name in SHARED}


def shared_reader(catalogue: Catalogue | None = None, head: Head | None = None) -> Reads:
    if head is not None:
        return build_reader(catalogue, head)
    if catalogue is None:
        return bare_reader()
    name = names().get(catalogue.business.name)
    return reader_for(name) if name else build_reader(catalogue)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOMMELIER_DATABASE_URL", prepared("pizzeria", tmp_path / "memory.db"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("bot.bootstrap.build_reader", shared_reader)
    monkeypatch.setattr("bot.hearing.build_reader", shared_reader)
    return tmp_path
