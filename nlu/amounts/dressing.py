"""From numbers to amounts: the unit beside each, the cents after, the rate, the hedges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from nlu.amounts.drafts import Draft
from nlu.amounts.finder import Finder
from nlu.amounts.hedges import Hedges
from nlu.amounts.homographs import Homographs
from nlu.amounts.numerals import Number
from nlu.amounts.phrases import listed, names
from nlu.amounts.rates import Rates
from nlu.amounts.tokens import Tokens
from nlu.amounts.units import Unit, Units

_LONG_WORD = 5
"""Letters from which a word stuck to a figure is taken for one that lacks its space: "10users", not "15pro"."""


class Dressing:
    """Dresses the numbers of one language."""

    def __init__(
        self, source: Mapping[str, Any], units: Units, rates: Rates, hedges: Hedges, homographs: Homographs, finder: Finder
    ) -> None:
        self._units, self._rates, self._hedges, self._homographs, self._finder = units, rates, hedges, homographs, finder
        self._joiners = frozenset(names(source["numbers"]["and"]))
        self._clock_before, self._hours_before, self._clock_after = (
            listed(source["clock"][side]) for side in ("before", "before_hours", "after")
        )
        self._of = frozenset(names(source["of"]))
        self._articles = frozenset((*names(source["numbers"]["article"]), *names(source["numbers"]["one"])))
        self._suffixes, self._rough_suffixes = (
            frozenset(names(source["numbers"][key])) for key in ("ordinal_suffixes", "rough_suffixes")
        )

    def dressed(self, tokens: Tokens, numbers: Sequence[Number]) -> list[Draft]:
        """An amount for every number that is meant as one."""
        drafts: list[Draft] = []
        waiting = list(reversed(numbers))
        while waiting:
            number = waiting.pop()
            start = max(drafts[-1].last, drafts[-1].reach) if drafts else 0
            draft = self._draft(tokens, number, start) if number.first >= start else None
            if draft is None:
                continue
            if waiting and self._adds(tokens, draft, waiting[-1]):
                waiting.pop()
            self._rates.dress(tokens, draft)
            if draft.plain and not draft.per:
                self._rates.of_count(tokens, draft)
            self._hedges.approximate(tokens, draft)
            drafts.append(draft)
        return drafts

    def _draft(self, tokens: Tokens, number: Number, start: int) -> Draft | None:
        draft = Draft("ordinal" if number.ordinal else "number", number.value, number.first, number.last)
        draft.digits = any(index in tokens.figures for index in range(number.first, number.last))
        draft.approximate, draft.scale = number.approximate, number.scale
        if self._ordinal_figure(tokens, draft):
            return draft
        unit = None if number.ordinal else self._unit_after(tokens, number, start)
        glued = self._glued_before(tokens, number, start)
        if unit is None and self._is_rough(tokens, draft):
            return draft
        if unit is None and self._glued_after(tokens, number):
            return None
        if unit:
            _apply(draft, unit[0], last=unit[1])
        self._unit_before(tokens, draft, start)
        if (draft.kind in ("number", "ordinal") and glued) or not self._meant(tokens, number, draft):
            return None
        return draft

    def _meant(self, tokens: Tokens, number: Number, draft: Draft) -> bool:
        if number.word:
            has_unit = draft.unit is not None or draft.kind not in ("number", "ordinal")
            return self._homographs.is_number(tokens, number.first, number.last, has_unit=has_unit)
        return not self._is_clock(tokens, draft)

    def _is_clock(self, tokens: Tokens, draft: Draft) -> bool:
        """ "alle 8", "à 18h", "8 o'clock": a time of day is no amount."""
        if not draft.digits or not 0 <= draft.value <= 24 or not (draft.plain or draft.unit == "hour"):
            return False
        before = self._clock_before if draft.plain else self._hours_before
        told = before.before(tokens.words, draft.first)
        return bool(self._clock_after.at(tokens.words, draft.last) or (told and not self._finder.is_noun(tokens, draft.last)))

    def _unit_after(self, tokens: Tokens, number: Number, start: int) -> tuple[Unit, int] | None:
        """The unit that follows, unless it is the next amount's: "$ 5 $ 6", "a $5 tip"."""
        after = self._units.after(tokens, number.last, of=number.counts)
        unit = after or self._units.after(tokens, self._past_article(tokens, number))
        if unit and number.value > 1 and self._units.is_singular(tokens, number.last, unit[1]):
            return None
        if unit is None or unit[0].kind != "money" or unit[1] not in tokens.figures:
            return unit
        return None if number.word or self._units.before(tokens, number.first, start) else unit

    def _ordinal_figure(self, tokens: Tokens, draft: Draft) -> bool:
        """ "1er", "2nd", "3°": a figure with an ordinal's ending stuck to it."""
        end = draft.last
        suffix = draft.digits and tokens.touching(end) and tokens.words[end] in self._suffixes
        if not suffix or draft.value != int(draft.value) or tokens.words[end + 1 : end + 2] == ["c"]:
            return False
        draft.kind, draft.last = "ordinal", end + 1
        return True

    def _is_rough(self, tokens: Tokens, draft: Draft) -> bool:
        """ "50ish", "50ina"."""
        rough = draft.digits and tokens.touching(draft.last) and tokens.words[draft.last] in self._rough_suffixes
        draft.approximate |= rough
        draft.last += rough
        return rough

    def _glued_before(self, tokens: Tokens, number: Number, start: int) -> bool:
        """Whether letters touch a figure from the left: "iphone15", "FX-300"; but "x2" is a quantity."""
        first = number.first
        if first <= start or first not in tokens.figures or not tokens.touching(first):
            return False
        if tokens.words[first - 1] == "-":
            return tokens.touching(first - 1) and tokens.is_word(first - 2)
        return tokens.words[first - 1][-1].isalpha() and (tokens.words[first - 1] != "x" or tokens.touching(first - 1))

    def _glued_after(self, tokens: Tokens, number: Number) -> bool:
        """Whether letters that are no unit touch a figure from the right ("15pro"); "2x" is a quantity."""
        last = number.last
        if last - 1 not in tokens.figures or not tokens.touching(last) or not tokens.words[last][0].isalpha():
            return False
        word = tokens.words[last]
        return len(word) < _LONG_WORD and not (word == "x" and not tokens.touching(last + 1))

    def _unit_before(self, tokens: Tokens, draft: Draft, start: int) -> None:
        """ "$ 5", "EUR 5", "-$5", "dollari 5"."""
        if draft.kind not in ("number", "money") or draft.unit is not None:
            return
        found = self._units.before(tokens, draft.first, start)
        if found is None and draft.kind == "number" and not self._finder.is_noun(tokens, draft.last):
            found = self._units.named_before(tokens, draft.first, start)
        if found is None:
            return
        unit, first = found
        if draft.kind == "number":
            _apply(draft, unit, last=draft.last)
        draft.first = first
        if first > start and tokens.words[first - 1] == "-" and tokens.touching(first) and not tokens.touching(first - 1):
            draft.first, draft.value = first - 1, -draft.value

    def _past_article(self, tokens: Tokens, number: Number) -> int:
        """Where the unit of "half an hour" or "un quarto di un'ora" stands."""
        here = number.last
        here += here < len(tokens) and tokens.words[here] in self._of
        return here + 1 if 0 < number.value < 1 and here < len(tokens) and tokens.words[here] in self._articles else len(tokens)

    def _adds(self, tokens: Tokens, draft: Draft, after: Number) -> bool:
        """Takes in what follows: the cents of "5 euro e 50", the half of "un anno e mezzo"."""
        joined = after.first - draft.last == 1 and tokens.words[draft.last] in self._joiners
        if draft.plain or draft.kind in ("percent", "ordinal") or after.ordinal or not (joined or after.first == draft.last):
            return False
        if joined and self._hedges.opened(tokens, draft.first, tokens.words[draft.last]):
            return False
        unit = self._units.after(tokens, after.last)
        if joined and 0 < after.value < 1 and unit is None and not self._finder.is_noun(tokens, after.last):
            draft.value += after.value * self._one(tokens, draft)
            draft.last = after.last
            return True
        return draft.kind == "money" and self._cents(tokens, draft, after, unit)

    def _one(self, tokens: Tokens, draft: Draft) -> Decimal:
        unit = self._units.after(tokens, draft.last - 1)
        return unit[0].factor if unit and unit[1] == draft.last else Decimal(1)

    def _cents(self, tokens: Tokens, draft: Draft, after: Number, unit: tuple[Unit, int] | None) -> bool:
        if not (0 < after.value < 100 and after.value == int(after.value)) or draft.value != int(draft.value):
            return False
        if unit is None:
            two_digits = len(tokens.words[after.first]) == 2 if after.first in tokens.figures else after.value >= 10
            if not two_digits or self._finder.is_noun(tokens, after.last) or tokens.words[after.last : after.last + 1] == ["/"]:
                return False
        elif not unit[0].minor:
            return False
        draft.value += after.value / 100
        draft.last = unit[1] if unit else after.last
        return True


def _apply(draft: Draft, unit: Unit, *, last: int) -> None:
    draft.kind, draft.value, draft.last = unit.kind, draft.value * unit.factor, last
    if unit.kind == "money":
        draft.currency = unit.code
    else:
        draft.unit = unit.code
