from __future__ import annotations

import re
from pathlib import Path

from knowledge.draft import KINDS, Draft
from knowledge.industries import INDUSTRIES
from knowledge.problems import SINGULAR
from knowledge.signals import SIGNALS

LABELS = Path(__file__).parents[2] / "docs" / "labels.md"


def test_signals_are_those_of_the_documentation() -> None:
    section = LABELS.read_text(encoding="utf-8").split("## Signals", 1)[1].split("\n## ", 1)[0]
    assert tuple(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)) == SIGNALS


def test_industries_are_those_of_the_documentation() -> None:
    row = next(line for line in LABELS.read_text(encoding="utf-8").splitlines() if line.startswith("| `industry` |"))
    assert tuple(re.findall(r"`([a-z-]+)`", row))[1:] == INDUSTRIES


def test_every_section_of_the_format_is_drafted() -> None:
    from dataclasses import fields

    from knowledge.catalogue import Catalogue

    sections = {field.name for field in fields(Catalogue)} - {"sommelier"}
    assert sections == set(KINDS) == {field.name for field in fields(Draft)} - {"ids"}
    assert set(SINGULAR) == sections - {"business", "policies"}
