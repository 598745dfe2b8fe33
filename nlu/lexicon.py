"""The words of one business, as plain data: `bot.bootstrap` makes it from a catalogue; the reader knows nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ANY = "*"
"""Stands for a language where a name or phrase belongs to none in particular."""


@dataclass(frozen=True, slots=True)
class Term:
    """Something with names: an offering, a feature, a metric, an industry. `names` by language (or `*`), the proper name first."""

    id: str
    names: Mapping[str, tuple[str, ...]]
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """Something recognised by meaning: a need or an owner's answer. `phrases` by language (or `*`)."""

    id: str
    phrases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every name and phrase of a catalogue; an empty one reads the language alone."""

    language: str = "en"
    products: tuple[Term, ...] = ()
    features: tuple[Term, ...] = ()
    metrics: tuple[Term, ...] = ()
    industries: tuple[Term, ...] = ()
    needs: tuple[Topic, ...] = ()
    answers: tuple[Topic, ...] = field(default=())
