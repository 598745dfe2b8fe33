"""What stands beside a number and makes it money, a percentage, a duration or a measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from nlu.amounts.phrases import Phrases, names
from nlu.amounts.tokens import Tokens
from nlu.reading import AmountKind

_TOUCHING = ('"', "″")
_THOUSANDS = {"k": Decimal(1000), "m": Decimal(1_000_000)}


class Unit(NamedTuple):
    """`code` is the currency, or the unit's name; one of it is `factor` of them. `minor` units are hundredths of a currency."""

    kind: AmountKind
    code: str | None
    factor: Decimal = Decimal(1)
    minor: bool = False


class Units:
    """The units of one language, after and before a number."""

    def __init__(self, source: Mapping[str, Any], common: Mapping[str, Any]) -> None:
        symbols, codes = list(_money(common["symbols"])), list(_codes(common["codes"]))
        self._after = Phrases(
            (
                *((name, Unit("percent", None)) for name in names(f"{common['percent']}, {source['percent']['after']}")),
                *_money(source["currencies"]),
                *_cents(source["minor"]),
                *_durations(common["durations"]),
                *_durations(source["durations"]),
                *symbols,
                *codes,
                *_measures(source["measures"]),
                *_measures(common["measures"]),
            )
        )
        said_first = set(names(source["before"]))
        self._names_before = Phrases((name, unit) for name, unit in _money(source["currencies"]) if name in said_first)
        self._before = Phrases((*symbols, *codes))
        self._percent_before = Phrases((name, Unit("percent", None)) for name in names(source["percent"]["before"]))
        self._glued = dict((*_durations(common["glued_durations"]), *_durations(source["glued_durations"])))
        self._wordy = frozenset(names(common["wordy_codes"]))
        self._singular = frozenset(names(source["singular"]))
        self._of = frozenset(names(source["of"]))

    def after(self, tokens: Tokens, end: int, *, of: bool = False) -> tuple[Unit, int] | None:
        """The unit that follows, after "of" if it may, and where it ends."""
        if end >= len(tokens):
            return None
        word = tokens.words[end]
        if tokens.touching(end) and word in self._glued and tokens.cased(end, end + 1).islower():
            return self._glued[word], end + 1
        found = self._after.at(tokens.words, end) or self._after_many(tokens, end)
        if found is None and of and word in self._of:
            found = self._after.at(tokens.words, end + 1)
        if found is None and word in self._wordy and tokens.cased(end, end + 1).isupper() and not tokens.folded.cased.isupper():
            return Unit("money", word.upper()), end + 1
        return None if found and not self._fits(tokens, end, found[1]) else found

    def is_singular(self, tokens: Tokens, first: int, last: int) -> bool:
        """Whether a unit is one of those that only stand after one or less."""
        return last - first == 1 and tokens.words[first] in self._singular

    def before(self, tokens: Tokens, first: int, start: int) -> tuple[Unit, int] | None:
        """The symbol, code or "per cent of" that comes first, not reaching back over token `start`, and where it begins."""
        found = self._before.before(tokens.words, first) or self._percent_before.before(tokens.words, first)
        return found if found and found[1] >= start else None

    def named_before(self, tokens: Tokens, first: int, start: int) -> tuple[Unit, int] | None:
        """A currency's name that comes first, as in "euro 50"."""
        found = self._names_before.before(tokens.words, first)
        return found if found and found[1] >= start else None

    def _after_many(self, tokens: Tokens, end: int) -> tuple[Unit, int] | None:
        """ "3 millions de livres" are money, "3 livres" are books or pounds: the phrase begins inside the number."""
        found = self._after.at(tokens.words, end - 1)
        return found if found and found[1] > end else None

    def _fits(self, tokens: Tokens, start: int, end: int) -> bool:
        """Not "10 l'anno", where the l is no litre, nor a quotation mark that stands apart."""
        elided = tokens.folded.plain[tokens.ends[end - 1] : tokens.ends[end - 1] + 1] == "'"
        return not elided and (tokens.touching(start) or tokens.words[start] not in _TOUCHING)


def _money(source: Mapping[str, str]) -> Iterator[tuple[str, Unit]]:
    for code, listed in source.items():
        yield from ((name, Unit("money", code)) for name in names(listed))


def _cents(source: Mapping[str, str]) -> Iterator[tuple[str, Unit]]:
    for code, listed in source.items():
        yield from ((name, Unit("money", code or None, Decimal("0.01"), minor=True)) for name in names(listed))


def _codes(listed: str) -> Iterator[tuple[str, Unit]]:
    for name in names(listed):
        yield name, Unit("money", name.upper())
        yield from ((letter + name, Unit("money", name.upper(), factor)) for letter, factor in _THOUSANDS.items())


def _durations(source: Mapping[str, str]) -> Iterator[tuple[str, Unit]]:
    for key, listed in source.items():
        unit, count = key.split()
        yield from ((name, Unit("duration", unit, Decimal(count))) for name in names(listed))


def _measures(source: Mapping[str, str]) -> Iterator[tuple[str, Unit]]:
    for unit, listed in source.items():
        yield from ((name, Unit("number", unit)) for name in names(listed))
