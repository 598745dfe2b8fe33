"""Candidates that passed every gate, best first (R10, R11, R20), and the one or two to propose (R3)."""

from __future__ import annotations

import math
from decimal import Decimal

from knowledge.advice import Customer, Proposal, Reason
from knowledge.candidates import Candidate
from knowledge.catalogue import Catalogue
from knowledge.relations import best_argument, difference, lever_of, share_of

# Log-odds, like the prior of R20 (20 : 1 is 3.0): a need that was clearly heard outweighs the prior, a usage signal equals it.
NEED, TRIGGER, ROOM, ASKED, GUIDELINE, ARGUMENT, ALIKE = 5.0, 3.0, 3.5, 6.0, 0.5, 0.3, 1.0
RUNG, ABOVE_ANCHOR, INFERRED, MIDPOINT = 0.8, 1.0, 1.0, 2.0
AT_CHECKOUT = 0.6
"""What the owner sells at checkout, at checkout (R16)."""
SECOND_WITHIN = 1.5
"""A second proposal must be nearly as good as the first, in log-odds."""


def strength(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> float:
    """How much speaks for this candidate, in log-odds."""
    evidence = candidate.evidence
    total = NEED * max(evidence.needs.values(), default=0.0) + 0.5 * max(0, len(evidence.needs) - 1)
    total += (
        TRIGGER * bool(evidence.triggers) + ROOM * bool(evidence.exceeds) + ASKED * evidence.asked_for + ALIKE * evidence.alike
    )
    total += GUIDELINE * _guided(catalogue, customer, candidate)
    total += ARGUMENT * bool(best_argument(catalogue, candidate.product, dict(customer.needs), customer.industry))
    total -= RUNG * (candidate.rungs - 1) + INFERRED * (not candidate.known_anchor)
    if "checkout" in customer.signals and catalogue.by_id[candidate.product].when == "checkout":
        total += AT_CHECKOUT
    if candidate.move == "upsell":
        return total + _upsell_prior(catalogue, candidate)
    share = share_of(catalogue.by_id[candidate.product].price, catalogue.by_id[candidate.anchor].price)
    return total - ABOVE_ANCHOR * (share is not None and share > catalogue.policies.anchor_share)


def _guided(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> bool:
    known = {*customer.signals, *customer.needs}
    return any(rule.about == candidate.product and known & set(rule.when) for rule in catalogue.guidelines)


def _upsell_prior(catalogue: Catalogue, candidate: Candidate) -> float:
    """R20, held back where the step is steep for its base and nothing speaks for it (R11)."""
    share = step_share(catalogue, candidate)
    steep = share is not None and share > catalogue.policies.anchor_share
    return -0.5 if steep and not candidate.evidence.any else math.log(float(catalogue.policies.upsell_prior)) / 2


def step_share(catalogue: Catalogue, candidate: Candidate) -> Decimal | None:
    """What an upgrade adds, as a share of what it replaces."""
    base = catalogue.by_id[candidate.anchor].price
    added = difference(base, catalogue.by_id[candidate.product].price)
    return added / base.amount if added is not None and base.amount else None


def rank(catalogue: Catalogue, customer: Customer, admitted: list[Candidate]) -> list[tuple[float, Candidate]]:
    """Best first; ties keep the catalogue's order, so that the same input gives the same answer."""
    scored = [(strength(catalogue, customer, candidate), candidate) for candidate in admitted]
    return sorted(scored, key=lambda pair: -pair[0])


def pick(catalogue: Catalogue, customer: Customer, ranked: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """The best, and a second one where it stands on its own: its own evidence, or an equal addition."""
    if not ranked:
        return []
    best = ranked[0]
    rest = (pair for pair in ranked[1:] if _goes_along(best, pair) or _belongs_to_checkout(catalogue, customer, pair[1]))
    second = next(rest, None) if catalogue.policies.max_offers > 1 else None
    return [best, second] if second else [best]


def _belongs_to_checkout(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> bool:
    return "checkout" in customer.signals and catalogue.by_id[candidate.product].when == "checkout"


def _goes_along(best: tuple[float, Candidate], other: tuple[float, Candidate]) -> bool:
    first, second = best[1], other[1]
    if first.move == "upsell" and second.move == "upsell" and first.anchor == second.anchor:
        return False
    new_needs = set(second.evidence.needs) - set(first.evidence.needs)
    if new_needs:
        return other[0] >= NEED * 0.5
    if first.evidence.any != second.evidence.any or first.move != second.move:
        return False
    return first.move == "cross-sell" and best[0] - other[0] <= SECOND_WITHIN


def to_proposal(catalogue: Catalogue, customer: Customer, strength_: float, candidate: Candidate) -> Proposal:
    """The candidate as advice, with its reasons."""
    needs = dict(customer.needs)
    upsell = candidate.move == "upsell"
    heard = candidate.evidence.needs
    return Proposal(
        product=candidate.product,
        move=candidate.move,
        kind=candidate.kind,
        lever=lever_of(catalogue, candidate.product, needs, customer.industry),
        score=round(1 / (1 + math.exp(MIDPOINT - strength_)), 2),
        replaces=candidate.anchor if upsell else None,
        completes=None if upsell else candidate.anchor,
        adds=_added(catalogue, candidate),
        inferred=not candidate.known_anchor,
        need=max(heard, key=lambda need: heard[need]) if heard else None,
        reasons=(*candidate.evidence.reasons, _link(candidate)),
    )


def _added(catalogue: Catalogue, candidate: Candidate) -> Decimal | None:
    price = catalogue.by_id[candidate.product].price
    if candidate.move == "cross-sell" or not candidate.known_anchor:
        return price.amount
    added = difference(catalogue.by_id[candidate.anchor].price, price)
    return price.amount if added is None else added


def _link(candidate: Candidate) -> Reason:
    if candidate.move == "upsell":
        return Reason(
            "R11" if candidate.rungs == 1 else "R12", f"{candidate.rungs} up from {candidate.anchor}", candidate.product
        )
    return Reason("R8", f"completes {candidate.anchor}", candidate.product)
