"""What is wrong with what an owner gave us, in words an owner understands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from knowledge.catalogue import Catalogue

SHOWN = 20
"""Problems spelt out in one error message; past that an owner mends these first and looks again."""


class KnowledgeError(Exception):
    """Something this room cannot go on with. The text may be shown to an operator: it holds no secret."""


class CatalogueError(KnowledgeError):
    """A catalogue with errors; `problems` holds all of them, warnings too."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [str(problem) for problem in self.problems if problem.severity == "error"]
        more = [f"… and {len(errors) - SHOWN} more"] if len(errors) > SHOWN else []
        super().__init__("\n".join(errors[:SHOWN] + more))


Severity = Literal["error", "warning"]
Trail = tuple[str | int, ...]
"""Keys and positions from the top of the file: ("offerings", 2, "price")."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at `path`; `place` (line, column) only where that says it better than the path."""

    path: Trail
    message: str
    remedy: str
    severity: Severity = "error"
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding as its owner sees it: `entry` like "offering bufala", `field` like "name.fr"; lines and columns count from 1."""

    severity: Severity
    file: str
    line: int | None
    entry: str | None
    field: str | None
    message: str
    remedy: str
    column: int | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        subject = ", ".join(part for part in (self.entry, self.field) if part)
        said = f"{subject}: {self.message}" if subject else self.message
        return f"{place}: {self.severity}: {said} → {self.remedy}"


@dataclass(frozen=True, slots=True)
class Report:
    """All that is wrong with a file, and the catalogue if nothing is an error."""

    problems: tuple[Problem, ...]
    catalogue: Catalogue | None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the catalogue from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is probably not meant."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")


SINGULAR: Mapping[str, str] = {
    "offerings": "offering", "ladders": "ladder", "complements": "complement", "needs": "need", "features": "feature",
    "metrics": "metric", "arguments": "argument about", "proofs": "proof about", "triggers": "trigger for", "trials": "trial of",
    "objections": "objection", "guidelines": "guideline about", "answers": "answer",
}  # fmt: skip
"""How one entry of each section is spoken of."""
_MANY = 500
_NAMED_BY = ("id", "offer", "about", "propose", "of", "type")


def entry_name(section: str, position: int, entry: Any) -> str:
    """As in "offering bufala", "argument about bufala"; by number where it has no name: "offering 3 of the list"."""
    named = [entry[key] for key in _NAMED_BY if isinstance(entry, Mapping) and isinstance(entry.get(key), str)]
    label = SINGULAR[section]
    return f"{label} {named[0]}" if named else f"{label.removesuffix(' about').removesuffix(' for')} {position + 1} of the list"


def field_name(path: Trail) -> str | None:
    """A path inside an entry as an owner reads it: ("steps", 1, "offering") is steps[2].offering, counted from 1."""
    written = ""
    for step in path:
        written += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return written.lstrip(".") or None


def did_you_mean(written: str, known: Iterable[str], otherwise: str) -> str:
    """As in "did you mean X?" when something known looks like it, else the other remedy."""
    names = sorted(known)
    if len(names) > _MANY:  # comparing with thousands takes long, and most typing errors come after the first letter
        names = [name for name in names if name[:1] == written[:1].lower()]
    near = get_close_matches(written.lower(), names, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else otherwise


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names for the end of a remedy, not too many: "a, b, c, …"."""
    known = sorted(names)
    return ", ".join(known[:most]) + (", …" if len(known) > most else "")
