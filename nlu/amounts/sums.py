"""Whole numbers from number words: "deux cent mille", "due mila trecento", "one hundred and twelve"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from nlu.amounts.atoms import CARDINALS, Atom
from nlu.amounts.runs import Piece

LARGEST = Decimal(10) ** 18
_LARGE = 1_000_000


class Read(NamedTuple):
    """A value and the piece at which it ends.

    `head` is what stood before the last "and" (which ended at piece `tail`). A following "and a half" is a half of `scale`.
    `scaled` when a fraction was said of something large: "half a million".
    """

    value: Decimal
    end: int
    scale: Decimal = Decimal(1)
    head: Decimal | None = None
    tail: int = 0
    scaled: bool = False


class Sum:
    """Adds number words up from the left as long as they fit."""

    __slots__ = ("group", "limit", "room", "segment", "total")

    def __init__(self) -> None:
        self.total = self.segment = Decimal(0)
        self.group: Decimal | None = None
        self.room = 0
        self.limit = LARGEST

    @property
    def value(self) -> Decimal:
        """The sum so far."""
        return self.total + (self.group or 0)

    def add(self, atom: Atom) -> bool:
        """Takes one more word in; False, and nothing changed, if it does not fit."""
        if atom.role == "scale":
            return self._scale(atom)
        if atom.role == "hundred":
            return self._hundred(atom)
        fits = atom.value < self.limit and not (self.total and atom.role == "article")
        if self.group is not None:
            fits = 0 < atom.value < self.room and atom.value == int(atom.value) and atom.role != "article"
        if fits:
            self.group = (self.group or 0) + atom.value
            self.room = atom.room
        return fits

    def _hundred(self, atom: Atom) -> bool:
        if self.group is not None and not 0 < self.group <= atom.most:
            return False
        self.group = 100 * (Decimal(1) if self.group is None else self.group)
        self.room = 100
        return True

    def _scale(self, atom: Atom) -> bool:
        if self.group is None and self.total:
            self.total += self.segment * (atom.value - 1)
            self.segment *= atom.value
            return True
        if atom.value >= self.limit or (self.group is None and not atom.bare):
            return False
        self.segment = atom.value * (Decimal(1) if self.group is None else self.group)
        self.total += self.segment
        self.limit, self.group = atom.value, None
        return True


def total(atoms: Iterable[Atom]) -> Decimal | None:
    """The sum of words that must all fit."""
    added = Sum()
    return added.value if all(added.add(atom) for atom in atoms) else None


def cardinal(run: Sequence[Piece], start: int, and_after_tens: frozenset[int]) -> Read | None:
    """The longest whole number at a piece of a run."""
    added, read = Sum(), None
    head, tail = None, start
    for i in range(start, len(run)):
        atom = run[i].atom
        joined = i > start and run[i].link == "and"
        if atom.role not in CARDINALS or (joined and not _joins(run[i - 1].atom, atom, and_after_tens)):
            break
        before = added.value
        if not added.add(atom):
            undone = head is not None and atom.role in ("hundred", "scale")
            return Read(head, tail, scale_before(run, tail)) if undone and head is not None else read
        if joined:
            head, tail = before, i
        if i + 1 == len(run) or run[i + 1].first != run[i].first:
            read = Read(added.value, i + 1, scale_before(run, i + 1), head, tail)
    return read


def scale_before(run: Sequence[Piece], end: int) -> Decimal:
    """What "and a half" is a half of: a million after "three million", one after "three thousand"."""
    atom = run[end - 1].atom
    return atom.value if atom.role == "scale" and atom.value >= _LARGE else Decimal(1)


def _joins(before: Atom, atom: Atom, and_after_tens: frozenset[int]) -> bool:
    return before.role in ("hundred", "scale") or (before.room > 0 and atom.value in and_after_tens)
