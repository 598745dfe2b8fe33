"""The rules of one language, read from `words/<language>/*.yaml` once and found by the word they begin with.

A file of rules is a family: of two overlapping matches in one family the surer stays. Each rule:

* `say`: patterns (see `pattern.py`)
* `facts`: fact name → the slot or list it takes its value from, or `=constant`; a name may hold a slot (`usage_count:<words>`)
* `opens`: instead of facts, the kinds of industry word that may stand right after it; `closes`: right before it
* `sure`: confidence; `negated: keep`: the rule is itself a negation; `question: drop`: means nothing when asked
* `unless`: list(s) of words that undo it within the same pause, `never`: anywhere; `not_after`: right before
* `beside`: other facts, one of which must have been found too (for what only a telegraphic note would say)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from nlu.facts.pattern import Lists, Pattern, PatternError, Piece, phrases_of, rows_of
from nlu.reading import Language

_SURE = 0.85
WORDS = Path(__file__).parent / "words"
_PLAIN_FILES = ("lists", "industries", "industries-services", "negation")
_SETTINGS = {"say", "facts", "opens", "closes", "sure", "negated", "question", "unless", "never", "not_after", "beside"}


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule of a file; `lists` turns what was said into the id of a sorted list."""

    family: str
    facts: Mapping[str, str]
    sure: float
    opens: frozenset[str]
    closes: frozenset[str]
    negated: bool
    question: bool
    unless: frozenset[str]
    never: frozenset[str]
    not_after: frozenset[str]
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything known of one language: rules by first word, lists by name, ids by list and phrase."""

    rules: Mapping[str, tuple[tuple[Rule, Pattern], ...]]
    ids: Mapping[str, Mapping[str, str]]
    words: Mapping[str, frozenset[str]] = field(repr=False)


def read_yaml(path: Path) -> Any:
    """A data file, every scalar a string: `on` and `no` are words here, not truth values."""
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  # makes nothing but strings, lists and maps


@lru_cache
def rulebook(language: Language) -> Rulebook:
    """The rules of a language; the first call reads its files."""
    return _Loader(WORDS / language).book()


class _Loader:
    """Reads one language's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lists: Lists = {**read_yaml(WORDS / "common.yaml"), **read_yaml(folder / "lists.yaml")}
        self._words = {name: _single_words(entries) for name, entries in self._lists.items()}
        self._words["unmarked"] |= self._words["unmarked_anywhere"]
        self._pieces: dict[str, Piece] = {}
        self._index: defaultdict[str, list[tuple[Rule, Pattern]]] = defaultdict(list)

    def book(self) -> Rulebook:
        for path in sorted(self._folder.glob("*.yaml")):
            if path.stem not in _PLAIN_FILES:
                self._read(path)
        return Rulebook({word: tuple(rules) for word, rules in self._index.items()}, _ids(self._lists), self._words)

    def _read(self, path: Path) -> None:
        content = read_yaml(path)
        for entry in content["rules"]:
            try:
                self._add(path.stem, {**content.get("defaults", {}), **entry})
            except PatternError as error:
                raise PatternError(f"{path.parent.name}/{path.name}: {error}") from error

    def _add(self, family: str, entry: Mapping[str, Any]) -> None:
        if unknown := entry.keys() - _SETTINGS:
            raise PatternError(f"unknown setting {', '.join(sorted(unknown))}; there are {', '.join(sorted(_SETTINGS))}")
        rule = self._rule(family, entry)
        for source in entry["say"]:
            pattern = Pattern(source, self._lists, self._pieces)
            for name, origin in rule.facts.items():
                if name[-1] != "?" and origin[0] != "=" and pattern.groups.isdisjoint(origin.split("|")):
                    raise PatternError(f"{source!r} does not say {origin}, which {name} needs")
            for word in pattern.first or ():
                self._index[word].append((rule, pattern))

    def _rule(self, family: str, entry: Mapping[str, Any]) -> Rule:
        return Rule(
            family=family,
            facts=entry.get("facts", {}),
            sure=float(entry.get("sure", _SURE)),
            opens=frozenset(entry.get("opens", ())),
            closes=frozenset(entry.get("closes", ())),
            negated=entry.get("negated") == "keep",
            question=entry.get("question") == "drop",
            unless=self._among("unless", entry),
            never=self._among("never", entry),
            not_after=self._among("not_after", entry),
            beside=frozenset(entry.get("beside", ())),
        )

    def _among(self, setting: str, entry: Mapping[str, Any]) -> frozenset[str]:
        named = entry.get(setting, ())
        if unknown := [name for name in named if name not in self._words]:
            raise PatternError(f"{setting}: no list is called {', '.join(unknown)}")
        return frozenset[str]().union(*(self._words[name] for name in named))


def _ids(lists: Lists) -> dict[str, dict[str, str]]:
    """For each list sorted by meaning, what was said → what it means."""
    return {
        name: {
            " ".join(row): identifier for identifier, phrases in entries.items() for phrase in phrases for row in rows_of(phrase)
        }
        for name, entries in lists.items()
        if isinstance(entries, Mapping)
    }


def _single_words(entries: Sequence[str] | Mapping[str, Sequence[str]]) -> frozenset[str]:
    phrases = [phrase for phrase in phrases_of(entries) if " " not in phrase]
    return frozenset((*phrases, *(row[0] for phrase in phrases for row in rows_of(phrase) if len(row) == 1)))


@lru_cache
def common(name: str) -> frozenset[str]:
    """The single words of a list of `common.yaml`."""
    return _single_words(read_yaml(WORDS / "common.yaml")[name])
