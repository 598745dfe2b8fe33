"""Words made comparable: their pieces, their stems, and which endings are only inflection in Italian, French and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlu.tokens import fold

_COMPOUND = re.compile(r"\be[-‑](?=[^\W\d_]{3})")
"""E-mail, e-commerce: said and written as one word as well."""
PIECES = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[-=]?>|[^\w\s]|_+")
"""What a token that is no plain word falls into: numbers, runs of letters, arrows, signs."""

_PLURALS = {("", "s"), ("", "x"), ("", "es"), ("e", "es"), ("ies", "y"), ("l", "ux"), ("", "ux"), ("f", "ves")}
_ENDINGS = _PLURALS | {("a", "e"), ("i", "o"), ("e", "i"), ("e", "ia"), ("a", "he"), ("hi", "o"), ("a", "hi")}
_MORE = {
    ("", "s"),
    ("", "x"),
    ("", "es"),
    ("y", "ies"),
    ("l", "ux"),
    ("f", "ves"),
    ("a", "e"),
    ("o", "i"),
    ("e", "i"),
    ("", "he"),
    ("a", "he"),
    ("o", "hi"),
    ("o", ""),
}
_LIGHT = _ENDINGS | {
    ("a", "o"),
    ("a", "i"),
    ("e", "o"),
    ("", "e"),
    ("", "o"),
    ("e", "s"),
    ("es", "s"),
    ("", "i"),
    ("he", "o"),
    ("e", "ee"),
}


def pieces(text: str) -> Iterator[str]:
    """The words and numbers of a name, folded: "iPhone 15" is iphone, 15; "e-mail" is email."""
    plain = text.lower() if text.isascii() else fold(text)
    if "-" in plain or "‑" in plain:
        plain = _COMPOUND.sub("e", plain)
    return (_number(piece) for piece in PIECES.findall(plain) if piece[0].isalnum())


def _number(piece: str) -> str:
    return piece.replace(",", ".") if piece[0].isdigit() else piece


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What stays of a folded word without its ending: margherita and margherite, batterie and batteries and battery are one."""
    if len(word) < 4 or word[0].isdigit():
        return word
    if word.endswith("aux") and len(word) > 5:
        word = word[:-1] if word.endswith("eaux") else word[:-2] + "l"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("y"):
        word = word[:-1] + "i"
    short = word
    while len(short) > 3 and len(word) - len(short) < 2 and short[-1] in "aeio":
        short = short[:-1]
    return short[:-1] if len(short) > 3 and short[-1] == "h" and short[-2] in "cg" else short


@lru_cache(maxsize=20_000)
def agrees(said: str, name: str) -> bool:
    """Whether two folded words differ by their inflection at most. The shorter the word, the less may differ."""
    if said == name:
        return True
    shortest = min(len(said), len(name))
    if shortest < 3 or said[0].isdigit():
        return False
    ends = _ends(said, name)
    pair = (min(ends), max(ends))
    return pair in (_PLURALS if shortest < 4 else _ENDINGS if shortest < 6 else _LIGHT)


def plural(said: str, name: str) -> bool:
    """Whether `said` may be the plural of `name` (never the other way round)."""
    return _ends(name, said) in _MORE


def _ends(one: str, other: str) -> tuple[str, str]:
    """What stands behind the common beginning of two words."""
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return one[same:], other[same:]
