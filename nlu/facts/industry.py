"""The customer's line of business: a known word for one, said where it can only be theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from nlu.facts.matching import Match
from nlu.facts.phrases import Phrases
from nlu.facts.rulebook import WORDS, Rule, Rulebook, read_yaml, rulebook
from nlu.facts.tape import PAUSES, Tape
from nlu.lexicon import ANY, Term
from nlu.reading import LANGUAGES, Fact, Language

Table = Phrases[tuple[str, str]]
"""Words → an industry's id and their kind: `business` (pizzeria), `job` (baker), `adviser` (notary) or `field` (logistics)."""
NONE: Final[Mapping[str, Table]] = MappingProxyType({})
_CALLED: Final = frozenset(("business", "job"))
_ALL: Final = frozenset(("business", "job", "adviser", "field"))
_ADJECTIVES: Final = 3
_NAMED: Final = 0.72
_CERTAIN: Final = 0.8
_ALONE: Final = 0.6
_NOTED: Final = 0.75
_COUNTED: Final = 0.8


@lru_cache
def known(language: Language) -> Table:
    """The industries of `words/<language>/industries*.yaml`."""
    files = sorted((WORDS / language).glob("industries*.yaml"))
    data = {identifier: kinds for path in files for identifier, kinds in read_yaml(path).items()}
    endings = ("", *rulebook(language).words["plural"])
    return Phrases(
        (phrase + ending, (identifier, kind))
        for identifier, kinds in data.items()
        for kind, phrases in kinds.items()
        for phrase in phrases
        for ending in (endings if kind == "business" and phrase[-1] not in "sxz)" else ("",))
    )


def compile_industries(terms: Iterable[Term]) -> Mapping[str, Table]:
    """A catalogue's own industries, by language, for `read_facts`. Build once."""
    listed = list(terms)
    return {
        language: Phrases(
            (name, (term.id, "any"))
            for term in listed
            for said in (language, ANY)
            for name in term.names.get(said, ())
            if _safe(name)
        )
        for language in LANGUAGES
    }


def _safe(name: str) -> bool:
    return any(char.isalnum() for char in name) and not set(name) & set("()|")


def find_businesses(
    tape: Tape, text: str, language: Language, own: Mapping[str, Table], found: Iterable[Match], noted: bool
) -> Iterator[Fact]:
    """The industries said of the customer, and companies named after theirs ("Panificio Lodi").

    `noted`: other facts show that the message is a note about a customer.
    """
    tables = [table for table in (own.get(language), known(language)) if table]
    search = _Search(tape, rulebook(language), list(found), noted)
    here = 0
    while here < len(tape.words):
        hit = next((hit for table in tables if (hit := table.at(tape.words, here))), None)
        if hit is None:
            here += 1
            continue
        last = here + hit[0]
        first, end = _named(tape, text, here, last)
        if sure := search.sure(first, end, *hit[1]):
            yield Fact("industry", hit[1][0], sure, tape.span(here, last))
        if (first, end) != (here, last) and "business" in hit[1] and sure and (sure >= _CERTAIN or here in tape.capitals):
            start, stop = tape.span(first, end)
            yield Fact("company", text[start:stop], _NAMED, (start, stop))
        here = end


def _named(tape: Tape, text: str, first: int, last: int) -> tuple[int, int]:
    """The name a business goes by: "Panificio" and "Lodi" after it, "Joinery" and "Lambert" before it."""
    end = last
    while end in tape.capitals and not _abbreviated(text[slice(*tape.spans[end])]):
        end += 1
    if end == last and first in tape.capitals:
        while first and first - 1 in tape.capitals:
            first -= 1
    return first, end


def _abbreviated(word: str) -> bool:
    return word.isupper() and len(word) <= 4


class _Search:
    """Weighs one place after another."""

    def __init__(self, tape: Tape, book: Rulebook, found: list[Match], noted: bool) -> None:
        self._words, self._book, self._noted = tape.words, book, noted
        self._opened = [(match.last, match.rule) for match in found if match.rule.opens]
        self._closed = [(match.first, match.rule) for match in found if match.rule.closes]

    def sure(self, first: int, last: int, identifier: str, kind: str) -> float:
        """How sure it is that a word of this kind is the customer's industry; 0 when it is not."""
        if last < len(self._words) and self._words[last] in self._book.words["not_business"]:
            return 0.0
        kinds = _ALL if kind == "any" else frozenset((kind,))
        said = any(here == last and "said" in rule.closes for here, rule in self._closed)
        certain = [
            rule.sure for here, rule in self._opened if self._reaches(here, first) and self._opens(rule, kinds, identifier, said)
        ]
        certain += [rule.sure for here, rule in self._closed if here == last and rule.closes & kinds]
        if certain:
            return max(certain)
        return self._telegraphic(first, last, said) if kinds & _CALLED else 0.0

    def _reaches(self, here: int, first: int) -> bool:
        """Whether nothing but "small", "family-run" or "chain of" stands between."""
        return here <= first <= here + _ADJECTIVES and self._book.words["adjective"].issuperset(self._words[here:first])

    def _opens(self, rule: Rule, kinds: frozenset[str], identifier: str, said: bool) -> bool:
        if "told" in rule.opens:
            return bool(kinds & _CALLED) and (said or self._noted)
        if "mine" in rule.opens:
            return "business" in kinds and (self._noted or identifier not in self._book.words["goes_to"])
        return bool(rule.opens & kinds)

    def _telegraphic(self, first: int, last: int, said: bool) -> float:
        """Rep's notes begin with the business: "pizzeria, 2 sedi", "hotel 40 camere", "design studio on Starter, 12 people"."""
        start = self._beginning(first)
        words, following = self._words, self._words[last : last + 1]
        if start and words[start - 1] not in PAUSES:
            return 0.0
        pause = next((i for i in range(last, len(words)) if words[i] in PAUSES), len(words))
        if self._noted:
            return _NOTED if start == 0 or pause <= last + 1 else 0.0
        if start or not self._book.words["leisure"].isdisjoint(words):
            return 0.0
        if following == ("N",):
            return _COUNTED
        more = any(word not in PAUSES for word in words[pause:])
        if said or (more and pause <= last + 2 and self._told_after(pause)):
            return _NOTED
        return _ALONE * (pause == last and (more or following != ("?",)))

    def _beginning(self, first: int) -> int:
        """Where the name begins with what goes before it: "piccola", "chain of", and at the start of a note "una"."""
        while first and self._words[first - 1] in self._book.words["adjective"]:
            first -= 1
        return first - (first == 1 and self._noted and self._words[0] in self._book.words["a"])

    def _told_after(self, pause: int) -> bool:
        """Whether the business is counted or quoted in what follows: "…, 12 people", "…, dice che"."""
        return "N" in self._words[pause:] or any(here == pause + 1 and "said" in rule.closes for here, rule in self._closed)
