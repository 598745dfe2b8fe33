"""What is best proposed: the most perceived value for the least extra cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.catalogue import Catalogue
from knowledge.doctor.line import AdviceLine, percent
from knowledge.doctor.offers import base_shares, climbs
from knowledge.relations import answered_needs, arguments_for

MOST = 10
_CHEAPEST = Decimal("0.02")
"""Two per cent more or less is nothing to a customer; without a floor, gifts would lead every list."""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A step or an addition: `value` counts what speaks for it, `share` is its extra cost as a share of the base."""

    product: str
    base: str
    upgrade: bool
    share: Decimal
    evidence: tuple[tuple[str, int], ...]

    @property
    def value(self) -> int:
        """Perceived value, in points."""
        return sum(_POINTS[name] * min(count, _ENOUGH) for name, count in self.evidence)

    @property
    def ratio(self) -> Decimal:
        """Value for money: what the list is ordered by."""
        return self.value / max(self.share, _CHEAPEST)


_POINTS = {"argument": 2, "impact": 2, "need": 1, "proof": 2, "trial": 1, "new feature": 1, "higher limit": 1}
"""What makes customers see a value: what is said and shown weighs more than what is merely there."""
_ENOUGH = 3


def opportunities(catalogue: Catalogue) -> tuple[AdviceLine, ...]:
    """The best ones, best first."""
    found = [found for found in (*_upgrades(catalogue), *_additions(catalogue)) if found.value]
    found.sort(key=lambda one: (-one.ratio, one.product, one.base))
    return tuple(_line(one) for one in found[:MOST])


def _upgrades(catalogue: Catalogue) -> Iterator[Opportunity]:
    for climb in climbs(catalogue):
        factor = climb.factor
        if factor is not None and climb.high.available:
            features = set(catalogue.features_of(climb.high.id)) - set(catalogue.features_of(climb.low.id))
            lower, higher = catalogue.limits_of(climb.low.id), catalogue.limits_of(climb.high.id)
            raised = sum(limit > lower.get(metric, Decimal(0)) for metric, limit in higher.items())
            more = (("new feature", len(features)), ("higher limit", raised))
            evidence = (*_evidence(catalogue, climb.high.id), *more)
            yield Opportunity(climb.high.id, climb.low.id, True, factor - 1, evidence)


def _additions(catalogue: Catalogue) -> Iterator[Opportunity]:
    for complement in catalogue.complements:
        shares = base_shares(catalogue, complement)
        if shares and not complement.required and catalogue.by_id[complement.offer].available:
            base, share = shares[len(shares) // 2]
            yield Opportunity(complement.offer, base, False, share, _evidence(catalogue, complement.offer))


def _evidence(catalogue: Catalogue, product: str) -> tuple[tuple[str, int], ...]:
    arguments = arguments_for(catalogue, product)
    about = {product, *catalogue.features_of(product)}
    return (
        ("argument", len(arguments)),
        ("impact", sum(argument.impact is not None for argument in arguments)),
        ("need", len(answered_needs(catalogue, product))),
        ("proof", sum(proof.about in about for proof in catalogue.proofs)),
        ("trial", sum(trial.of == product for trial in catalogue.trials)),
    )


def _line(one: Opportunity) -> AdviceLine:
    found = ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for name, count in one.evidence if count)
    move = f"upgrade from {one.base}" if one.upgrade else f"with {one.base}"
    counts = dict(one.evidence)
    lacking = next((name for name in ("argument", "impact", "proof") if not counts[name]), None)
    article = "an" if lacking and lacking[0] in "ai" else "a"
    remedy = f"propose it, and add {article} {lacking} to make it stronger" if lacking else "propose it"
    return AdviceLine("opportunity", f"offering {one.product}", f"{move}: {percent(one.share)} more for {found}", remedy)
