"""A catalogue file to a `Catalogue`, or to every mistake in it with its line."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge import checks, document
from knowledge.catalogue import Catalogue
from knowledge.draft import SECTIONS, SINGLES, draft
from knowledge.problems import CatalogueError, Finding, Problem, Report, Trail, did_you_mean, entry_name, field_name, listed

EXAMPLES = Path(__file__).parent / "examples"


def load(path: Path) -> Catalogue:
    """The catalogue in a file. Raises `CatalogueError` with all that is wrong."""
    return _accepted(check(path))


def load_text(text: str, name: str) -> Catalogue:
    """The catalogue in a text; `name` stands for the file in messages. Raises `CatalogueError`."""
    return _accepted(check_text(text, name))


def check(path: Path) -> Report:
    """Everything wrong with a file, syntax, shapes and references together; never raises."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        return Report((_unopened(path, error),), None)
    text = document.decode(data)
    if isinstance(text, Finding):
        return Report((_problem(text, str(path), document.read("")),), None)
    return check_text(text, str(path))


def check_text(text: str, name: str) -> Report:
    """Everything wrong with a text; `name` stands for the file in messages."""
    source = document.read(text)
    findings = list(source.findings)
    if source.value is None and findings:
        return Report(tuple(_problem(finding, name, source) for finding in findings), None)
    read = draft(source.value, findings)
    findings += checks.findings(read)
    problems = [_problem(finding, name, source) for finding in dict.fromkeys(findings)]
    problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
    usable = not any(problem.severity == "error" for problem in problems)
    return Report(tuple(problems), read.catalogue() if usable else None)


@cache
def examples() -> tuple[str, ...]:
    """Names of the shipped example catalogues."""
    return tuple(sorted(path.stem for path in EXAMPLES.glob("*.yaml")))


def locate(name_or_path: str) -> Path:
    """The file meant by a shipped example's name or a path. Raises `CatalogueError` when there is neither."""
    if name_or_path in examples():
        return EXAMPLES / f"{name_or_path}.yaml"
    path = Path(name_or_path).expanduser()
    if path.is_file():
        return path
    remedy = did_you_mean(path.stem, examples(), f"give a file, or one of the examples: {listed(examples(), 40)}")
    if remedy.startswith("did"):
        remedy += f" The examples are {listed(examples(), 40)}."
    message = "there is no such file and no such example"
    raise CatalogueError([Problem("error", name_or_path, None, None, None, message, remedy)])


def _accepted(report: Report) -> Catalogue:
    if report.catalogue is None:
        raise CatalogueError(report.problems)
    return report.catalogue


def _unopened(path: Path, error: OSError | ValueError) -> Problem:
    message, remedy = "the file cannot be read", "check its name and that you may read it"
    if isinstance(error, FileNotFoundError):
        message, remedy = "there is no such file", f"check the path, or use an example: {listed(examples(), 40)}"
    elif isinstance(error, IsADirectoryError):
        message, remedy = "this is a folder", "give the catalogue file inside it"
    elif isinstance(error, PermissionError):
        message, remedy = "the file may not be read by this user", "change its permissions"
    return Problem("error", str(path), None, None, None, message, remedy)


def _problem(finding: Finding, file: str, source: document.Document) -> Problem:
    """A finding with its line and the names an owner knows."""
    line, column = finding.place or source.where(finding.path)
    entry, inside = _names(finding.path, source.value)
    return Problem(finding.severity, file, line, entry, field_name(inside), finding.message, finding.remedy, column)


def _names(path: Trail, value: object) -> tuple[str | None, Trail]:
    """How to speak of the entry a path leads into, and the rest of the path."""
    if len(path) > 1 and path[0] in SECTIONS and isinstance(path[1], int) and isinstance(value, dict):
        section, position = str(path[0]), path[1]
        return entry_name(section, position, value[section][position]), path[2:]
    if path and path[0] in SINGLES:
        return str(path[0]), path[1:]
    return None, path
