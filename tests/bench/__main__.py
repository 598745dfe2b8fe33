"""`make bench [DATA=DIR]`: measures, prints a table and writes .bench/results.json.

Without DATA: speed, and accuracy on our own messages. With it: accuracy on other people's data as well (a folder that is absent is
skipped). Nothing measured was trained on. Timings are worth what else the machine is doing: the processor time beside them tells.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when numpy is first imported

import argparse
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import banking, clinc, coffee, distilled, fastfood, heard, pipe, recognizers, shops, speed
from tests.bench.figures import RESULTS, Figure, header, line, share, write

Section = Callable[[], Iterator[Figure]]
AMOUNTS_BAR = 0.95


def sections(data: Path | None) -> Iterator[tuple[str, Section]]:
    """What there is to measure, by name."""
    yield from {
        "speed": speed.measure,
        "pipe": pipe.measure,
        "names": speed.measure_names,
        "distilled": distilled.measure,
        "heard": heard.measure,
    }.items()
    if data is None:
        return
    folders = {
        "recognizers_text": _amounts, coffee.FOLDER: coffee.measure, fastfood.FOLDER: fastfood.measure,
        banking.FOLDER: banking.measure, clinc.FOLDER: clinc.measure, "luma_shop": shops.measure_luma,
    }  # fmt: skip
    for name, measure in folders.items():
        if (data / name).is_dir():
            yield name, lambda measure=measure, name=name: measure(data / name)  # type: ignore[misc]
        else:
            print(f"no {name} under {data}: skipped", file=sys.stderr)
    yield "imports", lambda: shops.measure_imports(data)


def _amounts(folder: Path) -> Iterator[Figure]:
    for row in recognizers.measure(folder):
        left_out = ", ".join(f"{count} {reason}" for reason, count in row["excluded"].items())
        title = f"{row['language']}: {row['kind']} amounts, texts all right"
        note = f"left out: {left_out}" if left_out else ""
        yield share(title, row["accuracy"], "Recognizers-Text, not trained on", row["size"], AMOUNTS_BAR, note=note)


def main(arguments: list[str]) -> int:
    """Every section; one that breaks is reported, and the others go on."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, help="a folder of real data, as its README describes")
    parser.add_argument("--only", help="sections, separated by commas")
    asked = parser.parse_args(arguments)
    wanted = set(asked.only.split(",")) if asked.only else None
    figures, broken = [], []
    print(header(), flush=True)
    for name, measure in sections(asked.data):
        if wanted and name not in wanted:
            continue
        try:
            for figure in measure():
                figures.append(figure)
                print(line(figure), flush=True)
        except Exception:
            traceback.print_exc()
            broken.append(name)
    write(figures)
    missed = sum(figure.reached is False for figure in figures)
    print(
        f"{len(figures)} figures, {missed} miss their bar, {len(broken)} sections broke {', '.join(broken)}; written to {RESULTS}"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
