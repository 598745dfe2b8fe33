"""One tokenizer for the three languages (spaCy's, with our own punctuation rules) and the folding that makes words comparable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from spacy.lang.punctuation import TOKENIZER_INFIXES, TOKENIZER_PREFIXES, TOKENIZER_SUFFIXES
from spacy.tokenizer import Tokenizer as SpacyTokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

LONGEST = 2_000
"""Characters read of a message; what a person types in chat is shorter, and what is longer is cut, not refused."""

APOSTROPHES = "'’‘ʼ`´"
_ELISION = rf"(?<=[a-zA-ZÀ-ÿ])[{APOSTROPHES}](?=[a-zA-ZÀ-ÿ0-9])"
_LETTER_DIGIT = r"(?<=[0-9])(?=[€$£%])"
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD])
_SIGNS_ONLY = re.compile(r"[^\w\s]{30}")
"""A run on which spaCy's affix rules take quadratic time; no real message needs them there."""
_WORDS_OR_SIGNS = re.compile(r"\w+|[^\w\s]+")
_LOOKALIKE = str.maketrans("аеорсухіјѕԁɡωνßøœæł", "aeopcyxijsdgwvsoeal")


class Token(NamedTuple):
    """A word or sign: as written, folded for comparison, and where it stands in the message."""

    text: str
    fold: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit."""
        return any(char.isalnum() for char in self.text)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case, without accents, invisible signs and look-alike letters of other alphabets."""
    plain = unicodedata.normalize("NFKD", word.translate(_INVISIBLE).casefold().translate(_LOOKALIKE))
    return "".join(char for char in plain if not unicodedata.combining(char))


class Tokenizer:
    """Splits a message into tokens, elisions included (l'aggiunta → l ' aggiunta)."""

    def __init__(self) -> None:
        self._vocab = Vocab()
        self._split = SpacyTokenizer(
            self._vocab,
            prefix_search=compile_prefix_regex(TOKENIZER_PREFIXES).search,
            suffix_search=compile_suffix_regex(TOKENIZER_SUFFIXES).search,
            infix_finditer=compile_infix_regex(
                [*TOKENIZER_INFIXES, _ELISION, _LETTER_DIGIT, r"[/+…]", r"(?<=\w)[.,;:!?](?=[^\W\d])"]
            ).finditer,
        )

    def __call__(self, text: str) -> list[Token]:
        """Tokens of the first `LONGEST` characters, spaces left out; nothing is kept of the words afterwards."""
        text = text[:LONGEST]
        if _SIGNS_ONLY.search(text):
            return [Token(m[0], fold(m[0]), m.start(), m.end()) for m in _WORDS_OR_SIGNS.finditer(text)]
        with self._vocab.memory_zone():
            doc = self._split(text)
            return [Token(t.text, fold(t.text), t.idx, t.idx + len(t.text)) for t in doc if not t.is_space]
