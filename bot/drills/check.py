"""Checks scenario files against the format and their catalogues: `python -m bot.drills.check FILE …`; exit 1 on mistakes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.drills.library import FOLDER, check, load
from knowledge import loader
from knowledge.problems import KnowledgeError


def mistakes(path: Path) -> Iterator[str]:
    """Everything wrong with a scenario file."""
    try:
        scenario = load(path)
        catalogue = loader.load(loader.locate(scenario.catalogue))
    except KnowledgeError as error:
        yield str(error)
        return
    yield from (f"{path}: {problem}" for problem in check(scenario, catalogue))


def main(arguments: list[str]) -> int:
    """Checks the files named, or every shipped one."""
    paths = [Path(argument) for argument in arguments] or sorted(FOLDER.glob("*.yaml"))
    found = [mistake for path in paths for mistake in mistakes(path)]
    sys.stdout.write("\n".join(found or [f"{len(paths)} in order"]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
