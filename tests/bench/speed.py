"""How fast a message is read, and what the reader takes to load and to hold. One core, one thread."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.lexicon import to_lexicon
from knowledge import loader
from tests.bench import names
from tests.bench.figures import Figure, Other, at_most, median, quantile, spread
from tests.bench.messages import hostile, largest_catalogue, of_about_twelve_words, shorter

PROCESSES = 3
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}


def measure() -> Iterator[Figure]:
    """Each figure is the median of several processes."""
    catalogue, chat = largest_catalogue(), of_about_twelve_words()
    runs = [_probe(catalogue, chat) for _ in range(PROCESSES)]
    data, size = f"tests/heard, 11–13 words; {catalogue}", len(chat)
    alone = Other("sentence vector alone", median(median(run["encode"]["clock"]) for run in runs))
    yield _read("read a message, median", 0.5, 3.0, runs, data, size, alone)
    yield _read("read a message, 99 of 100", 0.99, 10.0, runs, data, size)
    ready, used, held = ([run[name] for run in runs] for name in ("ready", "used", "resident"))
    others = (Other("processor time", median(used)),)
    yield at_most("reader: load, imports and all", median(ready), "s", 2.0, catalogue, 1, others=others, **spread(ready))
    yield at_most("reader: resident memory", median(held), "MB", 250.0, catalogue, 1, **spread(held))
    yield _worst(runs)


def _read(title: str, part: float, bar: float, runs: list[dict[str, Any]], data: str, size: int, *others: Other) -> Figure:
    clock, processor = ([quantile(run["read"][kind], part) for run in runs] for kind in ("clock", "processor"))
    others = (Other("processor time", median(processor)), *others)
    return at_most(title, median(clock), "ms", bar, data, size, others=others, **spread(clock))


def _worst(runs: list[dict[str, Any]]) -> Figure:
    kinds = {
        kind: [median(times) for times in zip(*(run["hostile"][kind] for run in runs), strict=True)] for kind in runs[0]["read"]
    }
    slowest, taken, used = max(zip(hostile(), kinds["clock"], kinds["processor"], strict=True), key=lambda each: each[2])
    others = (Other("processor time", used),)
    return at_most(
        "read a hostile text, the slowest", taken, "ms", 100.0, "100 kB of one thing", len(hostile()), others=others, note=slowest
    )


def _probe(catalogue: str, chat: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        lexicon = Path(folder) / "lexicon.pickle"
        lexicon.write_bytes(pickle.dumps(to_lexicon(loader.load(loader.locate(catalogue)))))
        texts = json.dumps({"before": shorter(), "chat": chat, "hostile": list(hostile().values())})
        started = time.time()
        run = subprocess.run(
            [sys.executable, "-m", "tests.bench.probe", str(lexicon)],
            input=texts, text=True, stdout=subprocess.PIPE, check=True, env={**os.environ, **ENVIRONMENT},
        )  # fmt: skip
    measured: dict[str, Any] = json.loads(run.stdout)
    return {**measured, "ready": measured["ready"] - started}


def measure_names() -> Iterator[Figure]:
    """The index of names: how much slower with a thousand times as many."""
    found = {name: value for name, value, _ in names.measured()}
    few, many = names.SIZES[0], names.SIZES[-1]
    others = (Other(f"µs with {few}", found[f"names.find.{few}"]), Other(f"µs with {many}", found[f"names.find.{many}"]))
    floor = Other("µs to tokenize", found["names.tokenize"])
    title = f"find names: {many:,} names against {few}"
    yield at_most(title, found["names.find.growth"], "times", 1.5, "made-up names", many, others=(*others, floor))
    yield Figure(f"build an index of {many:,} names", found[f"names.build.{many}"], "s", "made-up names", many)
