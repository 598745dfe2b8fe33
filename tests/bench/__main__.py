"""`python -m tests.bench [DATA]`: a table on standard output and `.bench/results.json`. Nothing measured here was trained on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.bench import banking, clinc, coffee, fastfood, heard, recognizers, speed
from tests.bench.figures import Figure, header, line, share, write

BARS = {"currency": 0.90, "percent": 0.90, "number": 0.85}


def main(arguments: list[str]) -> None:
    """Speed and our own messages; with a data folder, others' data as well."""
    figures: list[Figure] = []
    print(header(), flush=True)
    for measure in (speed.measure, heard.measure, *(_on_data(Path(arguments[0])) if arguments else ())):
        for figure in measure():
            figures.append(figure)
            print(line(figure), flush=True)
    write(figures)


def _on_data(data: Path) -> Iterator[Callable[[], Iterable[Figure]]]:
    """The measurements whose folder is there."""
    parts: dict[str, Callable[[Path], Iterable[Figure]]] = {
        "recognizers_text": _amounts, "taskmaster4_coffee": coffee.measure, "multidogo": fastfood.measure,
        "banking77": banking.measure, "clinc150": clinc.measure,
    }  # fmt: skip
    for name, measure in parts.items():
        if (data / name).is_dir():
            yield lambda measure=measure, folder=data / name: measure(folder)  # type: ignore[misc]
        else:
            print(f"skipped: no {name} in {data}", file=sys.stderr)


def _amounts(folder: Path) -> Iterator[Figure]:
    for row in recognizers.measure(folder):
        yield share(f"{row['kind']} exact value, {row['language']}", row["accuracy"], folder.name, row["size"], BARS[row["kind"]])


if __name__ == "__main__":
    main(sys.argv[1:])
