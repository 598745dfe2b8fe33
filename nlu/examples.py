"""Training examples: one message a line with its labels, as files that people can read and add to."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlu.labels import LABELS

FOLDER = Path(__file__).parent / "training"
COLUMNS = ["labels", "mouth", "template", "text"]


class ExampleError(Exception):
    """A training file that cannot be used: says where and what to do."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message. `author` is the file it stands in, `template` the skeleton it shares with others."""

    text: str
    labels: frozenset[str]
    language: str
    author: str
    template: str


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """Every example of `<language>-<author>.tsv` in the folder, files in order of their names."""
    return [example for path in sorted(folder.glob("*-*.tsv")) for example in read_file(path)]


def read_file(path: Path) -> Iterator[Example]:
    """The examples of one file; raises ExampleError with file and line."""
    language = path.stem.split("-")[0]
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(rows, None) != COLUMNS:
            raise ExampleError(f"{path}:1: the first line must name the columns {', '.join(COLUMNS)}, separated by tabs")
        for number, row in enumerate(rows, start=2):
            if not row:
                continue
            yield _example(path, number, row, language)


def _example(path: Path, number: int, row: list[str], language: str) -> Example:
    if len(row) != len(COLUMNS):
        raise ExampleError(f"{path}:{number}: {len(row)} columns instead of {len(COLUMNS)}; separate them with one tab each")
    labels = frozenset(label.strip() for label in row[0].split(","))
    if unknown := labels - set(LABELS):
        raise ExampleError(f"{path}:{number}: unknown label {', '.join(sorted(unknown))}; docs/labels.md lists them")
    return Example(row[3], labels, language, path.stem, row[2])
