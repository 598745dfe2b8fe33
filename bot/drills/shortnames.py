"""What products are called for short: the one word that tells a name apart from its neighbours, and the house's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.drills.cues import Cues, Words
from knowledge.catalogue import Catalogue, Offering
from knowledge.relations import complements_of

_MANY = 2
"""Products that may share a word in their names before it tells them apart no more."""


@dataclass(frozen=True)
class ShortNames:
    """For a customer who has some products: by folded word, the one product it stands for."""

    catalogue: Catalogue
    has: tuple[str, ...]
    cues: Cues

    @cached_property
    def brand(self) -> frozenset[str]:
        """Folded words that many names share: the house's own."""
        count = Counter(
            word for o in self.catalogue.offerings for word in {w for name in o.name.values() for w in Words(name).folded}
        )
        house = Words(self.catalogue.business.name).folded
        return frozenset(word for word, times in count.items() if times > _MANY or word in house)

    @cached_property
    def proper(self) -> Mapping[str, str]:
        """Words that are names when written with a capital: "Professional" of "Hearth Professional"."""
        return self._alone(list(self.catalogue.offerings), self.brand | self.cues.generic)

    @cached_property
    def beside(self) -> Mapping[str, str]:
        """Words for what goes with what the customer has, without its name: the "cover" of a barbecue cover."""
        near = {complement.offer for base in self.has for complement in complements_of(self.catalogue, base)}
        own = {word for base in self.has for name in self.catalogue.by_id[base].name.values() for word in Words(name).folded}
        offerings = [self.catalogue.by_id[product] for product in sorted(near) if product not in self.has]
        return self._alone(offerings, self.brand | self.cues.generic | own)

    def _alone(self, offerings: list[Offering], common: frozenset[str]) -> Mapping[str, str]:
        """The words that are left alone of a name without the common ones, if of one product only."""
        found: dict[str, set[str]] = {}
        for offering in offerings:
            for name in offering.name.values():
                left = [word for word in Words(name).folded if word not in common]
                if len(left) == 1 and not left[0].isdigit():
                    found.setdefault(left[0], set()).add(offering.id)
        return {word: next(iter(products)) for word, products in found.items() if len(products) == 1}
