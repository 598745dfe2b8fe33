"""Numbers inside names must be the ones said: an iPhone 14 is no iPhone 15, 64 GB are not 128."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlu.names.entries import Name
from nlu.names.grammar import UNIT
from nlu.names.matches import Match
from nlu.names.walk import Kind, Word

_AHEAD = 3
"""Words after a match in which "128 GB" still belongs to it."""


class NameNumbers:
    """Per term: the numbers that follow a word of its names ("Nova 14"), and those before a unit ("128 GB")."""

    def __init__(self, names: Sequence[Name], flags: Mapping[str, int]) -> None:
        self._after: dict[tuple[int, str], set[str]] = {}
        self._measured: dict[tuple[int, str], set[str]] = {}
        for name in names:
            for one, other in zip(name.words, name.words[1:], strict=False):
                if other[0].isdigit() and not one[0].isdigit():
                    self._after.setdefault((name.term, one), set()).add(other)
                elif one[0].isdigit() and flags.get(other, 0) & UNIT:
                    self._measured.setdefault((name.term, other), set()).add(one)

    def allow(self, words: Sequence[Word], match: Match) -> Match | None:
        """The match with the terms that no number behind it contradicts; None when there is none left."""
        if match.last + 1 >= len(words) or not any(
            word.fold[:1].isdigit() for word in words[match.last + 1 : match.last + 1 + _AHEAD]
        ):
            return match
        terms = tuple(term for term in match.terms if not self._contradicted(words, match, term))
        return match._replace(terms=terms) if terms else None

    def _contradicted(self, words: Sequence[Word], match: Match, term: int) -> bool:
        last, behind = words[match.last], words[match.last + 1]
        if behind.fold[:1].isdigit() and not _counts_next(words, match.last + 1):
            numbers = self._after.get((term, last.form.word if last.form else last.fold))
            if numbers and behind.fold not in numbers:
                return True
        for number, unit in zip(
            words[match.last + 1 : match.last + _AHEAD], words[match.last + 2 : match.last + 1 + _AHEAD], strict=False
        ):
            if number.kind >= Kind.LINK:
                return False
            measured = self._measured.get((term, unit.fold)) if number.fold[:1].isdigit() else None
            if measured and number.fold not in measured:
                return True
        return False


def _counts_next(words: Sequence[Word], place: int) -> bool:
    """Whether the number counts what comes behind it: "un Nova 2 custodie"."""
    following = words[place + 1] if place + 1 < len(words) else None
    return following is not None and len(words[place].fold) == 1 and following.form is not None and following.kind is Kind.CONTENT
