"""What the speed figures read: our own test messages in three languages, and texts that nobody means well with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from knowledge import loader

HEARD = Path(__file__).parent.parent / "heard"
LANGUAGES = ("it", "fr", "en")
HUNDRED_KB = 100_000


@cache
def items(language: str) -> tuple[Mapping[str, Any], ...]:
    """The test messages of a language, labels and all, conversations together."""
    lines = (HEARD / f"{language}.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if line.strip())


def of_about_twelve_words() -> list[str]:
    """Messages of 11 to 13 words."""
    return [item["text"] for language in LANGUAGES for item in items(language) if 11 <= len(item["text"].split()) <= 13]


def shorter() -> list[str]:
    """Others, to warm up with: some of each language."""
    return [
        text for language in LANGUAGES for text in [item["text"] for item in items(language)][::5] if 5 <= len(text.split()) <= 10
    ]


def lines(count: int) -> Iterator[dict[str, str]]:
    """Lines for `sommelier pipe`, the languages in turn."""
    in_turn = chain.from_iterable(zip_longest(*(items(language) for language in LANGUAGES)))
    for item, _ in zip((item for item in in_turn if item), range(count), strict=False):
        yield {"conversation": item["group"], "as": item["as"], "text": item["text"], "at": "2026-11-21T12:00:00Z"}


def largest_catalogue() -> str:
    """The shipped example that sells most."""
    return max(loader.examples(), key=lambda name: len(loader.load(loader.locate(name)).offerings))


def hostile() -> dict[str, str]:
    """Texts that would hang a careless reader, each of 100 kB or what a line of that size would hold."""
    bits = {
        "one letter": "a",
        "spaces": " ",
        "line ends": "\n",
        "brackets": "([{",
        "digits": "9",
        "numbers": "1 2 ",
        "decimal points": "1.",
        "thousands": "1.000.",
        "number words": "ventidue mila ",
        "money": "€5 ",
        "apostrophes": "l'",
        "accents": "e\u0301",
        "combining marks": "\u0301",
        "emoji": "👨‍👩‍👧‍👦",
        "right to left": "\u202eאב",
        "no-break spaces": "\u00a0\u202f",
        "zero width": "a\u200b",
        "null": "\x00",
        "percent": "%",
        "negations": "non not pas ",
        "names": "margherita laptop pro base ",
        "misspelt names": "margehrita latpop porfessional ",
        "hyphens": "a-b-",
        "commas": "no, ",
        "addresses": "a@b.c http://x.y/",
        "mixed": "Vorrei 3 pizze à 12,50 € pour demain, not 2! 🍕 ",
    }
    return {name: (bit * (HUNDRED_KB // len(bit) + 1))[:HUNDRED_KB] for name, bit in bits.items()}
