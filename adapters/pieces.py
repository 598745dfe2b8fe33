"""Cutting text to a service's limits without losing any of it."""

from __future__ import annotations

import re
from collections.abc import Callable

SENTENCE_END = re.compile(r"(?:[.!?…]['\"»”)]*\s+|\n+)")
WORD_END = re.compile(r"\s+")


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Telegram counts (an emoji is two), and which is never less than characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def pieces(text: str, limit: int, measure: Callable[[str], int] = units) -> list[str]:
    """Parts of at most `limit`, cut after a sentence, else after a word, else anywhere. Joined again they are `text`."""
    parts = []
    while measure(text) > limit:
        cut = _cut(text[: _longest(text, limit, measure)])
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text] if text else parts


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, an ellipsis showing where something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _longest(text: str, limit: int, measure: Callable[[str], int]) -> int:
    """How many characters fit. At least one, so that cutting always ends."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= limit else (low, middle - 1)
    return low


def _cut(fitting: str) -> int:
    """Where to cut: the last sentence end, unless that leaves less than half; then the last space; then the edge."""
    for boundary in (SENTENCE_END, WORD_END):
        ends = [match.end() for match in boundary.finditer(fitting)]
        if ends and ends[-1] * 2 >= len(fitting):
            return ends[-1]
    return len(fitting)
