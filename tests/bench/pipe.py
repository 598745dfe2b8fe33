"""`sommelier pipe` as a process of its own: answers over its standard input and output, as somebody else's program would use it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlu.tokens import Tokenizer
from tests.bench.figures import Figure, Other, at_most, median, quantile
from tests.bench.messages import largest_catalogue, lines
from tests.bench.probe import resident
from tests.bench.speed import ENVIRONMENT

COUNT = 1_000


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds until the first answer, milliseconds of each, megabytes held after the last; how many were errors."""

    first: float
    taken: list[float]
    held: float
    errors: int


def measure() -> Iterator[Figure]:
    """Median, tail, start and memory, with the floor measured in between."""
    catalogue = largest_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        run = _piped(catalogue, Path(folder))
        floor = _floor(Path(folder))
    data = f"tests/heard, mixed; {catalogue}"
    others = (Other("tokenizer and one SQLite commit", floor),)
    note = f"{run.errors} errors" if run.errors else ""
    yield at_most("pipe: a message, median", median(run.taken), "ms", 10.0, data, COUNT, others=others, note=note)
    yield Figure("pipe: a message, 99 of 100", quantile(run.taken, 0.99), "ms", data, COUNT, less_is_better=True)
    yield at_most("pipe: start until the first answer", run.first, "s", 3.0, catalogue, 1)
    yield at_most("pipe: resident memory", run.held, "MB", 300.0, data, COUNT)


def _piped(catalogue: str, folder: Path) -> Run:
    environment = {**os.environ, **ENVIRONMENT, "SOMMELIER_DATABASE_URL": f"sqlite:///{folder / 'pipe.db'}"}
    command = [sys.executable, "-m", "adapters", "pipe", "--catalog", catalogue]
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as pipe:
        assert pipe.stdin is not None
        assert pipe.stdout is not None
        taken, errors = [], 0
        for line in lines(COUNT + 1):
            start = time.perf_counter()
            pipe.stdin.write(json.dumps(line) + "\n")
            pipe.stdin.flush()
            errors += "error" in json.loads(pipe.stdout.readline())
            taken.append((time.perf_counter() - start) * 1000)
            if len(taken) == 1:
                first = time.perf_counter() - started
        held = resident(pipe.pid)
        pipe.stdin.close()
    return Run(first, taken[1:], held, errors)


def _floor(folder: Path) -> float:
    """What any assistant with a memory must do: split the message into words, and write something down for good."""
    tokenize, taken = Tokenizer(), []
    database = sqlite3.connect(folder / "floor.db", isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("CREATE TABLE turn (said TEXT, words INTEGER)")
    for line in lines(COUNT):
        start = time.perf_counter()
        database.execute("INSERT INTO turn VALUES (?, ?)", (line["text"], len(tokenize(line["text"]))))
        taken.append((time.perf_counter() - start) * 1000)
    database.close()
    return median(taken)
