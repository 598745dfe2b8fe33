"""An amount while it is being read: it covers tokens, and words around it still add to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nlu.amounts.tokens import Tokens
from nlu.reading import Amount, AmountKind


@dataclass(slots=True)
class Draft:
    """The fields of an `Amount`, for tokens `first` up to, not including, `last`."""

    kind: AmountKind
    value: Decimal
    first: int
    last: int
    unit: str | None = None
    currency: str | None = None
    per: str | None = None
    each: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    date: date | None = None
    year: int | None = None
    digits: bool = False
    word: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is a bare number."""
        return self.kind == "number" and self.unit is None and self.low is None

    def amount(self, tokens: Tokens, text: str) -> Amount:
        """The amount as the rest of the house sees it."""
        start, end = tokens.span(self.first, self.last)
        return Amount(
            self.kind,
            self.value,
            (start, end),
            text[start:end],
            unit=self.unit,
            currency=self.currency,
            per=self.per,
            each=self.each,
            low=self.low,
            high=self.high,
            approximate=self.approximate,
            date=self.date,
        )
