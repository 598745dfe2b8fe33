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
    reach: int = 0
    """Where the words end that were used for it, if after `last`: in "100 ordini al mese" the rate is not part of the amount."""
    year: int | None = None
    """The year that was said with a month."""
    scale: Decimal = Decimal(1)
    digits: bool = False
    word: bool = False
    """For a date: a day whose year was not said."""

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
