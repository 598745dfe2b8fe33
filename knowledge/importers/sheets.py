"""Rows of a spreadsheet: CSV, TSV, or the first sheet of an .xlsx, which is XML in a zip and needs no library for that."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from knowledge.document import LARGEST
from knowledge.importers.source import SourceError, text_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OTHERS = {
    ".xls": "the old Excel format: save it as .xlsx or CSV",
    ".ods": "an OpenDocument sheet: save it as .xlsx or CSV",
    ".numbers": "a Numbers sheet: export it as .xlsx or CSV",
    ".pdf": "a PDF: export the table as .xlsx or CSV",
}


def rows(path: Path) -> list[list[str]]:
    """All rows as texts, without spaces around them. Raises `SourceError`."""
    if path.suffix.lower() in _OTHERS:
        raise SourceError(f"{path} is {_OTHERS[path.suffix.lower()]}")
    found = _excel(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else _plain(text_of(path))
    return [[cell.strip() for cell in row] for row in found]


def _plain(text: str) -> list[list[str]]:
    """Separated by whatever the first lines have most of: Excel writes semicolons in Italian and French."""
    head = "\n".join(text.splitlines()[:5])
    mark = max(";\t,|", key=head.count)
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=mark))
    except csv.Error as error:
        raise SourceError(f"the table cannot be read ({error}): save it as CSV in UTF-8") from error


def _excel(path: Path) -> list[list[str]]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST * 5:
                raise SourceError(f"{path} unpacks to more than {LARGEST * 5 // 1_000_000} MB: split it")
            shared = _shared(archive)
            sheet = min((name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)), key=_number)
            return list(_sheet(_xml(archive, sheet), shared))
    except OSError as error:
        raise SourceError(f"{path} cannot be read: check its name and that you may read it") from error
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
        ValueError,
        IndexError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise SourceError(f"{path} is no Excel file that can be read: save it again as .xlsx, without a password") from error


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))  # noqa: S314  # expat since 2.4 stops entity bombs by itself


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name.rsplit("/", 1)[-1]))


def _shared(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells point to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text(entry) for entry in _xml(archive, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _text(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{_MAIN}t"))


def _sheet(root: ElementTree.Element, shared: list[str]) -> Iterator[list[str]]:
    for row in root.iter(f"{_MAIN}row"):
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            column = _column(cell.get("r") or "", len(cells))
            cells += [""] * (column - len(cells))
            cells.append(_cell(cell, shared))
        yield cells


def _column(reference: str, otherwise: int) -> int:
    """Where a cell stands: A1 is 0, B7 is 1, AA1 is 26. Empty cells are left out of the file."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return otherwise
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)]
    if cell.get("t") == "b":
        return "yes" if value == "1" else "no"
    return f"{float(value):.10g}" if re.fullmatch(r"-?\d+\.\d{6,}(?:E[+-]?\d+)?", value) else value
