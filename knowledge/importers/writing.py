"""A catalogue as YAML an owner can go on writing in: entries as blocks, short lists on one line."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from knowledge.importers.source import Imported

_WIDTH = 120
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class _Dumper(yaml.SafeDumper):
    """Ours alone, so that no other user of yaml sees these representations."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Repeated values are written out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand to the right of their section, as in the shipped examples."""
        super().increase_indent(flow, False)


class _Inline:
    """A list or map of plain values, for one line."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _inline(dumper: _Dumper, data: _Inline) -> yaml.Node:
    if isinstance(data.value, dict):
        return dumper.represent_mapping("tag:yaml.org,2002:map", data.value, flow_style=True)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data.value, flow_style=True)


def _number(dumper: _Dumper, data: Decimal) -> yaml.Node:
    written = f"{data:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in written else 'int'}", written)


_Dumper.add_representer(_Inline, _inline)
_Dumper.add_representer(Decimal, _number)


def to_yaml(imported: Imported) -> str:
    """The file, with the notes as comments at its top and an empty line before every section."""
    values = {"sommelier": 1, **{section: _shaped(value, 0) for section, value in imported.values.items() if value}}
    body = yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)
    return "".join(f"# {note}\n" for note in imported.notes) + re.sub(r"^(?=[a-z]+:$)", "\n", body, flags=re.MULTILINE)


def _shaped(value: Any, depth: int) -> Any:
    """Entries and their fields as blocks; what lies inside a field on one line."""
    if isinstance(value, dict):
        kept = {key: _unquoted(key, item) for key, item in value.items() if item not in (None, "", [], {}, ())}
        return _Inline(kept) if depth > 1 else {key: _shaped(item, depth + 1) for key, item in kept.items()}
    if isinstance(value, list | tuple):
        plain = all(isinstance(item, str | int | Decimal) for item in value)
        return _Inline(list(value)) if plain else [_shaped(item, depth + (1 if depth else 0)) for item in value]
    return value


def _unquoted(key: str, value: Any) -> Any:
    """A price that is a mere number is written as one."""
    return Decimal(value) if key == "price" and isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value) else value
