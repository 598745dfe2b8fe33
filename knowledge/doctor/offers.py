"""What is offered: ladders, complements, margins, needs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from knowledge.catalogue import Catalogue, Complement, Ladder, Offering, PriceTag
from knowledge.doctor.line import AdviceLine, percent, some
from knowledge.doctor.phrases import REQUIREMENT
from knowledge.prices import comparable, written
from knowledge.relations import answered_needs, arguments_for, bases_of, share_of

TOO_CLOSE = Decimal("1.03")
"""Below 3 % apart, two tiers cost the same to a customer."""
TOO_FAR = Decimal(4)
"""The dearer of two neighbours at four times the other leaves out everyone in between."""


class Climb(NamedTuple):
    """Two neighbours on a ladder."""

    ladder: Ladder
    low: Offering
    high: Offering

    @property
    def factor(self) -> Decimal | None:
        """How many times the lower price the higher one is; None when they cannot be compared or the lower one is free."""
        amounts = comparable(self.low.price, self.high.price)
        return amounts[1] / amounts[0] if amounts and amounts[0] else None


def climbs(catalogue: Catalogue) -> Iterator[Climb]:
    """Every step of every ladder."""
    for ladder in catalogue.ladders:
        for low, high in pairwise(ladder.steps):
            yield Climb(ladder, catalogue.by_id[low.offering], catalogue.by_id[high.offering])


def tiers_too_close(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Neighbours that cost the same, or that nothing tells apart (R11)."""
    for ladder, low, high in climbs(catalogue):
        factor = Climb(ladder, low, high).factor
        if factor is not None and factor < TOO_CLOSE:
            message = f"{high.id} costs hardly more than {low.id}, so nobody would choose {low.id}"
            yield AdviceLine("warning", f"ladder {ladder.id}", message, "widen the difference, or drop one of the two")
        features = set(catalogue.features_of(high.id)) - set(catalogue.features_of(low.id))
        limits = dict(catalogue.limits_of(high.id)) != dict(catalogue.limits_of(low.id))
        if not features and not limits and not arguments_for(catalogue, high.id):
            message = f"nothing tells {high.id} from {low.id}: no feature, no limit, no argument"
            yield AdviceLine("warning", f"ladder {ladder.id}", message, "say what climbing changes for the customer")


