from __future__ import annotations

import shutil
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.orm import Session, sessionmaker

import bot.tables  # noqa: F401  # their tables are migrated here as well
from knowledge import loader, migrations, store
from knowledge.database import Base, DatabaseError, connect, migrate
from knowledge.problems import CatalogueError


def test_tables_and_migrations_agree(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_head_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


def test_migrating_twice_does_nothing(engine: Engine) -> None:
    migrate(engine)
    before = set(inspect(engine).get_table_names())
    migrate(engine)
    assert set(inspect(engine).get_table_names()) == before >= set(Base.metadata.tables)


def test_two_processes_migrate_at_once(url: str) -> None:
    engines = [connect(url) for _ in range(4)]
    failures: list[Exception] = []

    def run(engine: Engine) -> None:
        try:
            migrate(engine)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for engine in engines:
        engine.dispose()
    assert failures == []


def test_a_database_from_the_future(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(DatabaseError, match="newer Sommelier"):
        migrate(engine)


@pytest.mark.parametrize("name", loader.examples())
def test_examples_come_back_equal(sessions: sessionmaker[Session], name: str) -> None:
    catalogue = loader.load(loader.locate(name))
    store.save(sessions, catalogue, "digest", name=name)
    assert store.read(sessions, name) == catalogue
    assert store.read(sessions, name, "another digest") is None


def test_two_catalogues_side_by_side(sessions: sessionmaker[Session]) -> None:
    first, second = (loader.load(loader.locate(name)) for name in ("pizzeria", "crm"))
    store.save(sessions, first, "1", name="pizzeria")
    store.save(sessions, second, "2", name="crm")
    store.save(sessions, second, "3", name="pizzeria")
    assert store.read(sessions, "pizzeria") == store.read(sessions, "crm") == second
    assert store.read(sessions, "nobody") is None


def test_sync_reads_the_file_only_when_it_changed(
    sessions: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.yaml"
    shutil.copy(loader.locate("pizzeria"), file)
    first = store.sync(sessions, file)
    with monkeypatch.context() as closed:
        closed.setattr(loader, "load", lambda path: pytest.fail(f"{path} was read again"))
        assert store.sync(sessions, file) == first
    file.write_text(file.read_text(encoding="utf-8").replace("price: 9.00", "price: 9.50"), encoding="utf-8")
    assert store.sync(sessions, file).by_id["bufala"].price.amount == Decimal("9.50")
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(store.CatalogueRow)) == 1


def test_a_broken_file_leaves_what_was_stored(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    shutil.copy(loader.locate("pizzeria"), file)
    catalogue = store.sync(sessions, file)
    file.write_text("sommelier: 1\n", encoding="utf-8")
    with pytest.raises(CatalogueError):
        store.sync(sessions, file)
    assert store.read(sessions, "mine") == catalogue
    with pytest.raises(CatalogueError, match="no such file"):
        store.sync(sessions, tmp_path / "none.yaml")


def test_many_store_the_same_at_once(sessions: sessionmaker[Session]) -> None:
    catalogue = loader.load(loader.locate("pizzeria"))
    failures: list[Exception] = []

    def run() -> None:
        try:
            store.save(sessions, catalogue, "1", name="pizzeria")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.read(sessions, "pizzeria") == catalogue
