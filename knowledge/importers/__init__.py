"""Other people's formats to a catalogue. A new format is a module with a `convert` and a line in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge.importers import magento, pricing2yaml, spreadsheet
from knowledge.importers.source import Imported, SourceError
from knowledge.importers.writing import to_yaml
from knowledge.loader import check_text
from knowledge.problems import did_you_mean

FORMATS: Mapping[str, Callable[[Path, int | None], Imported]] = {
    "pricing2yaml": pricing2yaml.convert,
    "spreadsheet": spreadsheet.convert,
    "magento": magento.convert,
}


def import_catalogue(format: str, source: Path, *, year: int | None = None) -> str:
    """The YAML text of a valid catalogue; `year` chooses among a folder of yearly files. Raises `SourceError`."""
    if format not in FORMATS:
        remedy = did_you_mean(format, FORMATS, f"use one of {', '.join(FORMATS)}")
        raise SourceError(f"there is no format {format}: {remedy}")
    imported = FORMATS[format](source, year)
    text = to_yaml(imported)
    report = check_text(text, "the imported catalogue")
    if report.errors:
        raise SourceError("\n".join(f"{source}: {_told(problem.entry, problem.message)}" for problem in report.errors[:20]))
    return text


def _told(entry: str | None, message: str) -> str:
    return f"{entry}: {message}" if entry else message


__all__ = ["FORMATS", "Imported", "SourceError", "import_catalogue"]
