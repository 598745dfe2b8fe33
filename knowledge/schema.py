"""The catalogue format as a JSON Schema for editors: `python -m knowledge.schema` writes it beside this file.

An editor with YAML support reads it from a catalogue whose first line is
`# yaml-language-server: $schema=PATH/catalogue.schema.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from knowledge.catalogue import Catalogue

PUBLISHED = Path(__file__).with_name("catalogue.schema.json")


def schema() -> dict[str, Any]:
    """The schema as published."""
    described = TypeAdapter(Catalogue).json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described, "title": "Sommelier catalogue, version 1"}


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(text(), encoding="utf-8")
