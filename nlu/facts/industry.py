"""The customer's line of business: a known word for one, said where it can only be theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from nlu.facts.matching import Match
from nlu.facts.phrases import Phrases
from nlu.facts.rulebook import LANGUAGES, WORDS, read_yaml, rulebook
from nlu.facts.tape import PAUSES, Tape
from nlu.lexicon import ANY, Term
from nlu.reading import Fact, Language

Table = Phrases[tuple[str, str]]
"""Words for a business → its id and kind: a `business` (pizzeria), a `job` (baker), an `adviser` (notary) or a `field` (logistics)."""
NONE: Final[Mapping[str, Table]] = MappingProxyType({})
_ALL: Final = frozenset(("business", "job", "adviser", "field"))
_ALONE: Final = 0.6
_NOTED: Final = 0.75
_COUNTED: Final = 0.8


class _Place(NamedTuple):
    kinds: frozenset[str]
    sure: float


@lru_cache
def known(language: Language) -> Table:
    """The industries of `words/<language>/industries.yaml`."""
    data = read_yaml(WORDS / language / "industries.yaml")
    return Phrases((phrase, (identifier, kind)) for identifier, kinds in data.items() for kind, phrases in kinds.items() for phrase in phrases)


def compile_industries(terms: Iterable[Term]) -> Mapping[str, Table]:
    """A catalogue's own industries, by language, for `read_facts`. Build once."""
    listed = list(terms)
    return {
        language: Phrases((name, (term.id, "any")) for term in listed for said in (language, ANY) for name in term.names.get(said, ()) if _safe(name))
        for language in LANGUAGES
    }


def _safe(name: str) -> bool:
    return any(char.isalnum() for char in name) and not set(name) & set("()|")


def find_industries(tape: Tape, language: Language, own: Mapping[str, Table], found: Iterable[Match], noted: bool) -> Iterator[Fact]:
    """The industries said of the customer. `noted`: other facts show that the message is a note about a customer."""
    places = list(found)
    opened = {match.last: _Place(match.rule.opens, match.rule.sure) for match in places if match.rule.opens}
    closed = {match.first: _Place(match.rule.closes, match.rule.sure) for match in places if match.rule.closes}
    tables = [table for table in (own.get(language), known(language)) if table]
    words, here = tape.words, 0
    while here < len(words):
        hit = next((hit for table in tables if (hit := table.at(words, here))), None)
        if hit is None:
            here += 1
            continue
        length, (identifier, kind) = hit
        sure = _sure(tape, language, here, here + length, kind, opened, closed, noted)
        if sure:
            yield Fact("industry", identifier, sure, tape.span(here, here + length))
        here += length


def _sure(
    tape: Tape, language: Language, first: int, last: int, kind: str, opened: Mapping[int, _Place], closed: Mapping[int, _Place], noted: bool
) -> float:
    book = rulebook(language)
    following = tape.words[last] if last < len(tape.words) else "."
    if following in book.words["not_business"]:
        return 0.0
    kinds = _ALL if kind == "any" else frozenset((kind,))
    place = opened.get(first)
    if place and "told" in place.kinds:
        told = kinds & {"business", "job"} and (following in book.words["says"] or (noted and kind != "job"))
        return place.sure if told else 0.0
    for place in (place, closed.get(last)):
        if place and place.kinds & kinds:
            return place.sure
    return _telegraphic(tape, language, first, following, last, noted) if kinds & {"business", "job"} else 0.0


def _telegraphic(tape: Tape, language: Language, first: int, following: str, last: int, noted: bool) -> float:
    """Rep's notes begin with the business: "pizzeria, 2 sedi", "hotel 40 camere"."""
    words, book = tape.words, rulebook(language)
    start = first - 1 if first and words[first - 1] in book.words["a"] else first
    if (start and words[start - 1] not in PAUSES) or not book.words["leisure"].isdisjoint(words):
        return 0.0
    ended = following in PAUSES
    if following == "N" and start == 0:
        return _COUNTED
    if noted:
        return _NOTED if start == 0 or ended else 0.0
    if start:
        return 0.0
    if following in book.words["says"]:
        return _NOTED
    alone = all(word in PAUSES for word in words[last:])
    if alone or not ended:
        return _ALONE if alone and following != "?" else 0.0
    return _NOTED if "N" in words[last:] else _ALONE
