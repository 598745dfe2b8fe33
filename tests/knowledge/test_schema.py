from __future__ import annotations

import json

from knowledge import schema


def test_the_published_schema_is_current() -> None:
    assert schema.PUBLISHED.read_text(encoding="utf-8") == schema.text(), "run python -m knowledge.schema"


def test_the_schema_knows_the_short_forms() -> None:
    known = json.loads(schema.text())["$defs"]
    kinds = {option.get("type", option.get("$ref")) for option in known["Offering"]["properties"]["price"]["anyOf"]}
    assert kinds == {"number", "string", "#/$defs/PriceTag"}
    assert {option["type"] for option in known["Complement"]["properties"]["to"]["anyOf"]} == {"string", "array"}
