"""Which figures a seller may say (R19): the catalogue's, the customer's own, and arithmetic on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property

from bot.drills.shop import Shop
from knowledge.catalogue import MONTHS, Offering
from knowledge.relations import difference
from nlu.amounts import read_amounts
from nlu.reading import Amount

_SMALL = Decimal(3)
"""Counts up to here are ways of speaking: two minutes, three things."""
_PENNIES = Decimal("0.05")
"""Not a penny is a way of speaking."""
_TIMES = tuple(Decimal(n) for n in (1, 2, 4, 12, 48, 52))
"""From a week, a month or one person to longer and more."""
_SHARES = tuple(Decimal(n) for n in (12, 30, 52, 365))
"""From a year or a month to less."""
_DAYS = {
    "second": Decimal(1) / 86400,
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal(30),
    "quarter": Decimal(91),
    "year": Decimal(365),
}
_WEEKS = ((Decimal(8), Decimal(7)), (Decimal(15), Decimal(14)))
"""Days as Italian and French count one week and two."""
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Figures:
    """What is known to be true of numbers in one drill."""

    shop: Shop

    def price_holds(self, amount: Amount, products: Iterable[str]) -> bool:
        """Whether an amount of money is a price of one of these products (of any, when there are none) or follows from prices."""
        if amount.value <= _PENNIES:
            return True
        about = [product for product in products if product in self.shop.catalogue.by_id]
        return self._near(amount, self._prices_of(about) if about else self._all_prices, self._money)

    def figure_holds(self, amount: Amount) -> bool:
        """Whether a count, a share or a duration was said by the catalogue or the customer."""
        if amount.kind in ("ordinal", "date") or (amount.kind == "number" and abs(amount.value) <= _SMALL):
            return True
        if amount.kind == "duration":
            return any(self._same_duration(amount, known) for known in self._amounts if known.kind == "duration")
        known = self._counts if amount.kind == "number" else _numbers(self._amounts, "percent")
        return self._near(amount, known, frozenset())

    def limit_holds(self, metric: str, count: Decimal, products: Iterable[str]) -> bool:
        """Whether so many of a metric are the limit of one of these products (of any), or the customer's own number."""
        about = [product for product in products if product in self.shop.catalogue.by_id] or list(self.shop.catalogue.by_id)
        limits = {self.shop.catalogue.limits_of(product).get(metric) for product in (*about, *self.shop.scenario.has)}
        return count in limits or count <= _SMALL or count in self._told or any(count in self._described(each) for each in about)

    def trial_holds(self, amount: Amount, products: Iterable[str]) -> bool:
        """Whether the products (any, when none has been named) can be tried for so long."""
        about = set(products)
        days = days_of(amount)
        return any(_as_long(days, Decimal(trial.days)) for trial in self.shop.catalogue.trials if not about or trial.of in about)

    def customers_own(self, amount: Amount) -> bool:
        """Whether a sum is one the customer spoke of, and no price."""
        return amount.value in {a.value for a in self._said if a.kind == "money"} and amount.value not in self._all_prices

    @cached_property
    def _told(self) -> frozenset[Decimal]:
        """Numbers of the customer's, and of arguments and proofs."""
        language, catalogue = self.shop.language, self.shop.catalogue
        texts = [text.said(language) for a in catalogue.arguments for text in (a.text, a.impact) if text]
        return _numbers((*self._said, *self._read([*texts, *(proof.text.said(language) for proof in catalogue.proofs)])))

    def _described(self, product: str) -> frozenset[Decimal]:
        description = self.shop.catalogue.by_id[product].description
        return _numbers(self._read([description.said(self.shop.language)] if description else []))

    @cached_property
    def _said(self) -> tuple[Amount, ...]:
        return tuple(self._read(self.shop.scenario.spoken))

    @cached_property
    def _amounts(self) -> tuple[Amount, ...]:
        return (*self._said, *self._read(self.shop.texts))

    @cached_property
    def _money(self) -> frozenset[Decimal]:
        """Sums of the customer's and of the catalogue's sentences."""
        return frozenset(a.value for a in self._amounts if a.kind == "money")

    @cached_property
    def _counts(self) -> frozenset[Decimal]:
        limits = (limit for o in self.shop.catalogue.offerings for limit in o.limits.values() if limit.is_finite())
        said = _numbers(self._amounts)
        own = {a.value for a in self._said if a.kind == "number"}
        listed = {o.price.amount for o in self.shop.catalogue.offerings if o.price.amount is not None}
        return frozenset({*said, *limits, *listed, *(value * times for value in own for times in _TIMES)})

    @cached_property
    def _all_prices(self) -> frozenset[Decimal]:
        """Prices and differences as they are, for a month or a year: of everything at once, more would make any sum true."""
        plain = set(
            _prices(list(self.shop.catalogue.offerings), [self.shop.catalogue.by_id[base] for base in self.shop.scenario.has])
        )
        return frozenset({*plain, *(price * 12 for price in plain), *self._prices_of(sorted(self.shop.right))})

    def _prices_of(self, products: list[str]) -> frozenset[Decimal]:
        """Prices of these products and of what the customer has, differences and sums with it, a month for a year and back."""
        offerings = [self.shop.catalogue.by_id[product] for product in products]
        owned = [self.shop.catalogue.by_id[product] for product in self.shop.scenario.has]
        plain = set(_prices(offerings, owned))
        if len(offerings) == 2 and all(o.price.amount is not None for o in offerings):
            plain.add(sum((o.price.amount or Decimal(0) for o in offerings), Decimal(0)))
        heads = Decimal(self.shop.scenario.persona.size or 1)
        return frozenset({*(p * n for p in plain for n in (*_TIMES, heads)), *(p / n for p in plain for n in (*_SHARES, heads))})

    def _read(self, texts: Iterable[str]) -> Iterator[Amount]:
        for text in texts:
            yield from read_amounts(text, self.shop.scenario.language, _ANY_DAY)

    def _near(self, amount: Amount, known: Iterable[Decimal], also: Iterable[Decimal]) -> bool:
        slack = abs(amount.value) * Decimal("0.05") if amount.approximate else Decimal("0.005")
        values = (amount.low, amount.high) if amount.low is not None and amount.high is not None else (amount.value,)
        candidates = [*known, *also]
        return all(any(_rounds_to(candidate, value, slack) for candidate in candidates) for value in values if value is not None)

    def _same_duration(self, said: Amount, known: Amount) -> bool:
        return said.value <= _SMALL or any(_as_long(days_of(said), days_of(known) * times) for times in _TIMES)


