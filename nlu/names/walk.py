"""One walk over the tokens of a message: words with what they may stand for, and the borders between clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from nlu.names.forms import PIECES
from nlu.names.grammar import AND, FUNCTION, OR
from nlu.names.vocabulary import Form, Vocabulary
from nlu.tokens import APOSTROPHES, Token, fold

GUESSES = 60
"""Unknown words of one message that are compared with names; a flood of them is left alone."""
QUOTES = "\"'’‘“”«»„`"
_HYPHENS = "-–‑"
_CONTRACTED = frozenset({"s", "ll", "re", "ve", "d", "m", "t"})
_LINKS = {"/": AND, "+": AND, "&": AND, ">": OR, "->": OR, "=>": OR, "→": OR}


class Kind(IntEnum):
    """What a word does between names: says something, glues, joins two things, parts clauses softly (comma) or firmly."""

    CONTENT = 0
    FUNCTION = 1
    LINK = 2
    COMMA = 3
    BREAK = 4


class Word(NamedTuple):
    """A word, number or sign. `form` is what it stands for in names, if anything; `flags` its kinds in the grammar."""

    fold: str
    form: Form | None
    flags: int
    kind: Kind
    start: int
    end: int


def walk(tokens: Sequence[Token], vocabulary: Vocabulary, flags: Mapping[str, int], kept: frozenset[str]) -> list[Word]:
    """The words of a message. `kept` are function words that are names of their own."""
    words: list[Word] = []
    guesses = GUESSES
    compound: int | None = None
    for place, token in enumerate(tokens):
        if not token.fold.isalpha():
            _add_pieces(words, tokens, place, vocabulary, flags)
            continue
        if token.fold == "e" and _begins_compound(tokens, place):
            compound = token.start
            continue
        said, start, compound = (token.fold, token.start, None) if compound is None else ("e" + token.fold, compound, None)
        bits = flags.get(said, 0)
        kind = (
            _kind(token, bits, said in kept) if said not in _CONTRACTED or not _after_apostrophe(tokens, place) else Kind.FUNCTION
        )
        form = vocabulary.known(said) if kind is not Kind.FUNCTION else None
        if form is None and kind is Kind.CONTENT and not bits and guesses:
            guesses -= 1
            form = vocabulary.guessed(said)
        words.append(Word(said, form, bits, kind, start, token.end))
    return words


def _begins_compound(tokens: Sequence[Token], place: int) -> bool:
    """Whether an "e" is the one of e-mail, e-commerce."""
    if place + 2 >= len(tokens) or tokens[place + 1].text not in _HYPHENS or not _glued(tokens, place + 1):
        return False
    return tokens[place + 2].fold.isalpha() and len(tokens[place + 2].fold) > 2


def _kind(token: Token, bits: int, kept: bool) -> Kind:
    if bits & (AND | OR):
        return Kind.FUNCTION if token.text in "èÈ" else Kind.LINK
    return Kind.FUNCTION if bits & FUNCTION and not kept else Kind.CONTENT


def _add_pieces(words: list[Word], tokens: Sequence[Token], place: int, vocabulary: Vocabulary, flags: Mapping[str, int]) -> None:
    """A token with digits or signs: its pieces, each where it stands."""
    token = tokens[place]
    if token.text in QUOTES:
        return
    even = len(token.fold) == len(token.text)
    for match in PIECES.finditer(token.fold):
        start, end = (token.start + match.start(), token.start + match.end()) if even else (token.start, token.end)
        said = match[0]
        if said[0].isdigit():
            said = said.replace(",", ".")
        if said[0].isalnum():
            kind = Kind.FUNCTION if said in _CONTRACTED and match.start() == 1 and token.text[0] in APOSTROPHES else Kind.CONTENT
            words.append(Word(said, vocabulary.known(said), flags.get(said, 0), kind, start, end))
        elif not (_glued(tokens, place) and said in _HYPHENS) and said not in QUOTES and said != "_":
            words.append(_sign(said, start, end))
    if token.text.isspace():
        words.append(Word("", None, 0, Kind.BREAK, token.start, token.end))


def _after_apostrophe(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].text in APOSTROPHES and tokens[place - 1].end == tokens[place].start


def _sign(said: str, start: int, end: int) -> Word:
    if said in _LINKS:
        return Word(said, None, _LINKS[said], Kind.LINK, start, end)
    return Word("", None, 0, Kind.COMMA if said == "," else Kind.BREAK, start, end)


def _glued(tokens: Sequence[Token], place: int) -> bool:
    """Whether a hyphen stands inside a word: e-mail, 18-55."""
    token = tokens[place]
    if len(token.text) > 1:
        return True
    before = place > 0 and tokens[place - 1].end == token.start
    return before and place + 1 < len(tokens) and tokens[place + 1].start == token.end


__all__ = ["GUESSES", "QUOTES", "Kind", "Word", "fold", "walk"]
