"""Evidence that something is worth proposing: needs that were heard, usage, signals, spending (R1, R12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.advice import Customer, Line, Reason
from knowledge.catalogue import Catalogue, Trigger
from knowledge.relations import answered_needs


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one product: needs heard (id to confidence), triggers that fired, and the reasons in words."""

    needs: dict[str, float] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()
    exceeds: frozenset[str] = frozenset()
    """Metrics on which the customer has outgrown what they have and this product has room."""
    asked_for: bool = False
    alike: bool = False
    """A customer of the same industry has a proof for it, and advice was asked."""
    reasons: tuple[Reason, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything at all speaks for it."""
        return bool(self.needs or self.triggers or self.exceeds or self.asked_for or self.alike)


def gather(catalogue: Catalogue, customer: Customer, product: str, anchor: str | None) -> Evidence:
    """Everything known that speaks for proposing `product` to someone who has, or is choosing, `anchor`."""
    answered = answered_needs(catalogue, product)
    already = answered_needs(catalogue, anchor) if anchor else frozenset()
    needs = {need: sure for need, sure in customer.needs.items() if need in answered and need not in already}
    triggers = tuple(fired(catalogue, customer, product, anchor))
    exceeds = frozenset(outgrown(catalogue, customer, anchor)) & frozenset(roomier(catalogue, product, anchor))
    asked_for = product in customer.considering and product != anchor
    alike = customer.asked and any(p.about == product and customer.industry in p.industries for p in catalogue.proofs)
    reasons = [
        *_reasons(needs, triggers, exceeds, asked_for, product),
        *([Reason("R14", "a similar customer's proof", product)] if alike else []),
    ]
    return Evidence(needs, triggers, exceeds, asked_for, alike, tuple(reasons))


def _reasons(
    needs: dict[str, float], triggers: tuple[Trigger, ...], exceeds: frozenset[str], asked_for: bool, product: str
) -> Iterator[Reason]:
    for need, sure in needs.items():
        yield Reason("R1", f"the need was heard (confidence {sure:.2f})", need)
    for metric in sorted(exceeds):
        yield Reason("R12", f"use of {metric} is at or near the limit, and this has room", product)
    for trigger in triggers:
        what = "pays per use more than this costs" if trigger.pay_per_use else trigger.signal or trigger.metric
        yield Reason("R12", f"usage signal: {what}", product)
    if asked_for:
        yield Reason("R1", "they asked about it", product)


def fired(catalogue: Catalogue, customer: Customer, product: str, anchor: str | None) -> Iterator[Trigger]:
    """Triggers for this product whose condition holds now."""
    for trigger in catalogue.triggers:
        meant = trigger.propose == product and (not trigger.to or anchor is None or anchor in trigger.to)
        if meant and _holds(catalogue, customer, trigger, anchor):
            yield trigger


def _holds(catalogue: Catalogue, customer: Customer, trigger: Trigger, anchor: str | None) -> bool:
    if trigger.pay_per_use:
        price = catalogue.by_id[trigger.propose].price.monthly
        return price is not None and customer.spend is not None and customer.spend > price
    if trigger.metric:
        share = _share_used(catalogue, customer, trigger.metric, anchor)
        return share is not None and share >= trigger.at
    return trigger.signal in customer.signals


def _share_used(catalogue: Catalogue, customer: Customer, metric: str, anchor: str | None) -> Decimal | None:
    """The share of the limit in use: as said, or the count said against the limit of what they have."""
    use = customer.usage.get(metric)
    if use is None:
        return None
    if use.ratio is not None:
        return Decimal(str(use.ratio))
    limit = catalogue.limits_of(anchor).get(metric) if anchor else None
    return use.used / limit if use.used is not None and limit else None


def outgrown(catalogue: Catalogue, customer: Customer, anchor: str | None) -> Iterator[str]:
    """Metrics whose use is near or over the limit of what the customer has."""
    limits = catalogue.limits_of(anchor) if anchor else {}
    for metric, use in customer.usage.items():
        near = use.ratio is not None and Decimal(str(use.ratio)) >= catalogue.policies.near_limit
        over = use.used is not None and metric in limits and use.used > limits[metric] * catalogue.policies.near_limit
        if near or over:
            yield metric


def roomier(catalogue: Catalogue, product: str, anchor: str | None) -> Iterator[str]:
    """Metrics of which `product` allows more than `anchor` (or allows at all)."""
    before = catalogue.limits_of(anchor) if anchor else {}
    for metric, limit in catalogue.limits_of(product).items():
        if metric not in before or limit > before[metric]:
            yield metric


def fits_use(catalogue: Catalogue, customer: Customer, product: str) -> bool:
    """Whether every count the customer has stays within this product's limits."""
    limits = catalogue.limits_of(product)
    return all(use.used is None or metric not in limits or use.used <= limits[metric] for metric, use in customer.usage.items())


def chosen(customer: Customer) -> tuple[Line, ...]:
    """What is being bought or looked at now, the latest last; empty when the talk is only of what is owned."""
    looking = tuple(
        Line(product) for product in customer.considering if product not in {line.product for line in customer.basket}
    )
    return (*customer.basket, *looking)
