"""An owner's own price list: one offering a row, columns named in Italian, French or English (`columns.py` lists the names).

Name and price are needed; everything else may be missing. `replaces` makes ladders, `goes with` complements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from knowledge.importers.columns import COLUMNS, CURRENCIES, KINDS, LEVERS, NO
from knowledge.importers.sheets import rows
from knowledge.importers.source import Imported, SourceError, new_id
from knowledge.names import normal
from knowledge.prices import number, tidy
from knowledge.problems import did_you_mean

Row = Mapping[str, str]
_UPGRADES = ("version", "performance", "extension", "personalisation")
FIELD_OF = {
    normal(name): (field, tongue) for field, tongues in COLUMNS.items() for tongue, names in tongues.items() for name in names
}
_HEAD = (
    "Imported from {file}: {count} offerings. Check name, languages and currency of the business, then what was made of each row."
)


def convert(source: Path, year: int | None = None) -> Imported:
    """A table as a catalogue. Raises `SourceError` with every row that cannot be read."""
    if year is not None:
        raise SourceError("a spreadsheet has no years: leave the year out")
    table, language = _table(source)
    sheet = _Sheet(table)
    values = {
        "business": {"name": source.stem, "language": language, "languages": [language], "currency": _currency(table)},
        "offerings": [sheet.offering(line, row) for line, row in table.items()],
        "ladders": list(sheet.ladders()),
        "complements": list(sheet.complements()),
        "needs": [{"id": known_as, "name": name} for name, known_as in sheet.needs.items()],
        "arguments": list(sheet.arguments()),
    }
    if sheet.faults:
        raise SourceError("\n".join(f"{source}, row {line}: {fault}" for line, fault in sorted(sheet.faults)))
    return Imported(values, (_HEAD.format(file=source.name, count=len(table)),))


def _table(source: Path) -> tuple[dict[int, Row], str]:
    """Rows by their number in the file, their cells by field, and the language of the columns."""
    found = rows(source)
    for index, cells in enumerate(found[:10]):
        fields = [FIELD_OF.get(normal(cell), ("", "")) for cell in cells]
        names = [field for field, _ in fields]
        if "name" in names and "price" in names:
            tongues = [tongue for _, tongue in fields if tongue]
            table = {line: _row(names, row) for line, row in enumerate(found[index + 1 :], start=index + 2) if any(row)}
            if not table:
                raise SourceError(f"{source} has no rows below its columns")
            return table, max(("en", "it", "fr"), key=tongues.count)
    seen = ", ".join(cell for cell in found[0] if cell) if found else "nothing"
    raise SourceError(
        f"{source} needs a column for the name and one for the price (say, nome and prezzo); its first row has {seen}"
    )


def _row(fields: list[str], cells: list[str]) -> Row:
    """Cells by field; of two columns for the same field the first counts."""
    return dict(reversed(list(zip(fields, cells, strict=False))))


def _currency(table: Mapping[int, Row]) -> str:
    marks = re.findall(r"[€£$]|[a-z]+", " ".join(row.get("price", "") for row in table.values()).lower())
    return next((CURRENCIES[mark] for mark in marks if mark in CURRENCIES), "EUR")


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;|\n]|,(?!\d)", cell) if part.strip()]


def _meant(cell: str, words: Mapping[str, tuple[str, ...]]) -> str | None:
    return next((known for known, names in words.items() if normal(cell) in {normal(name) for name in names}), None)


class _Sheet:
    """The rows with their ids; collects what is wrong with them."""

    def __init__(self, table: Mapping[int, Row]) -> None:
        self.table = table
        self.faults: list[tuple[int, str]] = []
        self.ids: dict[int, str] = {}
        self.needs: dict[str, str] = {}
        for line, row in table.items():
            self.ids[line] = new_id(row.get("id") or row.get("name", ""), self.ids.values())
        self._by_name = {normal(row.get("name", "")): self.ids[line] for line, row in table.items()}
        self._by_name |= {normal(row["id"]): self.ids[line] for line, row in table.items() if row.get("id")}
        self._categories = {normal(row["category"]): row["category"] for row in table.values() if row.get("category")}
        self._needs_of = {line: self._need(row.get("need", "")) for line, row in table.items()}

    def _need(self, cell: str) -> list[str]:
        for name in _parts(cell):
            self.needs.setdefault(name, new_id(name, self.needs.values()))
        return [self.needs[name] for name in _parts(cell)]

    def offering(self, line: int, row: Row) -> dict[str, Any]:
        """A row as an offering."""
        if not row.get("name"):
            self.faults.append((line, "the name is missing: write what customers call it"))
        return {
            "id": self.ids[line],
            "name": row.get("name"),
            "aliases": _parts(row.get("aliases", "")),
            "category": row.get("category"),
            "price": self._price(line, row),
            "description": row.get("description"),
            "available": "no" if normal(row.get("available", "")) in NO else None,
            "margin": self._margin(line, row.get("margin", "")),
            "internal": row.get("internal"),
        }

    def _price(self, line: int, row: Row) -> str | None:
        written = row.get("price", "")
        price = tidy(f"{written} / {row['period']}" if row.get("period") and "/" not in written else written)
        if price is None:
            remedy = "write a number, like 7.50, or “on request”"
            self.faults.append((line, f"“{written}” is no price: {remedy}" if written else f"the price is missing: {remedy}"))
        return price

    def _margin(self, line: int, cell: str) -> Decimal | None:
        if not cell:
            return None
        amount = number(cell.replace("%", "").strip())
        if amount is None or amount > 100:
            self.faults.append((line, f"“{cell}” is no margin: write a share like 35 % or 0.35"))
            return None
        return amount / 100 if "%" in cell or amount > 1 else amount

    def ladders(self) -> Iterator[dict[str, Any]]:
        """From every best version down to the plainest one."""
        below = {self.ids[line]: self._named(line, "replaces") for line in self.table}
        kinds = {self.ids[line]: _meant(row.get("kind", ""), KINDS) for line, row in self.table.items()}
        tops = [
            known_as for known_as, lower in below.items() if lower and not any(known_as in others for others in below.values())
        ]
        taken: set[str] = set()
        for path in (path for top in tops for path in _down(top, below)):
            identifier = new_id(f"{path[0]}-range", taken)
            taken.add(identifier)
            steps = [{"offering": step, "kind": kinds[step]} if kinds[step] in _UPGRADES else step for step in path]
            yield {"id": identifier, "steps": steps}
        for line, known_as in self.ids.items():
            if below[known_as] and not any(known_as in path for top in tops for path in _down(top, below)):
                self.faults.append((line, "these rows replace each other in a circle: leave the plainest one's cell empty"))

    def complements(self) -> Iterator[dict[str, Any]]:
        """What goes with what; without a reason of its own, the argument or the description has to do."""
        for line, row in self.table.items():
            to = self._named(line, "goes_with")
            reason = row.get("reason") or row.get("argument") or row.get("description")
            if to and not reason:
                self.faults.append(
                    (line, "it goes with something and nothing says why: fill in a column “reason” (motivo, raison)")
                )
            elif to:
                kind = _meant(row.get("kind", ""), KINDS)
                goals = self._needs_of[line]
                kind = kind if kind and kind not in _UPGRADES else "functional"
                yield {"offer": self.ids[line], "to": to, "kind": kind, "goals": goals, "reason": reason}

    def arguments(self) -> Iterator[dict[str, Any]]:
        """Why each is worth it."""
        for line, row in self.table.items():
            lever = _meant(row.get("lever", "result"), LEVERS) or "result"
            if row.get("argument"):
                about = {"about": self.ids[line], "lever": lever, "needs": self._needs_of[line]}
                yield about | {"text": row["argument"], "impact": row.get("impact")}

    def _named(self, line: int, field: str) -> list[str]:
        """Ids (or categories, for what goes with something) named in a cell."""
        found = []
        for name in _parts(self.table[line].get(field, "")):
            known = self._by_name.get(normal(name)) or (self._categories.get(normal(name)) if field == "goes_with" else None)
            if known is None:
                names = [row.get("name", "") for row in self.table.values()]
                remedy = did_you_mean(name, names, "write the name of another row")
                self.faults.append((line, f"there is no row “{name}”: {remedy}"))
            elif known != self.ids[line]:
                found.append(known)
        return found


def _down(top: str, below: Mapping[str, list[str]], seen: tuple[str, ...] = ()) -> Iterator[list[str]]:
    """Every way from the best version down, as ladders: plainest first."""
    lower = [name for name in below[top] if name not in (*seen, top)]
    if not lower:
        yield [top, *reversed(seen)] if seen else [top]
    for name in lower:
        yield from _down(name, below, (*seen, top))
