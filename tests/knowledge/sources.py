"""Sources to import, written by tests."""

from __future__ import annotations

from pathlib import Path

from knowledge.catalogue import Catalogue
from knowledge.importers import import_catalogue
from knowledge.loader import load_text


def imported(source: str, folder: Path, kind: str = "pricing2yaml", name: str = "2024.yml") -> Catalogue:
    """A catalogue from the text of a source."""
    file = folder / name
    file.write_text(source, encoding="utf-8")
    return load_text(import_catalogue(kind, file), "imported")