def skipped_prices(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Neighbours so far apart that a price range is left out."""
    for ladder, low, high in climbs(catalogue):
        factor = Climb(ladder, low, high).factor
        if factor is not None and factor > TOO_FAR:
            prices = f"{low.id} ({written(low.price)}) and {high.id} ({written(high.price)})"
            message = f"nothing is offered between {prices}, {factor:.0f} times as much"
            yield AdviceLine("warning", f"ladder {ladder.id}", message, "add a step between them")


def without_argument(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """What can be proposed and has nothing to be proposed with (R2)."""
    above = {high.id for _, _, high in climbs(catalogue)}
    beside = {complement.offer for complement in catalogue.complements} - above
    for offering in catalogue.offerings:
        if offering.id in above and not arguments_for(catalogue, offering.id):
            message = "it can be proposed as an upgrade and has no argument"
            yield AdviceLine(
                "warning", f"offering {offering.id}", message, "write what it changes for the customer, under arguments"
            )
        elif offering.id in beside and not arguments_for(catalogue, offering.id):
            message = "the reason it completes a purchase is all there is to say for it"
            yield AdviceLine("hint", f"offering {offering.id}", message, "add an argument about a result, for those who ask")


def standing_alone(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """What is never proposed and never leads to a proposal."""
    linked = {step.offering for ladder in catalogue.ladders for step in ladder.steps}
    for complement in catalogue.complements:
        linked |= {complement.offer, *bases_of(catalogue, complement)}
    linked |= {trigger.propose for trigger in catalogue.triggers}
    alone = [offering.id for offering in catalogue.offerings if offering.available and offering.id not in linked]
    if alone:
        message = f"nothing leads to or from {some(alone)}"
        yield AdviceLine("hint", "offerings", message, "put them on a ladder, or say what completes them")


def really_required(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Complements the base does not work without (R9)."""
    for complement in catalogue.complements:
        entry = f"complement {complement.offer}"
        needing = [base for base in bases_of(catalogue, complement) if complement.offer in catalogue.by_id[base].requires]
        if complement.required:
            remedy = "include it in the price if you can"
            yield AdviceLine("hint", entry, "it is a requirement: it is said plainly and never sold as a benefit", remedy)
        elif needing:
            remedy = "write required: yes, or include it"
            yield AdviceLine("warning", entry, f"{some(needing)} requires it, so it is no benefit on top", remedy)
        elif any(REQUIREMENT.search(said) for said in complement.reason.values()):
            message = "its reason sounds as if nothing worked without it"
            yield AdviceLine("warning", entry, message, "write required: yes, or say what it makes better")


def too_dear(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Complements above the anchor share of what they complete (R10)."""
    most = catalogue.policies.anchor_share
    for complement in catalogue.complements:
        if complement.only_with_need or complement.required:
            continue
        shares = base_shares(catalogue, complement)
        dear = [base for base, share in shares if share > most]
        if dear:
            worst = max(share for _, share in shares)
            message = f"it costs up to {percent(worst)} of what it completes ({some(dear)}), above {percent(most)}"
            remedy = "write only_with_need: yes, or offer a smaller one"
            yield AdviceLine("warning", f"complement {complement.offer}", message, remedy)


def base_shares(catalogue: Catalogue, complement: Complement) -> list[tuple[str, Decimal]]:
    """What a complement costs as a share of each base it can be compared with, smallest share first."""
    offer = catalogue.by_id[complement.offer]
    shares = [(base, share_of(offer.price, catalogue.by_id[base].price)) for base in bases_of(catalogue, complement)]
    return sorted(((base, share) for base, share in shares if share is not None), key=lambda pair: pair[1])


def margins(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Proposals that earn less than what they replace, or less than nothing (K12)."""
    for offering in catalogue.offerings:
        if offering.margin is not None and offering.margin < 0:
            yield AdviceLine(
                "warning", f"offering {offering.id}", "every sale of it loses money", "raise its price, or stop proposing it"
            )
    for ladder, low, high in climbs(catalogue):
        earned = _earned(low, low.price), _earned(high, high.price)
        if earned[0] is not None and earned[1] is not None and earned[1] < earned[0] and low.price.per == high.price.per:
            message = f"climbing from {low.id} to {high.id} earns less ({earned[1]:.2f} after {earned[0]:.2f})"
            yield AdviceLine("warning", f"ladder {ladder.id}", message, "raise the price or lower the cost of the higher step")
    for complement in catalogue.complements:
        offer = catalogue.by_id[complement.offer]
        richer = [base for base in bases_of(catalogue, complement) if _thins(offer, catalogue.by_id[base])]
        if richer:
            message = f"its margin is less than half of that of {some(richer)}"
            yield AdviceLine("hint", f"complement {complement.offer}", message, "propose others first, or raise its price")


def _earned(offering: Offering, price: PriceTag) -> Decimal | None:
    return price.amount * offering.margin if price.amount is not None and offering.margin is not None else None


def _thins(offer: Offering, base: Offering) -> bool:
    return offer.margin is not None and base.margin is not None and offer.margin * 2 < base.margin


def unanswered_needs(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """Needs that can be heard and lead to nothing."""
    answered = {need for offering in catalogue.offerings for need in answered_needs(catalogue, offering.id)}
    for need in catalogue.needs:
        if need.id not in answered:
            remedy = "name offerings under answered_by, or an argument for it"
            yield AdviceLine("warning", f"need {need.id}", "nothing answers it", remedy)


def paid_per_use(catalogue: Catalogue) -> Iterator[AdviceLine]:
    """What is paid each time it is used, with nothing to change to for who uses it a lot (R12)."""
    flat = any(trigger.pay_per_use for trigger in catalogue.triggers)
    climbed = {low.id for _, low, high in climbs(catalogue) if high.price.monthly is not None}
    per_use = [offering.id for offering in catalogue.offerings if offering.price.per == "use" and offering.available]
    stuck = [] if flat else [each for each in per_use if each not in climbed]
    if stuck:
        message = f"who pays {some(stuck)} each time can be offered nothing, however much they use"
        remedy = "put it on a ladder below a plan at a fixed price, with a trigger that says pay_per_use: yes"
        yield AdviceLine("warning", "offerings", message, remedy)
