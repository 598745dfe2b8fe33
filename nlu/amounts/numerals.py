"""What number a run of number words makes, with its fractions, decimals and dozens: "tre e mezzo", "half a dozen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nlu.amounts.atoms import Atom
from nlu.amounts.runs import Piece
from nlu.amounts.sums import LARGEST, Read, cardinal, scale_before, total


@dataclass(slots=True)
class Number:
    """A number and the tokens it covers.

    `word` when it is one word that may be no number at all ("un", "one", "sei"); `nth` when "a third" may be the third.
    """

    value: Decimal
    first: int
    last: int
    ordinal: bool = False
    approximate: bool = False
    word: bool = False
    scale: Decimal = Decimal(1)
    """What the last word multiplied by: "2-3 mila" are thousands both."""
    counts: bool = False
    """Whether "of" may stand before the unit: "una decina di giorni", "3 milioni di euro", but not "il 12 del mese"."""
    nth: Decimal | None = None


class Composer:
    """Reads the numbers of a run. `and_after_tens`: what may follow tens and "and" (French 1 and 11)."""

    def __init__(self, and_after_tens: frozenset[int]) -> None:
        self._and_after_tens = and_after_tens

    def first(self, pieces: Sequence[Piece], *, over: bool) -> Number | None:
        """The first number of a run, or None if it starts with none. `over`: whether "one over four" is a fraction here."""
        run = self._merged(pieces)
        read = self._number(run, over)
        if read is None or not -LARGEST < read.value < LARGEST:
            return None
        used = run[: read.end]
        one = used[0].atom if len(used) == 1 else None
        nth = used[-1].atom if len(used) == 2 and used[0].atom.role in ("one", "article") else None
        return Number(
            read.value,
            used[0].first,
            used[-1].last,
            ordinal=one is not None and one.ordinal,
            approximate=any(piece.atom.rough for piece in used),
            word=one is not None and one.role != "figure",
            scale=used[-1].atom.value if one is None and used[-1].atom.role in ("scale", "hundred") else Decimal(1),
            counts=used[-1].atom.role in ("lot", "part", "scale", "vulgar"),
            nth=nth.value if nth and nth.ordinal and not nth.plural else None,
        )

    def _merged(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Compound ordinals as one piece: "vingt et unième", "thirty-sixths", "tremilaseicentesimi"."""
        run: list[Piece] = []
        for piece in pieces:
            if piece.atom.role == "part" and piece.atom.ordinal:
                piece = self._whole_word(run, piece)
                if run and self._compound(run, piece):
                    tens = run.pop()
                    value = tens.atom.value + piece.atom.value
                    piece = Piece(piece.atom._replace(value=value, fraction=True), tens.first, piece.last, tens.link)
            run.append(piece)
        return run

    def _whole_word(self, run: list[Piece], piece: Piece) -> Piece:
        """Takes back what belongs to the same word: all of "tremilasei" in "tremilaseicentesimi"."""
        start = len(run)
        while start and run[start - 1].first == piece.first:
            start -= 1
        value = total([*(each.atom for each in run[start:]), _cardinal_atom(piece.atom.value)])
        if start == len(run) or value is None:
            return piece
        link = run[start].link
        del run[start:]
        return piece._replace(atom=piece.atom._replace(value=value, fraction=True), link=link)

    def _compound(self, run: Sequence[Piece], piece: Piece) -> bool:
        """Whether the tens before belong to the ordinal: in "two thirty-sixths" but not in "thirty sixths"."""
        before = run[-1]
        if before.atom.role != "add" or before.atom.room <= piece.atom.value:
            return False
        if piece.link == "and" and piece.atom.value not in self._and_after_tens:
            return False
        return before.link != "and" if len(run) > 1 else not piece.atom.plural

    def _number(self, run: Sequence[Piece], over: bool) -> Read | None:
        whole = cardinal(run, 0, self._and_after_tens)
        read = self._fraction(run, 0, whole) or self._lot(run, whole) or whole
        if read is None:
            return None
        read = self._decimals(run, read) or read
        read = self._mixed(run, read) or read
        return (self._over(run, read) if over else None) or read

    def _fraction(self, run: Sequence[Piece], start: int, whole: Read | None) -> Read | None:
        """A numerator, if any, with what it is divided by."""
        at = start if whole is None else whole.end
        atom = run[at].atom if at < len(run) else None
        if atom is None or (at > start and run[at].link == "and"):
            return None
        if whole is None:
            return self._without_numerator(run, at, atom)
        if atom.role != "part" or not atom.fraction:
            return None
        if whole.head is None or whole.value - whole.head >= atom.value:
            return self._times(run, Read(whole.value / atom.value, at + 1))
        part = self._times(run, Read((whole.value - whole.head) / atom.value, at + 1))
        return Read(whole.head + part.value * (1 if part.scaled else scale_before(run, whole.tail)), part.end)

    def _without_numerator(self, run: Sequence[Piece], at: int, atom: Atom) -> Read | None:
        if atom.role == "vulgar":
            return self._times(run, Read(atom.value, at + 1))
        if atom.half:
            return self._times(run, Read(1 / atom.value, at + 1))
        return Read(atom.value, at + 1) if atom.role == "part" and atom.ordinal else None

    def _lot(self, run: Sequence[Piece], whole: Read | None) -> Read | None:
        """Dozens and the like: "3 dozzine", "une vingtaine", "cento e tre dozzine"."""
        at = 0 if whole is None else whole.end
        if at >= len(run) or run[at].atom.role != "lot" or (at and run[at].link == "and"):
            return None
        atom = run[at].atom
        if whole is None:
            return self._times(run, Read(atom.value, at + 1, atom.value)) if atom.bare else None
        value = whole.value * atom.value
        if whole.head is not None:
            value = whole.head + (whole.value - whole.head) * atom.value
        return self._times(run, Read(value, at + 1, atom.value))

    def _times(self, run: Sequence[Piece], read: Read) -> Read:
        """Multiplies by what follows: "half a million", "una mezza dozzina", "a couple of thousand"."""
        at = read.end
        if at + 1 < len(run) and run[at].link == "space" and run[at].atom.role in ("one", "article"):
            at += 1
        if at < len(run) and run[at].link != "and" and run[at].atom.role in ("scale", "lot", "hundred"):
            return Read(read.value * run[at].atom.value, at + 1, scaled=True)
        return read

    def _decimals(self, run: Sequence[Piece], read: Read) -> Read | None:
        """The digits said after "point" or "virgola"."""
        at = read.end
        if at + 1 >= len(run) or run[at].atom.role != "point" or run[at].link == "and":
            return None
        at, digits = at + 1, ""
        while at < len(run) and _is_digit(run[at]):
            digits, at = digits + str(int(run[at].atom.value)), at + 1
        rest = cardinal(run, at, self._and_after_tens) if len(digits.strip("0")) == 0 and at < len(run) else None
        if rest is not None and run[at].link != "and":
            digits, at = digits + str(int(rest.value)), rest.end
        return self._times(run, Read(read.value + Decimal(f"0.{digits}"), at)) if digits else None

    def _mixed(self, run: Sequence[Piece], read: Read) -> Read | None:
        """A fraction added to a whole: "due e un mezzo", "3 million and a half", "two and a half thousand", "2 1/4", "2½"."""
        at = read.end
        if at >= len(run):
            return None
        if run[at].atom.role == "vulgar":
            return Read(read.value + run[at].atom.value * read.scale, at + 1)
        figures = run[at].atom.role == "figure" and run[at - 1].atom.role == "figure"
        if run[at].link != "and" and not figures:
            return None
        part = self._fraction(run, at, cardinal(run, at, self._and_after_tens))
        if part is None or (run[at].atom.ordinal and part.end == at + 1):
            return None
        if part.scaled and read.scale == 1:
            return Read(read.value * run[part.end - 1].atom.value + part.value, part.end)
        return Read(read.value + part.value * (1 if part.scaled else read.scale), part.end)

    def _over(self, run: Sequence[Piece], read: Read) -> Read | None:
        """ "uno su quattro" and (marked plural) "500 over 7". But "8 su 10" are two numbers: use against a limit."""
        at = read.end
        if at >= len(run) or run[at].atom.role != "over":
            return None
        under = cardinal(run, at + 1, self._and_after_tens)
        if under is None or under.end != len(run) or not (run[at].atom.plural or read.value == 1) or under.value == 0:
            return None
        return Read(read.value / under.value, under.end)


def _is_digit(piece: Piece) -> bool:
    return piece.link != "and" and piece.atom.role in ("add", "one", "figure") and piece.atom.value < 10


def _cardinal_atom(value: Decimal) -> Atom:
    return Atom("hundred" if value == 100 else "scale" if value >= 1000 else "add", value, most=9)
