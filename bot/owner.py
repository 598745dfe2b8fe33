"""What an owner does with a catalogue file: check it, hear the doctor, import one from elsewhere."""

from __future__ import annotations

from pathlib import Path

from knowledge import loader
from knowledge.doctor import examine
from knowledge.importers import import_catalogue


def checked(name: str) -> tuple[list[str], bool]:
    """The problems, then the doctor's advice, a line each; and whether there are no errors."""
    report = loader.check(loader.locate(name))
    lines = [str(problem) for problem in report.problems]
    if report.catalogue is None:
        return lines, False
    advice = [str(line) for line in examine(report.catalogue)]
    return [*lines, *advice, f"{len(report.catalogue.offerings)} offerings, no errors"], True


def imported(format: str, source: Path, year: int | None) -> str:
    """The YAML text of a catalogue made from another format."""
    return import_catalogue(format, source, year=year)
