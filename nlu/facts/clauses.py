"""Splits a message into clauses: at sentence ends, before "but" and "and also", at commas before conjunctions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from nlu.facts.grammar import Grammar, grammar
from nlu.reading import Language, Span
from nlu.tokens import APOSTROPHES, Token

_ENDS: Final = frozenset((".", "...", "…", "!", "?", ";", "\n", "–", "—"))
_GLUE: Final = frozenset(APOSTROPHES)


def plain(tokens: Sequence[Token], rules: Grammar) -> tuple[list[str], list[int]]:
    """The folded words without apostrophes, and where each is among the tokens; `accented` words keep their accent."""
    kept = [i for i, token in enumerate(tokens) if token.fold not in _GLUE]
    words = [tokens[i].fold.strip(APOSTROPHES) or tokens[i].fold for i in kept]
    if not rules.accented:
        return words, kept
    return [
        text if (text := tokens[i].text.lower()) in rules.accented else word for i, word in zip(kept, words, strict=True)
    ], kept


def clauses(text: str, tokens: Sequence[Token], language: Language) -> tuple[Span, ...]:
    """The clauses of a message, in order; signs around them are left out."""
    if not tokens:
        return ()
    rules = grammar(language)
    words, places = plain(tokens, rules)
    starts = sorted({0, *(places[i] for i in boundaries(text, tokens, words, places, rules))})
    spans = (_trimmed(tokens, first, last) for first, last in zip(starts, [*starts[1:], len(tokens)], strict=True))
    return tuple(span for span in spans if span)


def joining_words(language: Language) -> frozenset[str]:
    """Words that join two clauses: and, or, but."""
    return grammar(language).joins


def boundaries(text: str, tokens: Sequence[Token], words: Sequence[str], places: Sequence[int], rules: Grammar) -> Iterator[int]:
    """Where, among the plain words, a new clause begins."""
    inside = 0
    for i in range(1, len(words)):
        token, before = tokens[places[i]], tokens[places[i - 1]]
        found = rules.breaks.at(words, i) if i >= inside else None
        if found:
            inside = i + found[0]
        joined = words[i] in rules.joins and (words[i - 1] == "," or (i + 1 < len(words) and words[i + 1] in rules.subjects))
        if found or joined or _ends(before, token) or "\n" in text[before.end : token.start]:
            yield i


def _ends(sign: Token, after: Token) -> bool:
    if sign.text == "-":
        return sign.end < after.start
    return (
        sign.fold in _ENDS and (sign.text != "." or sign.end < after.start or after.text[0].isupper()) and after.fold not in _ENDS
    )


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> Span | None:
    signs: Collection[str] = (",", "-", "–", "—", ";", ":", "\n")
    while first < last and (tokens[first].text in signs or tokens[first].fold in _ENDS):
        first += 1
    while first < last and tokens[last - 1].text in signs:
        last -= 1
    return (tokens[first].start, tokens[last - 1].end) if first < last else None
