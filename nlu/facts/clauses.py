"""Splits a message into clauses: at sentence ends, before "but" and "and also", at commas before conjunctions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlu.facts.phrases import Phrases
from nlu.facts.rulebook import WORDS, read_yaml
from nlu.reading import Language, Span
from nlu.tokens import APOSTROPHES, Token, fold

_ENDS: Final = frozenset((".", "...", "…", "!", "?", ";", "\n", "–", "—"))
_GLUE: Final = frozenset(APOSTROPHES)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one language's `negation.yaml` says of clauses, negation and corrections."""

    breaks: Phrases[str]
    joins: frozenset[str]
    subjects: frozenset[str]
    negators: frozenset[str]
    needs_particle: frozenset[str]
    particles: frozenset[str]
    only: frozenset[str]
    after_verb: frozenset[str]
    go_on: frozenset[str]
    not_negated: Phrases[str]
    answers: frozenset[str]
    corrections: Phrases[str]


@lru_cache
def grammar(language: Language) -> Grammar:
    """The grammar of a language; the first call reads its file."""
    data = read_yaml(WORDS / language / "negation.yaml")

    def words(name: str) -> frozenset[str]:
        return frozenset(fold(word) for word in data.get(name, ()))

    def phrases(*names: str) -> Phrases[str]:
        return Phrases((phrase, name) for name in names for phrase in data[name])

    return Grammar(
        phrases("breaks"), words("joins"), words("subjects"), words("negators"), words("needs_particle"), words("particles"), words("only"),
        words("after_verb"), words("go_on"), phrases("not_negated"), words("answers"), phrases("corrections", "corrections_first"),
    )  # fmt: skip


def plain(tokens: Sequence[Token]) -> tuple[list[str], list[int]]:
    """The folded words without apostrophes, and where each is among the tokens."""
    kept = [i for i, token in enumerate(tokens) if token.fold not in _GLUE]
    return [tokens[i].fold.strip(APOSTROPHES) or tokens[i].fold for i in kept], kept


def clauses(text: str, tokens: Sequence[Token], language: Language) -> tuple[Span, ...]:
    """The clauses of a message, in order; signs around them are left out."""
    if not tokens:
        return ()
    words, places = plain(tokens)
    starts = sorted({0, *(places[i] for i in boundaries(text, tokens, words, places, grammar(language)))})
    spans = (_trimmed(tokens, first, last) for first, last in zip(starts, [*starts[1:], len(tokens)], strict=True))
    return tuple(span for span in spans if span)


def boundaries(text: str, tokens: Sequence[Token], words: Sequence[str], places: Sequence[int], rules: Grammar) -> Iterator[int]:
    """Where, among the plain words, a new clause begins."""
    for i in range(1, len(words)):
        token, before = tokens[places[i]], tokens[places[i - 1]]
        if _ends(before, token) or "\n" in text[before.end : token.start]:
            yield i
        elif words[i - 1] == ",":
            if words[i] in rules.joins or rules.breaks.at(words, i):
                yield i
        elif rules.breaks.at(words, i) or (words[i] in rules.joins and i + 1 < len(words) and words[i + 1] in rules.subjects):
            yield i


def _ends(sign: Token, after: Token) -> bool:
    if sign.text == "-":
        return sign.end < after.start
    return sign.fold in _ENDS and (sign.text != "." or sign.end < after.start or after.text[0].isupper()) and after.fold not in _ENDS


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> Span | None:
    signs: Collection[str] = (",", "-", "–", "—", ";", ":", "\n")
    while first < last and (tokens[first].text in signs or tokens[first].fold in _ENDS):
        first += 1
    while first < last and tokens[last - 1].text in signs:
        last -= 1
    return (tokens[first].start, tokens[last - 1].end) if first < last else None
