"""The small language the rules are written in, turned into regular expressions over a `Tape`.

A pattern is words in a row, folded like the message: `siamo (in|a)? <number> {staff}`.

* `(a|b c)` one of these; `x?` perhaps; spellings inside a word: `client(e|i)`
* `{list}` one entry of a named list, remembered under the list's name
* `<number>`, `<money>`, `<name>` … something read elsewhere, see `SLOTS`; `<sum>` is remembered as `money`, `<duration>` and
  `<date>` as `when`
* `..3` up to three words of any kind; `!(a|b)` not followed by these; `,` a comma
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from nlu.tokens import fold

SEPARATOR = "[ ^~]"
"""Ends a word of the tape: plain, capitalised (^), or capitalised where a sentence begins (~)."""
_WORD = rf"[^ ^~,.?A-Z]+{SEPARATOR}"
_CAPITAL = r"[^ ^~,.?A-Z0-9]+\^"
_LINKS = "(?:(?:&|and|e|et|di|de|del|della|des|du|d|l|la|le|les|von|van)[ ^])"
_AMOUNTS = {
    "number": "N", "money": "MR", "sum": "MRN", "percent": "P", "nth": "O", "duration": "D", "date": "T", "until": "T",
    "when": "DT",
}  # fmt: skip
SLOTS: Mapping[str, tuple[str, tuple[str, ...], bool]] = {
    **{name: (f"[{kinds}]{SEPARATOR}", tuple(kinds), False) for name, kinds in _AMOUNTS.items()},
    "name": (rf"{_CAPITAL}(?:{_LINKS}{{0,2}}{_CAPITAL}){{0,4}}", ("^",), False),
    "words": (rf"(?:{_WORD}){{1,4}}?", (), False),
    "word": (_WORD, (), False),
    "start": (r"(?<![^,.?][ ^~])", (), True),
    "end": (r"(?=[,.?]|$)", (), True),
}
"""Slot: its expression, the first words it may begin with (none: any), whether it can be empty."""
_REMEMBERED_AS: Mapping[str, str] = {"sum": "money", "duration": "when", "date": "when"}
_PARTS = re.compile(r"!\(|\.\.\d|\{\w+\}|<\w+>|(?:[^\s()|?{}<>!]|(?<=\w)\([^()\s]*\))+|[()|?]")
_SPELLINGS = re.compile(r"\(([^()]*)\)")

Lists = Mapping[str, Sequence[str] | Mapping[str, Sequence[str]]]


class PatternError(ValueError):
    """A rule that cannot be read; the message names the pattern and the fault."""


class Piece(NamedTuple):
    """Part of a pattern: its expression, the words it may begin with (None: any), whether it may be empty."""

    regex: str
    first: frozenset[str] | None
    empty: bool


class Pattern:
    """One compiled pattern; the expression itself is only compiled when first needed."""

    def __init__(self, source: str, lists: Lists, pieces: dict[str, Piece]) -> None:
        """`pieces` keeps what lists come to, for the next pattern."""
        parser = _Parser(source, lists, pieces)
        piece = parser.whole()
        if piece.first is None or piece.empty:
            raise PatternError(
                f"{source!r} may begin with any word, which is slow: let it begin with a word, a list or an amount"
            )
        self.source, self.first, self.groups, self._regex = source, piece.first, frozenset(parser.named), piece.regex

    @cached_property
    def match(self) -> re.Pattern[str]:
        """The expression, to be matched where one of the `first` words stands."""
        return re.compile(self._regex)


class _Parser:
    def __init__(self, source: str, lists: Lists, pieces: dict[str, Piece]) -> None:
        self._source, self._lists, self._pieces = source, lists, pieces
        self._parts = _PARTS.findall(source)
        self._here = 0
        self.named: set[str] = set()

    def whole(self) -> Piece:
        piece = self._choice()
        if self._here < len(self._parts):
            raise PatternError(f"{self._source!r}: a closing bracket too many")
        return piece

    def _choice(self) -> Piece:
        pieces = [self._row()]
        while self._next("|"):
            pieces.append(self._row())
        return either(pieces)

    def _row(self) -> Piece:
        row = Piece("", frozenset(), True)
        while self._here < len(self._parts) and self._parts[self._here] not in ("|", ")"):
            piece = self._one()
            if self._next("?"):
                piece = Piece(f"(?:{piece.regex})?", piece.first, True)
            row = follow(row, piece)
        return row

    def _one(self) -> Piece:
        part = self._parts[self._here]
        self._here += 1
        if part in ("(", "!("):
            inner = self._choice()
            if not self._next(")"):
                raise PatternError(f"{self._source!r}: a bracket is not closed")
            return inner if part == "(" else Piece(f"(?!{inner.regex})", frozenset(), True)
        if part[0] == "{":
            return self._list(part[1:-1])
        if part[0] == "<":
            return self._slot(part[1:-1])
        if part.startswith(".."):
            return Piece(f"(?:{_WORD}){{0,{part[2:]}}}?", None, True)
        return literal(part)

    def _next(self, part: str) -> bool:
        found = self._here < len(self._parts) and self._parts[self._here] == part
        self._here += found
        return found

    def _list(self, name: str) -> Piece:
        if name not in self._lists:
            raise PatternError(f"{self._source!r}: no list is called {name!r}")
        inner = self._pieces.get(name)
        if inner is None:
            phrases = sorted(phrases_of(self._lists[name]), key=len, reverse=True)
            inner = self._pieces[name] = either([_Parser(phrase, {}, self._pieces).whole() for phrase in phrases])
        return inner._replace(regex=f"({self._group(name)}{inner.regex})")

    def _slot(self, name: str) -> Piece:
        if name not in SLOTS:
            raise PatternError(f"{self._source!r}: no slot is called <{name}>; there are {', '.join(SLOTS)}")
        regex, first, empty = SLOTS[name]
        group = "" if empty else self._group(_REMEMBERED_AS.get(name, name))
        return Piece(f"({group}{regex})" if group else regex, frozenset(first) if first or empty else None, empty)

    def _group(self, name: str) -> str:
        if name in self.named:
            return "?:"
        self.named.add(name)
        return f"?P<{name}>"


def phrases_of(entries: Sequence[str] | Mapping[str, Sequence[str]]) -> list[str]:
    """Every phrase of a list, whether or not it is sorted by meaning."""
    return [phrase for group in entries.values() for phrase in group] if isinstance(entries, Mapping) else list(entries)


def either(pieces: Sequence[Piece]) -> Piece:
    """One of several pieces."""
    if len(pieces) == 1:
        return pieces[0]
    firsts = [piece.first for piece in pieces]
    first = None if None in firsts else frozenset().union(*(one for one in firsts if one is not None))
    return Piece(f"(?:{'|'.join(piece.regex for piece in pieces)})", first, any(piece.empty for piece in pieces))


def follow(before: Piece, after: Piece) -> Piece:
    """One piece and then another."""
    first = before.first
    if before.empty:
        first = None if before.first is None or after.first is None else before.first | after.first
    return Piece(before.regex + after.regex, first, before.empty and after.empty)


def literal(part: str) -> Piece:
    """A word as written in a rule, in all its spellings: `c'est` is two words, `(e|es)` two endings."""
    rows = rows_of(part)
    regexes = [SEPARATOR.join(map(re.escape, row)) for row in rows]
    return Piece(f"(?:{'|'.join(regexes)}){SEPARATOR}", frozenset(row[0] for row in rows), False)


def rows_of(phrase: str) -> list[list[str]]:
    """Every spelling of a plain phrase, each as the row of words it is on a tape."""
    rows: list[list[str]] = [[]]
    for part in phrase.split():
        rows = [
            row + [fold(word) for word in re.split(r"['’-]", spelling) if word] for row in rows for spelling in spellings(part)
        ]
    return rows


def spellings(part: str) -> list[str]:
    """`client(e|i)` is cliente and clienti."""
    pieces = _SPELLINGS.split(part)
    options = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    return ["".join(choice) for choice in product(*options)]
