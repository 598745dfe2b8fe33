"""What a seller says that the catalogue does not hold: prices, figures, products, features, trials, promises (R19)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.drills.cues import Words, wording
from bot.drills.figures import Figures, days_of
from bot.drills.sentences import Sentence
from bot.drills.shop import Shop
from nlu.reading import Amount
from nlu.tokens import fold

_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w'’-]{2,}")
_HOURS = 24
_DAYS_TO_TRY = 3
"""Shorter times in a sentence about trying are how long a call takes."""
_BEFORE, _AFTER = 25, 15
"""Characters around a sum in which a word like "only" belongs to it."""


@dataclass(frozen=True)
class Truth:
    """The claims that can be checked in one drill."""

    shop: Shop

    def untrue(self, sentence: Sentence, products: Sequence[str]) -> str | None:
        """Why a sentence is not true, as a key of the wording's `untrue`; `products` are those spoken of in it."""
        return next((kind for kind in self._checks(sentence, products) if kind), None)

    def _checks(self, sentence: Sentence, products: Sequence[str]) -> Iterator[str | None]:
        if not sentence.open:
            yield self._promise(sentence, products)
        yield from (self._amount(sentence, amount, products) for amount in sentence.reading.amounts)
        yield self._limit(sentence, products)
        if sentence.open:
            return
        yield self._unknown_product(sentence)
        if not sentence.asks:
            yield self._feature(sentence, products)

    def _amount(self, sentence: Sentence, amount: Amount, products: Sequence[str]) -> str | None:
        if is_price(sentence, amount):
            fine = self.figures.customers_own(amount) or self.figures.price_holds(amount, products)
            return None if fine or sentence.open else "price"
        if amount.kind == "duration" and sentence.has("trial") and days_of(amount) >= _DAYS_TO_TRY:
            return None if self.figures.trial_holds(amount, (*products, *self.shop.right) if products else ()) else "trial"
        if sentence.asks or self._is_clock_time(sentence, amount) or (amount.kind == "duration" and sentence.does("next")):
            return None
        return None if self.figures.figure_holds(amount) or self._goes_with_price(sentence, amount, products) else "figure"

    def _goes_with_price(self, sentence: Sentence, amount: Amount, products: Sequence[str]) -> bool:
        """Whether a bare number beside a price is what the price comes to: "12 euros par mois, 144 sur l'année"."""
        return amount.kind == "number" and bool(self._prices(sentence)) and self.figures.price_holds(amount, products)

    def _is_clock_time(self, sentence: Sentence, amount: Amount) -> bool:
        """Whether a number says when: "entro le 15", "jusqu'à 17 heures"."""
        before = Words(sentence.text[: amount.span[0]]).folded[-2:]
        hours = amount.value <= _HOURS and (amount.unit == "hour" or (amount.kind == "number" and not amount.unit))
        return hours and bool(set(before) & set(wording(self.shop.language)["cues"]["clock"]))

    def _limit(self, sentence: Sentence, products: Sequence[str]) -> str | None:
        """A number of users, gigabytes and the like that none of the products spoken of allows."""
        if sentence.asks or sentence.does("proof") or not products:
            return None
        metrics = {metric.id for metric in self.shop.catalogue.metrics}
        said = [
            (usage.metric, usage.used) for usage in sentence.reading.usages if usage.metric in metrics and usage.used is not None
        ]
        return "figure" if any(m and n and not self.figures.limit_holds(m, n, products) for m, n in said) else None

    def _promise(self, sentence: Sentence, products: Sequence[str]) -> str | None:
        for kind in ("discount", "free", "guarantee"):
            at = self.shop.cues.at(kind, sentence.words)
            if at is not None and not self._granted(kind, sentence, products):
                return kind
        return None

    def _granted(self, kind: str, sentence: Sentence, products: Sequence[str]) -> bool:
        """Whether the catalogue promises it too: in so many words, by a trial, or by a price of nothing."""
        if any(self.shop.cues.has(kind, Words(text)) for text in self.shop.texts):
            return True
        if kind != "free":
            return False
        about = [self.shop.catalogue.by_id[product] for product in (*products, *self.shop.scenario.has)]
        return bool(self.shop.catalogue.trials and sentence.has("trial")) or any(o.price.amount == 0 for o in about)

    def _unknown_product(self, sentence: Sentence) -> str | None:
        """A capitalised name beside a word like "plan" that nothing is called."""
        nouns = self.shop.cues.generic
        words = list(re.finditer(r"[\w'’-]+", sentence.text))
        for here, after in pairwise(words):
            noun, name = (here, after) if fold(here[0]) in nouns else (after, here)
            if fold(noun[0]) not in nouns or not _CAPITAL.fullmatch(name[0]) or name.start() == words[0].start():
                continue
            if not set(Words(name[0]).folded) <= self._known_words:
                return "product"
        return None

    def _feature(self, sentence: Sentence, products: Sequence[str]) -> str | None:
        """Something said to be included that the catalogue gives to none of the products spoken of, or never heard of."""
        at = self.shop.cues.at("includes", sentence.words)
        if at is None or not products:
            return None
        for mention in sentence.reading.features:
            if mention.product in self.shop.catalogue.feature_by_id and not mention.negated:
                return (
                    None
                    if any(mention.product in self.shop.catalogue.features_of(product) for product in products)
                    else "feature"
                )
        said = self.shop.cues.stems(" ".join(Words(sentence.text[at:]).folded[1:]))
        return "feature" if said and not said & self.shop.vocabulary else None

    @cached_property
    def figures(self) -> Figures:
        """The numbers that hold."""
        return Figures(self.shop)

    @cached_property
    def _known_words(self) -> frozenset[str]:
        business = (
            self.shop.catalogue.business.name,
            self.shop.scenario.persona.name,
            *self.shop.scenario.spoken,
            *self.shop.texts,
        )
        named = (name for names in self.shop.names.values() for name in names)
        features = (name for feature in self.shop.catalogue.features for name in feature.name.values())
        return frozenset(word for text in (*business, *named, *features) for word in Words(text).folded)

    def price_place(self, sentence: Sentence) -> int | None:
        """Where in the message a sentence speaks of a price; not when it asks, nor when the sum is the customer's own."""
        if sentence.open:
            return None
        places = [amount.span[0] for amount in self._prices(sentence)]
        worded = None if sentence.asks else self.shop.cues.at("price", sentence.words)
        places += [worded] if worded is not None else []
        return sentence.start + min(places) if places else None

    def belittles_price(self, sentence: Sentence) -> bool:
        """Whether a price is made small ("only 20 more") as if that were a reason."""
        prices = self._prices(sentence)
        compared = bool(prices) and sentence.has("compare", negated=True)
        return compared or sentence.has("cheap") or any(self._belittled(sentence, amount) for amount in prices)

    def _prices(self, sentence: Sentence) -> list[Amount]:
        return [a for a in sentence.reading.amounts if is_price(sentence, a) and not self.figures.customers_own(a)]

    def _belittled(self, sentence: Sentence, amount: Amount) -> bool:
        around = Words(sentence.text[max(0, amount.span[0] - _BEFORE) : amount.span[1] + _AFTER])
        return self.shop.cues.has("minimise", around, negated=True)


def is_price(sentence: Sentence, amount: Amount) -> bool:
    """Whether an amount is money, or a bare number said as a price."""
    if amount.kind == "money":
        return True
    if amount.kind != "number" or amount.unit or amount.each:
        return False
    at = sentence.shop.cues.at("price", sentence.words)
    with_period = sentence.shop.cues.has("periods", Words(amount.text), negated=True)
    return (at is not None and 0 <= amount.span[0] - at <= _BEFORE) or with_period
