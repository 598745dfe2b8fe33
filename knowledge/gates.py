"""Reasons why one candidate may not be proposed: one named function each, all must let it pass (R5, R8–R11, R16, R17, R22, R25)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from knowledge.advice import Customer, Reason
from knowledge.candidates import Candidate
from knowledge.catalogue import MONTHS, Catalogue, Complement, PriceTag
from knowledge.evidence import CLEAR_NEED
from knowledge.relations import answered_needs, share_of, step_share, steps_below
from knowledge.usage import fits_use

SURE_NEED = 0.5
"""How surely a need must have been told to stand for the base that it is felt with."""
Gate = Callable[[Catalogue, Customer, Candidate], str | None]


def is_available(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R25."""
    return None if catalogue.by_id[candidate.product].available else "not available"


def is_not_had(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R25: neither owned nor already in the basket, nor a rung below either."""
    had = {line.product for line in (*customer.owned, *customer.basket) if line.product in catalogue.by_id}
    if candidate.product in had:
        return "already owned or chosen"
    past = any(candidate.product in steps_below(catalogue, each) for each in had)
    return "a step below what they have" if past else None


def has_its_base(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R21: an addition to something nobody has, or is taking, completes nothing yet. A usage signal tells that they have it, and so does
    a need that was told surely: it is felt with the base."""
    if candidate.move != "cross-sell" or candidate.known_anchor or candidate.evidence.triggers:
        return None
    surely = max(candidate.evidence.needs.values(), default=0.0) >= SURE_NEED
    return None if surely else "what it completes is not there yet"


def is_no_larger(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R22: for who gets smaller nothing larger, and nothing that was not asked for."""
    asked_for = candidate.move == "cross-sell" and candidate.evidence.asked_for
    return "they are getting smaller" if customer.shrinking and not asked_for else None


def is_within_budget(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R6: with what is in the basket, no more than they said they would pay."""
    if customer.budget is None:
        return None
    bought = [line for line in customer.basket if line.product != candidate.anchor or candidate.move == "cross-sell"]
    prices = [(catalogue.by_id[line.product].price, line.quantity) for line in bought if line.product in catalogue.by_id]
    costs = [_in_period(price, customer.budget_per) for price, _ in prices]
    mine = _in_period(catalogue.by_id[candidate.product].price, customer.budget_per)
    if mine is None:
        return None
    total = mine + sum((cost * line.quantity for cost, line in zip(costs, bought, strict=True) if cost is not None), Decimal(0))
    return "over the budget they named" if total > customer.budget else None


def _in_period(price: PriceTag, period: str | None) -> Decimal | None:
    """A price against a budget for this period; None when the two cannot be compared."""
    if price.amount is None or period is None or price.per == period:
        return price.amount
    months = MONTHS.get(period)
    return price.monthly * months if months is not None and price.monthly is not None else None


def is_compatible(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R25: requirements met, nothing excluded."""
    offering = catalogue.by_id[candidate.product]
    had = {line.product for line in (*customer.owned, *customer.basket)} | {candidate.anchor}
    if had & set(offering.excludes) or any(offering.id in catalogue.by_id[p].excludes for p in had if p in catalogue.by_id):
        return "does not go with what they have"
    if candidate.known_anchor and not set(offering.requires) <= had:
        return "needs something they do not have"
    return None


def is_in_segment(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R25: what is known of the customer does not contradict whom the offering is for."""
    segment = catalogue.by_id[candidate.product].segment
    if segment.industries and customer.industry and customer.industry not in segment.industries:
        return "made for another industry"
    if customer.size is not None:
        too_small = segment.min_size is not None and customer.size < segment.min_size
        too_large = segment.max_size is not None and customer.size > segment.max_size
        if too_small or too_large:
            return "made for another size of customer"
    return None


def is_not_refused(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R17: a refused proposal rests for the pause, and comes back only with new evidence; never twice in a conversation."""
    since = customer.at - timedelta(days=catalogue.policies.refusal_pause_days)
    for offer in customer.history:
        if offer.product != candidate.product or candidate.evidence.asked_for:
            continue
        if offer.outcome == "refused" and (offer.at > since or not candidate.evidence.any):
            return "refused before"
        if offer.here and offer.outcome in ("refused", "later"):
            return "put off in this conversation"
    return None


def is_not_repeated(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R3: what was just proposed is not proposed again unless they come back to it or ask for advice."""
    if customer.asked or candidate.evidence.asked_for or candidate.evidence.needs:
        return None
    open_here = any(offer.here and offer.outcome == "open" and offer.product == candidate.product for offer in customer.history)
    return "proposed already, not answered" if open_here else None


def is_not_after_a_yes(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R3: who has just said yes to something is left to finish, unless a need or a question opens the door again."""
    if customer.asked or candidate.evidence.any:
        return None
    said_yes = any(offer.here and offer.outcome == "accepted" for offer in customer.history)
    return "they have said yes to something already" if said_yes else None


def is_not_required(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R9: what the base cannot work without is no offer."""
    return "the base does not work without it" if candidate.complement and candidate.complement.required else None


def serves_the_goal(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R8: an addition serves the goal behind the purchase; some only when that goal was heard."""
    complement = candidate.complement
    if complement is None or candidate.evidence.any:
        return None
    if complement.only_with_need:
        return "only with a need that has not been heard"
    clear = any(sure >= CLEAR_NEED for sure in customer.needs.values())
    if clear and complement.goals and complement.kind in ("strategic", "expansion"):
        return "serves another goal"
    return None


def keeps_the_anchor(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R10: an addition above a share of its base's price needs an explicit need."""
    if candidate.move != "cross-sell" or candidate.evidence.needs or candidate.evidence.asked_for:
        return None
    share = share_of(catalogue.by_id[candidate.product].price, catalogue.by_id[candidate.anchor].price)
    if share is None or share <= catalogue.policies.anchor_share or candidate.kind in ("strategic", "expansion"):
        return None
    return f"costs {share:.0%} of what it completes, and no need was heard"


def is_the_moment(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R16: before delivery, at checkout, or only once the base has shown its value."""
    when = catalogue.by_id[candidate.product].when
    delivered = "delivered" in customer.signals
    if when in ("before-delivery", "checkout") and delivered:
        return "too late: what it belongs to has been delivered"
    settled = customer.tenure_days is not None and customer.tenure_days > catalogue.policies.onboarding_days
    if when == "checkout" and candidate.owned_anchor and settled:
        return "too late: they have had what it belongs to for a while"
    if when == "after-value" and not candidate.owned_anchor and not candidate.evidence.any:
        return "too early: the base has not shown its value yet"
    return None


def is_the_right_rung(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R11: the next rung, unless use or a need exceeds it."""
    if candidate.move != "upsell" or candidate.rungs == 1:
        return None
    if candidate.evidence.asked_for:
        return None
    lower = _rung_below(catalogue, candidate)
    if lower is None or not catalogue.by_id[lower].available:
        return None
    new_needs = set(candidate.evidence.needs) - answered_needs(catalogue, lower)
    if new_needs or not fits_use(catalogue, customer, lower) or _has_more_room(catalogue, candidate, lower):
        return None
    if candidate.evidence.triggers and not any(
        t.propose == lower for t in catalogue.triggers if t in candidate.evidence.triggers
    ):
        return None
    return "a lower rung is enough"


def is_in_proportion(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R11: a steep step needs something heard that speaks for it, unless it goes further with the same and no use decides."""
    if candidate.move != "upsell" or candidate.evidence.any or not is_steep(catalogue, candidate):
        return None
    use_decides = any(trigger.metric and trigger.propose == candidate.product for trigger in catalogue.triggers)
    if candidate.kind == "personalisation" or (candidate.kind == "extension" and not use_decides):
        return None
    return "costs a good deal more, and nothing heard speaks for it"


def is_steep(catalogue: Catalogue, candidate: Candidate) -> bool:
    """Whether an upgrade adds more than a modest share of what it replaces."""
    share = step_share(catalogue, candidate.anchor, candidate.product)
    return share is not None and share > catalogue.policies.anchor_share


def is_modest(catalogue: Catalogue, candidate: Candidate, complement: Complement) -> bool:
    """Whether an addition may be proposed without its need, and costs little beside what it completes."""
    share = share_of(catalogue.by_id[candidate.product].price, catalogue.by_id[candidate.anchor].price)
    return not complement.only_with_need and share is not None and share <= catalogue.policies.anchor_share


def _rung_below(catalogue: Catalogue, candidate: Candidate) -> str | None:
    for ladder in catalogue.ladders:
        ids = [step.offering for step in ladder.steps]
        if candidate.product in ids and candidate.anchor in ids:
            return ids[ids.index(candidate.product) - 1]
    return None


def _has_more_room(catalogue: Catalogue, candidate: Candidate, lower: str) -> bool:
    """What was outgrown is no roomier on the rung below."""
    mine, below, base = (catalogue.limits_of(p) for p in (candidate.product, lower, candidate.anchor))
    return any(
        metric in mine and below.get(metric, mine[metric]) <= base.get(metric, 0) < mine[metric]
        for metric in candidate.evidence.exceeds
    )


def is_large_enough(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R12: an upgrade that the customer's counts exceed already is no upgrade."""
    if candidate.move == "upsell" and candidate.evidence.exceeds and not fits_use(catalogue, customer, candidate.product):
        return "too small for their use"
    return None


def is_proven(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R22: more of the same than was asked for needs a proven use, growth, or a limit reached."""
    if candidate.kind != "extension" or candidate.evidence.any or customer.signals & {"proven", "value-seen", "growth"}:
        return None
    wanted, limits = customer.wanted_quantity, catalogue.limits_of(candidate.anchor)
    if wanted is not None and any(wanted <= limit for limit in limits.values()):
        return "they asked for less, and the first use is not proven"
    return None


def suits_the_guideline(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """The owner's own rule against it."""
    known = {*customer.signals, *customer.needs}
    against = (word for rule in catalogue.guidelines if rule.about == candidate.product for word in rule.not_when)
    blocking = next((word for word in against if word in known), None)
    return f"the owner's guideline: not with {blocking}" if blocking else None


def has_evidence(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> str | None:
    """R1: a purchase under way, a need, a signal; on what is merely owned, nothing unless somebody asked."""
    if candidate.evidence.any or not candidate.owned_anchor or customer.asked:
        return None
    return "nothing speaks for it yet"


GATES: tuple[tuple[str, str, Gate], ...] = (
    ("R25", "unavailable", is_available), ("R25", "had", is_not_had), ("R25", "incompatible", is_compatible),
    ("R25", "segment", is_in_segment), ("R17", "refused", is_not_refused), ("R3", "repeated", is_not_repeated),
    ("R3", "said-yes", is_not_after_a_yes), ("R9", "required", is_not_required), ("R8", "other-goal", serves_the_goal),
    ("R22", "smaller", is_no_larger), ("R6", "over-budget", is_within_budget), ("R10", "too-dear", keeps_the_anchor),
    ("R16", "wrong-moment", is_the_moment), ("R11", "lower-rung", is_the_right_rung), ("R12", "too-small", is_large_enough),
    ("R22", "unproven", is_proven), ("R5", "guideline", suits_the_guideline), ("R21", "no-base", has_its_base),
    ("R1", "nothing-heard", has_evidence), ("R11", "steep", is_in_proportion),
)  # fmt: skip
"""Rule, name and gate, in the order they are tried; the name is the `code` of the reason."""


def closed_gate(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> Reason | None:
    """The first gate that closes on this candidate, or None when all let it pass."""
    for rule, code, gate in GATES:
        if why := gate(catalogue, customer, candidate):
            return Reason(rule, why, candidate.product, code)
    return None
