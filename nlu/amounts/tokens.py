"""Words, figures and signs of a message, with what is never an amount (links, phone numbers, times of day) made opaque."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from decimal import Decimal
from functools import lru_cache

from nlu.amounts.folding import Folded, fold
from nlu.amounts.literals import FIGURES, figures

OPAQUE = "\0"
"""The word that stands for something that is no amount."""
LONGEST = 5_000
"""Characters read of a message; what is longer is cut. Telegram allows 4,096, and nobody types more."""

_LINK = r"https?://\S{1,2000}|www\.\S{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
_PHONE = (
    r"\+[0-9]{1,3}(?:[ ./-][0-9]{2,8}){2,6}(?![0-9])|\+[0-9]{10,15}|(?<![0-9.,])0[1-9](?:[ .-]?[0-9]{2}){4}(?![0-9])"
    r"|(?<![0-9.,])3[0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{4}(?![0-9])"
)
_CLOCK = r"(?<![0-9.,£$€])(?<![£$€] )(?:[01]?[0-9]|2[0-4])(?:[:h][0-5][0-9](?![0-9])(?: ?[ap]\.?m\b)?| ?[ap]\.?m\b)"
_ALWAYS = r"24 ?h? ?/ ?(?:24|7)\b|7 ?j ?/ ?7\b|\bh24\b"
_TOKEN = re.compile(
    rf"(?P<opaque>{_LINK}|{_ALWAYS}|{_PHONE}|{_CLOCK})"
    r"|(?P<calendar>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])|(?<![0-9])[0-9]{1,2}(?P<mark>[./-])[0-9]{1,2}(?P=mark)[0-9]{4}(?![0-9]))"
    rf"|(?P<quarter>\b[qt][1-4]\b)|(?P<unit>(?<![^\W\d_])(?:m2|km/h)\b)|(?P<figures>{FIGURES})"
    r"|(?P<word>[^\W\d_¼-¾⅐-⅞]+)|(?P<drop>'|(?<=\w)-(?=[^\W\d_]))|(?P<sign>\n|[^\s])"
)


class Tokens:
    """Parallel lists, one entry a token; `figures` has their values, `starts` and `ends` are offsets into the folded text."""

    __slots__ = ("decimal", "ends", "figures", "folded", "starts", "words")

    def __init__(self, folded: Folded, decimal: str) -> None:
        self.folded, self.decimal = folded, decimal
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.figures: dict[int, Decimal] = {}
        for found in _TOKEN.finditer(folded.plain):
            kind = found.lastgroup
            if kind == "figures":
                for value, start, end in figures(found[0], decimal):
                    word = OPAQUE if value is None else found[0][start:end]
                    self._add(word, found.start() + start, found.start() + end, value)
            elif kind != "drop":
                self._add(OPAQUE if kind == "opaque" else found[0], found.start(), found.end(), None)

    def _add(self, word: str, start: int, end: int, value: Decimal | None) -> None:
        if value is not None:
            self.figures[len(self.words)] = value
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def __len__(self) -> int:
        return len(self.words)

    def touching(self, index: int) -> bool:
        """Whether a token touches the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def cased(self, first: int, last: int) -> str:
        """The message from token `first` up to, not including, `last`, as written."""
        return self.folded.cased[self.starts[first] : self.ends[last - 1]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens `first` up to, not including, `last` stand in the message."""
        return self.folded.span(self.starts[first], self.ends[last - 1])

    def without(self, spans: Iterable[tuple[int, int]]) -> Tokens:
        """The same tokens, some of them made opaque."""
        left = copy(self)
        left.words, left.figures = list(self.words), dict(self.figures)
        for first, last in spans:
            for index in range(first, last):
                left.words[index] = OPAQUE
                left.figures.pop(index, None)
        return left

    def part(self, first: int, last: int) -> Tokens:
        """Some of the tokens, as if they were all that was said."""
        start, end = self.starts[first], self.ends[last - 1]
        return Tokens(Folded(self.folded.plain[start:end], self.folded.cased[start:end], None), self.decimal)

    def is_word(self, index: int) -> bool:
        """Whether there is a word, not a sign or figure, at this place."""
        return 0 <= index < len(self.words) and self.words[index][0].isalpha()


@lru_cache(maxsize=4)
def tokenize(text: str, decimal: str) -> Tokens:
    """The tokens of a message; `decimal` is the language's decimal mark. The last messages' are kept: each is asked for thrice."""
    return Tokens(fold(text[:LONGEST]), decimal)


def words_of(phrase: str) -> Sequence[str]:
    """The words of a phrase, as a message's words are cut."""
    simple = phrase.isascii() and phrase.replace(" ", "").isalpha()
    return phrase.lower().split() if simple else Tokens(fold(phrase), ".").words
