"""Examples: one message a line with its labels, as files that people can read and add to. What an owner taught is kept in the same form."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from nlu.labels import LABELS

FOLDER = Path(__file__).parent / "training"
COLUMNS = ["labels", "mouth", "template", "text"]
MOUTHS = ("customer", "rep")
SHOWN = 20
"""Problems spelt out of one file; past that its owner mends these first and looks again."""

QUOTED = 30
"""Letters repeated of what stands in a wrong place: it may be somebody's message."""


class ExampleError(Exception):
    """A file of examples that cannot be used: says where and what to do, a line a problem."""


class TeachingError(Exception):
    """What was taught cannot be learnt or used: says why and what to do."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message. `author` is the file it stands in, `template` the skeleton it shares with others."""

    text: str
    labels: frozenset[str]
    language: str
    author: str
    template: str
    mouth: str = "customer"


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """Every example of `<language>-<author>.tsv` in the folder, files in order of their names."""
    return [example for path in sorted(folder.glob("*-*.tsv")) for example in read_file(path)]


def read_file(path: Path, language: str | None = None) -> list[Example]:
    """The examples of one file, in the language of its name or this one. Raises ExampleError with file, line, field and remedy."""
    rows = _rows(path)
    if not rows or rows[0] != COLUMNS:
        raise ExampleError(f"{path}:1: error: not the columns → write {', '.join(COLUMNS)} as the first line, separated by tabs")
    problems = [f"{path}:{number}: error: {fault}" for number, row in enumerate(rows[1:], start=2) for fault in _faults(row)]
    if problems:
        more = [f"… and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        raise ExampleError("\n".join(problems[:SHOWN] + more))
    spoken = language or path.stem.split("-")[0]
    return [Example(row[3], _labels(row[0]), spoken, path.stem, row[2], row[1]) for row in rows[1:] if row]


def write_file(path: Path, examples: Iterable[Example]) -> None:
    """Writes them whole or not at all; the same labels are always written in the same order."""
    lines = [COLUMNS, *([_joined(each.labels), each.mouth, each.template, _one_line(each.text)] for each in examples)]
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as error:
        raise ExampleError(f"{path} cannot be written: {error.strerror}") from error


def _rows(path: Path) -> list[list[str]]:
    """Lines split at tabs; a byte order mark, as spreadsheets write one, is skipped."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise ExampleError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ExampleError(f"{path}: error: not UTF-8 → save it again as UTF-8 text") from error
    except csv.Error as error:
        raise ExampleError(f"{path}: error: not a table → save it again as text separated by tabs") from error


def _faults(row: Sequence[str]) -> list[str]:
    if not row:
        return []
    if len(row) != len(COLUMNS):
        return [f"{len(row)} columns → write {len(COLUMNS)} ({', '.join(COLUMNS)}), with one tab between them"]
    labels, mouth, template, text = row
    faults = [f"labels: unknown label {label[:QUOTED]!r} → {_remedy(label)}" for label in sorted(_labels(labels) - set(LABELS))]
    if mouth not in MOUTHS:
        faults.append(f"mouth: {mouth[:QUOTED]!r} → write {' or '.join(MOUTHS)}")
    if not template.strip():
        faults.append("template: empty → write a short word, the same for lines of one skeleton")
    if not text.strip():
        faults.append("text: empty → write the message, or delete the line")
    return faults


def _remedy(label: str) -> str:
    near = get_close_matches(label.lower(), LABELS, n=1)
    return f"did you mean {near[0]}?" if near else "docs/labels.md lists them, a comma goes between two"


def _labels(written: str) -> frozenset[str]:
    return frozenset(label.strip() for label in written.split(","))


def _joined(labels: frozenset[str]) -> str:
    return ",".join(label for label in LABELS if label in labels)


def _one_line(text: str) -> str:
    return " ".join(text.split())
