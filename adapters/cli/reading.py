"""`sommelier read`: what is heard in a message."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from adapters.cli.lines import BadLine, Language, Moment, Said, cleaned, dumps, parse
from bot.hearing import Ear, build_ear


class Line(BaseModel):
    """One line in; its `id`, where it has one, comes back."""

    text: Said
    at: Moment | None = None
    language: Language | None = None
    id: Any = None


def run(catalog: str | None, taught: Path, text: str | None, *, as_json: bool) -> None:
    """One message, or JSON lines with `text` (and optionally `language`, `at`) from standard input."""
    ear = build_ear(catalog, taught)
    if text is not None:
        heard = ear.hear(cleaned(text), datetime.now(UTC))
        if as_json:
            sys.stdout.write(dumps(heard) + "\n")
        else:
            _table(heard)
        return
    for raw in sys.stdin.buffer:
        if raw.strip():
            sys.stdout.write(dumps(_answer(ear, raw)) + "\n")
            sys.stdout.flush()


def _answer(ear: Ear, raw: bytes) -> dict[str, Any]:
    try:
        line = parse(raw, Line)
    except BadLine as error:
        return error.as_line()
    heard = ear.hear(line.text, line.at or datetime.now(UTC), line.language)
    return {**({"id": line.id} if line.id is not None else {}), **heard}


def _table(heard: dict[str, Any]) -> None:
    table = Table(show_header=True, header_style="bold")
    for column in ("what", "value", "sure", "where"):
        table.add_column(column)
    table.add_row("language", heard["language"], str(heard["language_confidence"]), "")
    for family in ("acts", "objections", "signals", "products", "features", "needs", "amounts", "usages", "facts"):
        for each in heard[family]:
            value = each.get("name") or each.get("product") or each.get("need") or each.get("kind") or each.get("metric") or ""
            detail = {
                k: v
                for k, v in each.items()
                if k not in ("name", "product", "need", "kind", "confidence", "span") and v not in (None, [], False)
            }
            shown = f"{value} {json.dumps(detail, ensure_ascii=False, default=str) if detail else ''}"
            start, end = each["span"]
            table.add_row(family, shown, str(each.get("confidence", each.get("score", ""))), heard["text"][start:end])
    Console().print(table)
