"""What `words/<language>/negation.yaml` says of clauses, negation and corrections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nlu.facts.phrases import Phrases
from nlu.facts.rulebook import WORDS, read_yaml
from nlu.reading import Language
from nlu.tokens import fold


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language's function words, named as in the file."""

    breaks: Phrases[str]
    joins: frozenset[str]
    subjects: frozenset[str]
    negators: frozenset[str]
    accented: frozenset[str]
    particles: frozenset[str]
    needs_particle: frozenset[str]
    only: frozenset[str]
    after_verb: frozenset[str]
    answers: frozenset[str]
    go_on: frozenset[str]
    without: frozenset[str]
    turns: frozenset[str]
    not_negated: Phrases[str]
    corrections: Phrases[str]
    numbers: frozenset[str]
    number_links: frozenset[str]


@lru_cache
def grammar(language: Language) -> Grammar:
    """The grammar of a language; the first call reads its file."""
    data = read_yaml(WORDS / language / "negation.yaml")
    accented = frozenset(data["accented"])

    def words(name: str) -> frozenset[str]:
        return frozenset(word if word in accented else fold(word) for word in data[name])

    def phrases(*names: str) -> Phrases[str]:
        return Phrases((phrase, name) for name in names for phrase in data[name])

    return Grammar(
        breaks=phrases("breaks"), joins=words("joins"), subjects=words("subjects"),
        negators=words("negators"), accented=accented, particles=words("particles"), needs_particle=words("needs_particle"),
        only=words("only"), after_verb=words("after_verb"), answers=words("answers"), go_on=words("go_on"),
        without=words("without"), turns=words("turns"), not_negated=phrases("not_negated"),
        corrections=phrases("corrections", "corrections_first", "corrections_of_number"),
        numbers=words("numbers"), number_links=words("number_links"),
    )  # fmt: skip