def _numbers(amounts: Iterable[Amount], kind: str = "number") -> frozenset[Decimal]:
    """The values said, with both ends of ranges."""
    values = ((a.value, a.low, a.high) for a in amounts if a.kind == kind)
    return frozenset(value for group in values for value in group if value is not None)


def _as_long(said: Decimal, known: Decimal) -> bool:
    """The same time, or the same number of weeks."""
    return abs(said - known) < Decimal("0.001") or (said, known) in _WEEKS


def days_of(amount: Amount) -> Decimal:
    """A duration in days; a month counts thirty."""
    return amount.value * _DAYS.get(amount.unit or "day", Decimal(1))


def _prices(offerings: list[Offering], owned: list[Offering]) -> Iterator[Decimal]:
    for offering in (*offerings, *owned):
        if offering.price.amount is not None:
            yield offering.price.amount
            months = MONTHS.get(offering.price.per or "")
            if months:
                yield from (offering.price.amount / months, offering.price.amount / months * 12)
    for offering in offerings:
        for base in owned:
            apart = difference(base.price, offering.price)
            if apart is not None and base is not offering:
                yield abs(apart)
            if (
                base is not offering
                and base.price.per == offering.price.per
                and None not in (base.price.amount, offering.price.amount)
            ):
                yield (base.price.amount or Decimal(0)) + (offering.price.amount or Decimal(0))


def _rounds_to(exact: Decimal, said: Decimal, slack: Decimal) -> bool:
    """Exactly, or as people round what does not come out even: 66.67 is 67, and 1.633 is 1.63."""
    if abs(exact - said) <= slack:
        return True
    uneven = exact != exact.quantize(Decimal("0.01"))
    return uneven and abs(exact - said) < (1 if said == said.to_integral_value() else Decimal("0.01"))
