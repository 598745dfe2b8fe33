"""Speed and memory: the reader alone, `sommelier pipe` as a process of its own, and the floor measured in the same run."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml

from nlu.tokens import Tokenizer
from tests.bench.figures import Figure, Other, at_most, median, quantile, spread
from tests.house import reader_for

PLAYS = Path(__file__).parent.parent / "plays" / "plays.yaml"
CATALOG = "electronics"
MESSAGES, REPEATS = 1_000, 300
TWELVE = (
    "buongiorno vorrei il portatile ma la batteria deve durare tutto il giorno",
    "bonjour je cherche une imprimante simple pour imprimer des photos à la maison",
    "hello I would like the camera and something to carry it safely please",
)
HOSTILE = {"100 kB": "a" * 100_000, "10,000 digits": "1" * 10_000, "signs": "!?(" * 3_000, "zero width": "a\u200b" * 5_000, "emoji": "👌🏿" * 3_000}
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def measure() -> Iterator[Figure]:
    """Everything about speed; a busy machine makes it worse, never better."""
    yield from reader()
    yield from pipe()


def reader() -> Iterator[Figure]:
    """`Reader.read` on messages of twelve words, and on hostile ones."""
    read = reader_for(CATALOG).read
    for text in TWELVE * 3:
        read(text, NOON)
    times = [_milliseconds(lambda text=TWELVE[turn % 3]: read(text, NOON)) for turn in range(REPEATS)]  # type: ignore[misc]
    yield at_most("Reader.read, 12 words, median", median(times), "ms", 3, "own sentences", REPEATS, **spread(times))
    yield at_most("Reader.read, 12 words, p99", quantile(times, 0.99), "ms", 10, "own sentences", REPEATS)
    worst = [max(_milliseconds(lambda text=text: read(text, NOON)) for _ in range(3)) for text in HOSTILE.values()]  # type: ignore[misc]
    yield at_most("Reader.read, worst hostile text", max(worst), "ms", 100, ", ".join(HOSTILE), len(HOSTILE))


def pipe() -> Iterator[Figure]:
    """`sommelier pipe` answering mixed messages one by one."""
    lines = _lines()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SOMMELIER_DATABASE_URL": f"sqlite:///{folder}/memory.db", "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "adapters", "pipe", "--catalog", CATALOG]
        begun = time.perf_counter()
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
            _ask(process, lines[0])
            started = time.perf_counter() - begun
            times = [_milliseconds(lambda line=line: _ask(process, line)) for line in lines[1:]]  # type: ignore[misc]
            resident = _resident(process.pid)
            assert process.stdin
            process.stdin.close()
        floor = Other("tokenizer + one SQLite commit", median(_floor(Path(folder) / "floor.db", lines)))
    data = f"{CATALOG}, it/fr/en"
    yield at_most("sommelier pipe, median", median(times), "ms", 10, data, len(times), others=(floor,), **spread(times))
    yield at_most("sommelier pipe, start to first answer", started, "s", 3, data, 1)
    yield at_most("sommelier pipe, resident", resident, "MB", 300, data, 1)


def _lines() -> list[bytes]:
    rows = yaml.safe_load(PLAYS.read_text(encoding="utf-8"))
    said = [(f"{n}-{language}", row["as"], text) for n, row in enumerate(rows) for language in ("it", "fr", "en") for text in row[language]]
    mixed = [(f"{turn}-{key}", role, text) for turn in range(1 + MESSAGES // len(said)) for key, role, text in said]
    return [json.dumps({"conversation": key, "as": role, "text": text}).encode() + b"\n" for key, role, text in mixed[:MESSAGES]]


def _ask(process: subprocess.Popen[bytes], line: bytes) -> None:
    assert process.stdin and process.stdout  # noqa: PT018
    process.stdin.write(line)
    process.stdin.flush()
    process.stdout.readline()


def _floor(path: Path, lines: list[bytes]) -> list[float]:
    """What can hardly be done in less: split the words, keep the message."""
    tokenize, database = Tokenizer(), sqlite3.connect(path)
    database.execute("pragma journal_mode = wal")
    database.execute("create table message (text)")

    def once(line: bytes) -> None:
        tokenize(line.decode())
        with database:
            database.execute("insert into message values (?)", (line,))

    times = [_milliseconds(lambda line=line: once(line)) for line in lines]  # type: ignore[misc]
    database.close()
    return times


def _resident(pid: int) -> float:
    """Megabytes (millions of bytes) resident; 0 where there is no /proc."""
    status = Path(f"/proc/{pid}/status")
    sizes = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS")] if status.exists() else []
    return int(sizes[0]) * 1024 / 1e6 if sizes else 0.0


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3
