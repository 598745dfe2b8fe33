"""Word lists as data: the small notation of the YAML files, and tables looked up by the words at a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from nlu.amounts.folding import fold
from nlu.amounts.tokens import words_of

T = TypeVar("T")
_CHOICE = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)")
_COMMA = re.compile(r"\s*,\s*(?![^(]*\))")


def expand(pattern: str) -> list[str]:
    """ "mes[ei]" → mese, mesi; "user(|s)" → user, users. The first choice comes first."""
    found = _CHOICE.search(pattern)
    if found is None:
        return [pattern]
    choices = list(found[1]) if found[1] is not None else found[2].split("|")
    rests = expand(pattern[found.end() :])
    return [pattern[: found.start()] + choice + rest for choice in choices for rest in rests]


def names(listed: str | None) -> Iterator[str]:
    """Every name of a comma-separated list, expanded and folded."""
    for forms in families(listed):
        yield from (fold(form).plain for form in forms)


def families(listed: str | None) -> Iterator[list[str]]:
    """The expansions of each entry of a comma-separated list, as written."""
    return (expand(pattern) for pattern in _entries(listed))


def valued(listed: str | None) -> Iterator[tuple[str, int]]:
    """The (name, value) pairs of a list like "due 2, tre 3"."""
    for pattern in _entries(listed):
        name, value = pattern.rsplit(None, 1)
        for each in expand(name):
            yield fold(each).plain, int(value)


def _entries(listed: str | None) -> Iterator[str]:
    return (entry for entry in _COMMA.split(listed.strip()) if entry) if listed else iter(())


class Phrases(Generic[T]):
    """What phrases of several words stand for; the longest one at a place wins."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._table: dict[str, T] = {}
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        for name, meaning in entries:
            words = words_of(name)
            if words:
                self._table.setdefault(" ".join(words), meaning)
                self._first[words[0]] = max(len(words), self._first.get(words[0], 0))
                self._last[words[-1]] = max(len(words), self._last.get(words[-1], 0))

    def starts(self) -> Iterable[str]:
        """Every word a phrase starts with."""
        return self._first.keys()

    def at(self, words: Sequence[str], start: int) -> tuple[T, int] | None:
        """The meaning of the phrase that starts at `start`, and where it ends."""
        longest = self._first.get(words[start], 0) if start < len(words) else 0
        for end in range(min(start + longest, len(words)), start, -1):
            meaning = self._table.get(" ".join(words[start:end]))
            if meaning is not None:
                return meaning, end
        return None

    def before(self, words: Sequence[str], end: int) -> tuple[T, int] | None:
        """The meaning of the phrase that ends right before `end`, and where it starts."""
        longest = self._last.get(words[end - 1], 0) if end > 0 else 0
        for start in range(max(end - longest, 0), end):
            meaning = self._table.get(" ".join(words[start:end]))
            if meaning is not None:
                return meaning, start
        return None

    def exact(self, words: Sequence[str]) -> T | None:
        """The meaning of exactly these words."""
        return self._table.get(" ".join(words))


def listed(text: str | None) -> Phrases[bool]:
    """A list of phrases without meanings."""
    return Phrases((name, True) for name in names(text))
