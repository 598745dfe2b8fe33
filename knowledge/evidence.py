"""Evidence that something is worth proposing: needs that were heard, usage, signals, spending (R1, R12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.advice import Customer, Line, Reason
from knowledge.catalogue import Catalogue, Trigger
from knowledge.relations import answered_needs
from knowledge.usage import counts_people, is_about, least_share, outgrown, roomier, share_used, spare_room

CLEAR_NEED = 0.34
"""How surely a need must have been heard to be proposed for; a fainter one is asked about (R1)."""


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
    def clear(self) -> bool:
        """Whether something was heard that is worth a proposal, not only a question."""
        sure = max(self.needs.values(), default=0.0) >= CLEAR_NEED
        return bool(sure or self.triggers or self.exceeds or self.asked_for or self.alike)

    @property
    def any(self) -> bool:
        """Whether anything at all speaks for it."""
        return bool(self.needs or self.triggers or self.exceeds or self.asked_for or self.alike)


def gather(catalogue: Catalogue, customer: Customer, product: str, anchor: str | None) -> Evidence:
    """Everything known that speaks for proposing `product` to someone who has, or is choosing, `anchor`."""
    answered = answered_needs(catalogue, product)
    already = answered_needs(catalogue, anchor) if anchor else frozenset()
    spare = [metric for metric, _, _ in spare_room(catalogue, customer, product, anchor)]
    heard = {need: sure for need, sure in customer.needs.items() if need in answered and need not in already}
    needs = {need: sure for need, sure in heard.items() if not any(is_about(catalogue, need, metric) for metric in spare)}
    triggers = tuple(fired(catalogue, customer, product, anchor))
    exceeds = frozenset(outgrown(catalogue, customer, anchor)) & frozenset(roomier(catalogue, product, anchor))
    asked_for = product in customer.considering and product != anchor and not (spare and not needs)
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
        if meant and not _premature(catalogue, customer, trigger, anchor) and _holds(catalogue, customer, trigger, anchor):
            yield trigger


def _premature(catalogue: Catalogue, customer: Customer, trigger: Trigger, anchor: str | None) -> bool:
    """Growth speaks for no larger plan while the people there are fill no more than half of the one they have."""
    spare = spare_room(catalogue, customer, trigger.propose, anchor)
    return trigger.signal == "growth" and any(counts_people(catalogue, metric) for metric, _, _ in spare)


def _holds(catalogue: Catalogue, customer: Customer, trigger: Trigger, anchor: str | None) -> bool:
    if trigger.pay_per_use:
        price = catalogue.by_id[trigger.propose].price.monthly
        return price is not None and customer.spend is not None and customer.spend > price
    if trigger.metric:
        share = share_used(catalogue, customer, trigger.metric, anchor)
        return share is not None and share >= least_share(customer, anchor, trigger.at)
    return trigger.signal in customer.signals


def chosen(customer: Customer) -> tuple[Line, ...]:
    """What is being bought or looked at now, the latest last; empty when the talk is only of what is owned."""
    looking = tuple(
        Line(product) for product in customer.considering if product not in {line.product for line in customer.basket}
    )
    return (*customer.basket, *looking)
