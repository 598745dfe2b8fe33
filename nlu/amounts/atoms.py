"""Number words: what each one contributes, and words written in one piece taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from nlu.amounts.phrases import names, valued

Role = Literal["figure", "vulgar", "one", "article", "add", "hundred", "scale", "part", "lot", "point", "over"]
ADDENDS: frozenset[Role] = frozenset(("figure", "one", "article", "add"))
CARDINALS: frozenset[Role] = ADDENDS | {"hundred", "scale"}
_SHORTEST_GLUED, _LONGEST_GLUED = 6, 80


class Atom(NamedTuple):
    """`room`: only what is smaller may be added after it; `bare`: may stand alone; `most`: the largest number it multiplies.

    The value of a `part` is what it divides by; `ordinal` and `fraction` say which of the two it can be.
    """

    role: Role
    value: Decimal
    room: int = 0
    most: int = 0
    bare: bool = True
    rough: bool = False
    ordinal: bool = False
    fraction: bool = False
    half: bool = False
    plural: bool = False


class Atoms:
    """The number words of one language."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        cardinals = dict(_cardinals(source))
        ordinals = dict(_ordinals(source))
        glued = {**cardinals, **ordinals, **dict(_glued(source))}
        several = {name: atom for name, atom in cardinals.items() if " " in name}
        self.words = {name: atom for name, atom in {**ordinals, **cardinals, **dict(_rest(source))}.items() if " " not in name}
        self.pairs = {(name.split()[0], name.split()[1]): atom for name, atom in several.items()}
        self._pieces = {name: atom for name, atom in glued.items() if " " not in name}
        longest_first = "|".join(sorted(self._pieces, key=len, reverse=True))
        self._glued = re.compile(rf"(?:{longest_first}){{2,12}}")
        self.elided = {name: atom for name, atom in self._pieces.items() if name not in cardinals and atom.role in CARDINALS}
        self._beginnings = frozenset(name[:2] for name in self._pieces)
        self._split = lru_cache(maxsize=512)(self._take_apart)

    def of(self, word: str) -> tuple[Atom, ...]:
        """The number words in a word: one as a rule, several if it is written in one piece, none if it is no number."""
        atom = self.words.get(word)
        if atom is not None:
            return (atom,)
        if not _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED or word[:2] not in self._beginnings:
            return ()
        return self._split(word) if self._glued.fullmatch(word) else ()

    def _take_apart(self, word: str) -> tuple[Atom, ...]:
        if not word:
            return ()
        for end in range(len(word), 1, -1):
            atom = self._pieces.get(word[:end])
            if atom is None:
                continue
            rest = self._take_apart(word[end:])
            if rest or end == len(word):
                return (atom, *rest)
        return ()


def _cardinals(source: Mapping[str, Any]) -> Iterator[tuple[str, Atom]]:
    yield from ((name, Atom("one", Decimal(1))) for name in names(source["one"]))
    yield from ((name, Atom("article", Decimal(1))) for name in names(source["article"]))
    yield from ((name, Atom("add", Decimal(value))) for name, value in valued(source["ones"]))
    yield from ((name, Atom("add", Decimal(value), room=10)) for name, value in valued(source["tens"]))
    yield from ((name, Atom("add", Decimal(value), room=20)) for name, value in valued(source["wide_tens"]))
    hundred = Atom("hundred", Decimal(100), room=100, most=int(source["most_hundreds"]))
    yield from ((name, hundred) for name in names(source["hundreds"]))
    yield from ((name, Atom("scale", Decimal(value))) for name, value in valued(source["bare_scales"]))
    yield from ((name, Atom("scale", Decimal(value), bare=False)) for name, value in valued(source["scales"]))


def _ordinals(source: Mapping[str, Any]) -> Iterator[tuple[str, Atom]]:
    yield from _parts(valued(source["ordinal_only"]), ordinal=True)
    yield from _parts(valued(source["ordinals"]), ordinal=True, fraction=True)


def _parts(named: Iterable[tuple[str, int]], *, ordinal: bool = False, fraction: bool = False) -> Iterator[tuple[str, Atom]]:
    seen: set[int] = set()
    for name, value in named:
        plural = name.endswith("s") or (value in seen and name.endswith("i"))
        seen.add(value)
        yield name, Atom("part", Decimal(value), ordinal=ordinal, fraction=fraction, plural=plural)


def _glued(source: Mapping[str, Any]) -> Iterator[tuple[str, Atom]]:
    for name, value in valued(source["elided"]):
        role: Role = "add" if value < 100 else "hundred" if value == 100 else "scale"
        room = 0 if value < 20 else 10 if value < 100 else 100
        yield name, Atom(role, Decimal(value), room, most=int(source["most_hundreds"]))
    yield from _parts(valued(source["glued_ordinals"]), ordinal=True, fraction=True)


def _rest(source: Mapping[str, Any]) -> Iterator[tuple[str, Atom]]:
    yield from _parts(valued(source["parts"]), fraction=True)
    yield from ((name, Atom("part", Decimal(2), fraction=True, half=True)) for name in names(source["halves"]))
    yield from ((name, Atom("lot", Decimal(value))) for name, value in valued(source["lots"]))
    yield from ((name, Atom("lot", Decimal(value), rough=True)) for name, value in valued(source["rough_lots"]))
    yield from ((name, Atom("lot", Decimal(value), rough=True, bare=False)) for name, value in valued(source["plural_lots"]))
    yield from ((name, Atom("point", Decimal(0))) for name in names(source["point"]))
