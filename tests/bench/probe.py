"""A process with a reader and nothing else, measured from within: `python -m tests.bench.probe LEXICON`, as JSON on standard output.

LEXICON is a pickled `nlu.Lexicon`; the texts to read stand in JSON on standard input: `chat`, `hostile`, and `before`,
which are read first because tables of words are loaded when they are first needed. Nothing but the reader and
what it needs is imported, so that load time and memory are its own.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from nlu.embedding import load_embedding
from nlu.lexicon import Lexicon
from nlu.reader import Reader

NOON = datetime(2026, 11, 21, 12, 0)


def resident(process: int) -> float:
    """Megabytes of memory a process holds now."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    else:  # macOS
        kilobytes = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True).stdout
    return int(kilobytes) / 1024


def milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> dict[str, list[float]]:
    """What each text takes, by the clock and of the processor: the two part ways when others share the machine."""
    taken: dict[str, list[float]] = {"clock": [], "processor": []}
    for text in texts:
        start, used = time.perf_counter(), time.process_time()
        work(text)
        taken["processor"].append((time.process_time() - used) * 1000)
        taken["clock"].append((time.perf_counter() - start) * 1000)
    return taken


def main(lexicon: Path, texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """When and after how many seconds of the processor it was ready, the times of every text, memory after the chat."""
    with lexicon.open("rb") as file:
        known: Lexicon = pickle.load(file)
    encoder = load_embedding()
    reader = Reader(known, encoder=encoder)

    def read(text: str) -> object:
        return reader.read(text, NOON)

    read("ciao")
    ready, used = time.time(), time.process_time()
    milliseconds(read, texts["before"])
    chat, held = milliseconds(read, texts["chat"]), resident(os.getpid())
    encode = milliseconds(lambda text: encoder.encode([text]), texts["chat"])
    hostile = milliseconds(read, texts["hostile"])
    return {"ready": ready, "used": used, "read": chat, "encode": encode, "resident": held, "hostile": hostile}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), json.load(sys.stdin))))
