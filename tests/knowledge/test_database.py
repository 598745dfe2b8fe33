from __future__ import annotations

import os
import sqlite3
import threading
import traceback
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from knowledge.database import DatabaseError, Money, connect, migrate

SECRET = "s3cret"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///{tmp}/none/some.db", "the folder {tmp}/none does not exist"),
        ("sqlite:///{tmp}", "cannot be opened or written"),
        ("sqlite:///{tmp}/text.db", "is not an SQLite database"),
        ("sqlite:///file:{tmp}/read.db?mode=ro&uri=true", "cannot be opened or written"),
        ("", "cannot be read"),
        (f"garbage:{SECRET}", "cannot be read"),
        (f"postgresql://u:{SECRET}@127.0.0.1:1/x", "no database answers at 127.0.0.1:1/x"),
        (f"postgres://u:{SECRET}@127.0.0.1:1/x?password={SECRET}", "no database answers at 127.0.0.1:1/x"),
        (f"postgresql://u:{SECRET}@127.0.0.1:1/x?colour={SECRET}", "option"),
        (f"postgresql://u:{SECRET}:{SECRET}@host:port/x", "cannot be read"),
        (f"mysql://u:{SECRET}@127.0.0.1/x", "use sqlite or postgresql"),
        (f"nosuch://u:{SECRET}@127.0.0.1/x", "use sqlite or postgresql"),
    ],
)
def test_databases_that_cannot_be_used(tmp_path: Path, url: str, said: str) -> None:
    (tmp_path / "text.db").write_text("not a database " * 100, encoding="utf-8")
    sqlite3.connect(tmp_path / "read.db").execute("create table t (x)").connection.close()
    with pytest.raises(DatabaseError) as caught:
        connect(url.replace("{tmp}", str(tmp_path)))
    assert said.replace("{tmp}", str(tmp_path)) in str(caught.value)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_postgres_refusals(postgres_url: str) -> None:
    with pytest.raises(DatabaseError, match="the server has no database nowhere"):
        connect(postgres_url.replace("/postgres?", "/nowhere?"))
    with pytest.raises(DatabaseError, match="refuses this user"):
        connect(postgres_url.replace("://postgres:", f"://stranger:{SECRET}").replace("://postgres@", f"://stranger:{SECRET}@"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DatabaseError, match="check the permissions"):
        connect(f"sqlite:///{tmp_path}/some.db")


def test_sqlite_is_set_up(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/test.db")
    with engine.connect() as connection:
        found = [connection.execute(text(f"pragma {name}")).scalar() for name in ("journal_mode", "foreign_keys", "synchronous")]
    assert found == ["wal", 1, 1]
    engine.dispose()


def test_counting_together(engine: Engine) -> None:
    """Four threads read, then write: no update is lost and none fails, because a transaction on SQLite begins with the lock."""
    with engine.begin() as connection:
        connection.execute(text("create table counter (n integer)"))
        connection.execute(text("insert into counter values (0)"))

    def count() -> None:
        for _ in range(10):
            with engine.begin() as connection:
                lock = "" if engine.dialect.name == "sqlite" else " for update"
                number = connection.execute(text(f"select n from counter{lock}")).scalar_one()
                connection.execute(text("update counter set n = :n"), {"n": number + 1})

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.execute(text("select n from counter")).scalar_one() == 40


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        ("7", "7.00"),
        ("7.5", "7.50"),
        ("0.015", "0.015"),
        ("19.9000", "19.90"),
        ("1228400", "1228400.00"),
        ("0", "0.00"),
        ("1E+2", "100.00"),
    ],
)
def test_money_is_exact(engine: Engine, amount: str, kept: str) -> None:
    dialect = engine.dialect
    bound = Money().process_bind_param(Decimal(amount), dialect)
    assert str(Money().process_result_value(bound, dialect)) == kept


def test_migrate_says_what_is_wrong(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/test.db")
    (tmp_path / "test.db").write_bytes(b"no database any more" * 1000)
    engine.dispose()
    with pytest.raises(DatabaseError, match="not an SQLite database"):
        migrate(engine)
    engine.dispose()
