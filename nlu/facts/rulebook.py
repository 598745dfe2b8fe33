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

from nlu.facts.pattern import Lists, Pattern, PatternError, phrases_of, rows_of
from nlu.reading import Language

WORDS = Path(__file__).parent / "words"
LANGUAGES: tuple[Language, ...] = ("it", "fr", "en")
_PLAIN_FILES = ("lists", "industries", "negation")
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
    """A data file. YAML takes a bare `on` or `no` for true or false; here they are words to be quoted."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(path.read_text("utf-8"), loader)  # noqa: S506  # both are safe loaders
    if _has_truth(content):
        raise PatternError(f"{path.parent.name}/{path.name}: put on, off, yes and no between quotes")
    return content


def _has_truth(content: Any) -> bool:
    if isinstance(content, dict):
        return any(_has_truth(part) for entry in content.items() for part in entry)
    return any(map(_has_truth, content)) if isinstance(content, list) else isinstance(content, bool)


@lru_cache
def rulebook(language: Language) -> Rulebook:
    """The rules of a language; the first call reads its files."""
    folder = WORDS / language
    lists: Lists = {**read_yaml(WORDS / "common.yaml"), **read_yaml(folder / "lists.yaml")}
    words = {name: _single_words(entries) for name, entries in lists.items()}
    index: defaultdict[str, list[tuple[Rule, Pattern]]] = defaultdict(list)
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in _PLAIN_FILES:
            content = read_yaml(path)
            for entry in content["rules"]:
                _add(index, {**content.get("defaults", {}), **entry}, path, lists, words)
    words["unmarked"] |= words["unmarked_anywhere"]
    return Rulebook({word: tuple(rules) for word, rules in index.items()}, _ids(lists), words)


def _add(index: dict[str, list[tuple[Rule, Pattern]]], entry: Mapping[str, Any], path: Path, lists: Lists, words: Mapping[str, frozenset[str]]) -> None:
    place = f"{path.parent.name}/{path.name}"
    if unknown := entry.keys() - _SETTINGS:
        raise PatternError(f"{place}: unknown setting {', '.join(sorted(unknown))}; there are {', '.join(sorted(_SETTINGS))}")
    try:
        rule = _rule(entry, path.stem, words)
        for source in entry["say"]:
            pattern = Pattern(source, lists)
            for name, origin in rule.facts.items():
                if name[-1] != "?" and origin[0] != "=" and pattern.groups.isdisjoint(origin.split("|")):
                    raise PatternError(f"{source!r} does not say {origin}, which {name} needs")
            for word in pattern.first or ():
                index[word].append((rule, pattern))
    except PatternError as error:
        raise PatternError(f"{place}: {error}") from error


def _rule(entry: Mapping[str, Any], family: str, words: Mapping[str, frozenset[str]]) -> Rule:
    def among(setting: str) -> frozenset[str]:
        named = entry.get(setting, ())
        if unknown := [name for name in named if name not in words]:
            raise PatternError(f"{setting}: no list is called {', '.join(unknown)}")
        return frozenset().union(*(words[name] for name in named))

    return Rule(
        family, entry.get("facts", {}), entry.get("sure", 0.85), frozenset(entry.get("opens", ())), frozenset(entry.get("closes", ())),
        entry.get("negated") == "keep", entry.get("question") == "drop",
        among("unless"), among("never"), among("not_after"), frozenset(entry.get("beside", ())),
    )  # fmt: skip


def _ids(lists: Lists) -> dict[str, dict[str, str]]:
    """For each list sorted by meaning, what was said → what it means."""
    return {
        name: {" ".join(row): identifier for identifier, phrases in entries.items() for phrase in phrases for row in rows_of(phrase)}
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
