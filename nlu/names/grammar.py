"""The words around names, from `nlu/words`: articles, prepositions, heads (plan, forfait), sizes, words used as names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nlu.names.patterns import Patterns
from nlu.reading import LANGUAGES, Language
from nlu.tokens import fold

WORDS = Path(__file__).parent.parent / "words"

KINDS = (
    "functions", "and", "or", "articles", "determiners", "masculine", "feminine", "onto", "bare", "moving", "heads", "taking",
    "followers", "polite", "options", "measures", "adding", "without", "times", "comparing", "pricing",
    "holders", "agreeing", "concluding", "along", "being", "asking", "fitting", "lacking", "pointing", "of", "compound",
)  # fmt: skip
(
    FUNCTION, AND, OR, ARTICLE, DETERMINER, MASCULINE, FEMININE, ONTO, BARE, MOVING, HEAD, TAKING,
    FOLLOWER, POLITE, OPTION, MEASURE, ADDING, WITHOUT, TIMES, COMPARING, PRICING,
    HOLDER, AGREEING, CONCLUDING, ALONG, BEING, ASKING, FITTING, LACKING, POINTING, OF, COMPOUND,
) = (1 << place for place in range(len(KINDS)))  # fmt: skip
TIER, HE, SHE, UNIT, QUALITY = (1 << place for place in range(len(KINDS), len(KINDS) + 5))
"""Ordinary words used as names; those that are also nouns, by gender; units of measure; adjectives that tell products apart."""
SHARED = FUNCTION | AND | OR | HEAD
"""Kinds that hold whatever the message's language; of the rest, other languages lend words of three letters and more."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's view: kinds of words (bits), number words, and idioms in which an ordinary word is no name."""

    flags: Mapping[str, int]
    numbers: Mapping[str, int]
    idioms: Patterns


def load(name: str) -> Any:
    """A file of `nlu/words`; every scalar is the text written."""
    return yaml.load((WORDS / name).read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506  (builds strings only)


@cache
def common_words() -> frozenset[str]:
    """Frequent ordinary words of the three languages, folded."""
    return _list("common.yaml")


@cache
def things() -> frozenset[str]:
    """Ordinary nouns of what shops sell, folded: no slips of the pen either, but they may tell a product."""
    return _list("things.yaml")


def _list(name: str) -> frozenset[str]:
    return frozenset(load(name)["words"].split())


@cache
def grammar(language: Language) -> Grammar:
    """The words of a language, with what the other two lend."""
    flags = _tiers(language)
    for source in LANGUAGES:
        for word, bits in _words(source).items():
            lent = bits if source == language or len(word) > 2 else bits & SHARED
            flags[word] = flags.get(word, 0) | lent
    numbers = {fold(word): int(value) for word, value in load(f"names.{language}.yaml")["numbers"].items()}
    return Grammar(flags, numbers, Patterns((line, 0) for line in load(f"names.{language}.yaml")["idioms"]))


def is_of(word: str, language: Language) -> bool:
    """Whether a word is of, di, de."""
    return bool(grammar(language).flags.get(fold(word), 0) & OF)


@cache
def numerals() -> frozenset[str]:
    """Small number words of the three languages, folded."""
    return frozenset(fold(word) for language in LANGUAGES for word in load(f"names.{language}.yaml")["numbers"])


@cache
def _words(language: Language) -> dict[str, int]:
    data = load(f"names.{language}.yaml")
    flags: dict[str, int] = {}
    for place, kind in enumerate(KINDS):
        for word in data[kind].split():
            flags[fold(word)] = flags.get(fold(word), 0) | 1 << place
    return flags


def _tiers(language: Language) -> dict[str, int]:
    data = load("tiers.yaml")
    flags = {fold(word): TIER for word in data["words"].split()}
    foreign = frozenset() if language == "en" else frozenset(data["english"].split())
    for word, gender in data["nouns"].items():
        flags[fold(word)] = TIER if word in foreign else TIER | (HE if gender == "m" else SHE)
    for kind, bit in (("units", UNIT), ("qualities", QUALITY)):
        for word in data[kind].split():
            flags[fold(word)] = flags.get(fold(word), 0) | bit
    return flags
