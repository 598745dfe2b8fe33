"""Amounts measured on the specs of Microsoft's Recognizers-Text: `python -m tests.bench.recognizers DATA`.

A text counts as right when the multiset of gold values is exactly the multiset of values read: amounts of money for `currency`,
percentages for `percent`; for `number`, whose specs read figures wherever they stand, every value read but ordinals, dates, and
measures written in one piece ("180ml", which the specs too leave to another reader). Gold without a value (a lone "dollar") asks
for nothing. Money in cents or pence is compared in hundredths, as we keep it.

Left out, because a shopper could not mean the gold that way:

| reason | what it covers |
|---|---|
| article | gold takes "un", "una", "une" before a noun for the number 1 |
| date | the figures are a date or the day of a month, which we read as one date |
| phone | the figures are a telephone number |
| address | the figures are an IP address |
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

from nlu.amounts import read_amounts
from nlu.reading import Amount, Language

LANGUAGES = ("it", "fr", "en")
KINDS = ("currency", "number", "percent")
_AT = datetime(2026, 11, 21, 20)
_ARTICLES = ("un", "una", "uno", "une")
_CENTS = ("Cent", "Pence", "Penny")
_PHONE = re.compile(r"\+[0-9]+[-0-9/ ]{7,}")
_MONTHS = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)
_DATE = re.compile(rf"\b[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}\b|[0-9] (?:{_MONTHS})\b|\b(?:{_MONTHS}) [0-9]")
_ADDRESS = re.compile(r"\b[0-9]+(?:\.[0-9]+){3}\b")

Item = Mapping[str, Any]


def measure(folder: Path) -> list[dict[str, Any]]:
    """Accuracy per language and kind, with the size it was measured on and how many texts were left out for which reason."""
    return [_measured(folder, language, kind) for language in LANGUAGES for kind in KINDS]


def misses(folder: Path, language: str, kind: str) -> list[tuple[str, list[str], list[str]]]:
    """The texts read wrong: the text, the values wanted, the values read."""
    items = [item for item in _items(folder, language, kind) if _excluded(item) is None]
    return [
        (item["text"], [str(v) for v in _gold(item)], [str(v) for v in _read(item)])
        for item in items
        if not _same(_gold(item), _read(item))
    ]


def _measured(folder: Path, language: str, kind: str) -> dict[str, Any]:
    items = _items(folder, language, kind)
    kept = [item for item in items if _excluded(item) is None]
    right = sum(_same(_gold(item), _read(item)) for item in kept)
    excluded = Counter(reason for item in items if (reason := _excluded(item)))
    return {
        "language": language,
        "kind": kind,
        "accuracy": right / len(kept) if kept else 0.0,
        "right": right,
        "size": len(kept),
        "excluded": dict(sorted(excluded.items())),
    }


def _items(folder: Path, language: str, kind: str) -> list[Item]:
    lines = (folder / f"{language}_{kind}.jsonl").read_text("utf-8").splitlines()
    return [cast(Item, json.loads(line)) for line in lines if line.strip()]


def _excluded(item: Item) -> str | None:
    if item["kind"] != "number":
        return None
    return next((reason for reason, fits in _REASONS.items() if fits(item)), None)


def _is_article(item: Item) -> bool:
    text = item["text"].strip().rstrip("'")
    return any(gold["text"] in _ARTICLES and text != gold["text"] for gold in item["gold"])


_REASONS: Mapping[str, Callable[[Item], bool]] = {
    "article": _is_article,
    "date": lambda item: bool(_DATE.search(item["text"])),
    "phone": lambda item: bool(_PHONE.search(item["text"])),
    "address": lambda item: bool(_ADDRESS.search(item["text"])),
}


def _gold(item: Item) -> list[float]:
    return [value for gold in item["gold"] if (value := _value(gold)) is not None]


def _value(gold: Mapping[str, Any]) -> float | None:
    said = str(gold["value"]).rstrip("%").replace(",", ".")
    try:
        value = Decimal(said)
    except InvalidOperation:
        return None
    return float(value / 100 if gold.get("unit") in _CENTS else value)


def _amounts(item: Item) -> tuple[Amount, ...]:
    return read_amounts(item["text"], cast(Language, item["language"]), _AT)


def _read(item: Item) -> list[float]:
    wanted = {"currency": _is_money, "percent": _is_percent, "number": _is_number}[item["kind"]]
    return [float(value) for amount in _amounts(item) if wanted(amount) for value in _values(amount)]


def _values(amount: Amount) -> Iterable[Decimal]:
    return (amount.value,) if amount.low is None or amount.high is None else (amount.low, amount.high)


def _is_money(amount: Amount) -> bool:
    return amount.kind == "money"


def _is_percent(amount: Amount) -> bool:
    return amount.kind == "percent"


def _is_number(amount: Amount) -> bool:
    glued = amount.unit is not None and re.search(r"[0-9][^\W\d_]", amount.text) is not None
    return amount.kind not in ("ordinal", "date") and not (amount.kind == "number" and glued)


def _same(gold: list[float], read: list[float]) -> bool:
    pairs = zip(sorted(gold), sorted(read), strict=False)
    return len(gold) == len(read) and all(abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-12) for a, b in pairs)


def main(arguments: list[str]) -> None:
    """Prints the table, and the texts read wrong when asked with `--misses`."""
    folder = Path(arguments[0])
    for row in measure(folder):
        left_out = ", ".join(f"{count} {reason}" for reason, count in row["excluded"].items())
        print(f"{row['language']} {row['kind']:9} {row['accuracy']:6.1%}  {row['right']:3}/{row['size']:<3}  {left_out}")
        for text, gold, read in misses(folder, row["language"], row["kind"]) if "--misses" in arguments else ():
            print(f"    {text[:110]!r} wanted {gold} read {read}")


if __name__ == "__main__":
    main(sys.argv[1:])
