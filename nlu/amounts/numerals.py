"""What number a run of number words makes: "deux cent mille", "tre e mezzo", "one hundred and thirty fifths"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nlu.amounts.atoms import ADDENDS, CARDINALS
from nlu.amounts.runs import Piece

LARGEST = Decimal(10) ** 18
_LARGE = 1_000_000


@dataclass(slots=True)
class Number:
    """A number and the tokens it covers. `lone` when it is one word that may be no number at all ("un", "one", "sei")."""

    value: Decimal
    first: int
    last: int
    ordinal: bool = False
    approximate: bool = False
    lone: bool = False
    half: bool = False


class _Read(NamedTuple):
    value: Decimal
    end: int
    scale: Decimal = Decimal(1)
    head: Decimal | None = None
    """What stood before the last "and", when something was added after it."""
    tail: int = 0


class _Sum:
    """Adds number words up from the left as long as they fit."""

    __slots__ = ("group", "limit", "room", "segment", "total")

    def __init__(self) -> None:
        self.total = self.segment = Decimal(0)
        self.group: Decimal | None = None
        self.room: Decimal | int = 0
        self.limit: Decimal = LARGEST

    @property
    def value(self) -> Decimal:
        return self.total + (self.group or 0)

    def add(self, piece: Piece) -> bool:
        role, value = piece.atom.role, piece.atom.value
        if role == "scale":
            return self._scale(value, bare=piece.atom.bare)
        if role == "hundred":
            return self._hundred()
        if self.group is None:
            if value >= self.limit or (self.total and role == "article"):
                return False
            self.group = value
        elif 0 < value < self.room and value == int(value) and role != "article":
            self.group += value
        else:
            return False
        self.room = piece.atom.room
        return True

    def _hundred(self) -> bool:
        if self.group is not None and not 0 < self.group < 100:
            return False
        self.group = 100 * (self.group if self.group is not None else Decimal(1))
        self.room = 100
        return True

    def _scale(self, value: Decimal, *, bare: bool) -> bool:
        if self.group is None and self.total:
            self.total += self.segment * (value - 1)
            self.segment *= value
            return True
        if self.group is None and not bare:
            return False
        if value >= self.limit:
            return False
        self.segment = value * (self.group if self.group is not None else Decimal(1))
        self.total += self.segment
        self.limit, self.group = value, None
        return True


class Composer:
    """Reads the numbers of a run. `and_after_tens`: what may follow tens and "and" (French 1 and 11)."""

    def __init__(self, and_after_tens: frozenset[int]) -> None:
        self._and_after_tens = and_after_tens

    def first(self, run: Sequence[Piece]) -> Number | None:
        """The first number of a run, or None if the run starts with no number."""
        run = self._merged(run)
        read = self._number(run, 0)
        if read is None or read.end == 0 or abs(read.value) >= LARGEST:
            return None
        used = run[: read.end]
        only = used[0].atom if len(used) == 1 else None
        return Number(
            read.value,
            used[0].first,
            used[-1].last,
            ordinal=self._is_ordinal(run, read.end),
            approximate=any(piece.atom.rough for piece in used),
            lone=only is not None and only.role != "figure",
            half=any(piece.atom.half for piece in used),
        )

    def _is_ordinal(self, run: Sequence[Piece], end: int) -> bool:
        return end == 1 and run[0].atom.role == "part" and run[0].atom.ordinal

    def _merged(self, run: Sequence[Piece]) -> list[Piece]:
        """Compound ordinals as one piece: "vingt et unième", "thirty-fifths", "duemiladuecentocinquesimi"."""
        merged: list[Piece] = []
        for piece in run:
            while merged and piece.atom.role == "part" and piece.atom.ordinal and self._compound(merged, piece):
                before = merged.pop()
                times = before.atom.value if before.atom.value < piece.atom.value and piece.atom.value >= 100 else None
                value = piece.atom.value * times if times else piece.atom.value + self._den(before)
                piece = Piece(piece.atom._replace(value=value, fraction=True), before.first, piece.last, before.link)
            merged.append(piece)
        return merged

    def _den(self, before: Piece) -> Decimal:
        return before.atom.value

    def _compound(self, merged: Sequence[Piece], piece: Piece) -> bool:
        before = merged[-1]
        if before.first == piece.first or (before.last == piece.last):
            return before.atom.role in CARDINALS
        if before.atom.role != "add" or before.atom.room <= piece.atom.value:
            return False
        if piece.link == "and" and piece.atom.value not in self._and_after_tens:
            return False
        has_numerator = len(merged) > 1 and before.link != "and"
        return has_numerator or (not piece.atom.plural and len(merged) == 1)

    def _number(self, run: Sequence[Piece], start: int) -> _Read | None:
        read = self._cardinal(run, start)
        if read is None:
            return self._fraction(run, start, None)
        read = self._fraction(run, read.end, read) or self._lot(run, read) or read
        read = self._decimals(run, read) or read
        read = self._mixed(run, read) or read
        return self._over(run, read) or read
