"""Plain phrases found word by word, the longest first: hundreds of them cost one look-up a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from nlu.facts.pattern import rows_of

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases, each with what it means."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for phrase, meaning in entries:
            for row in rows_of(phrase):
                if row:
                    self._by_first.setdefault(row[0], []).append((tuple(row), meaning))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def at(self, words: Sequence[str], here: int) -> tuple[int, Meaning] | None:
        """The longest phrase that begins at a word: how many words it takes and what it means."""
        for row, meaning in self._by_first.get(words[here], ()):
            if len(row) == 1 or tuple(words[here : here + len(row)]) == row:
                return len(row), meaning
        return None
