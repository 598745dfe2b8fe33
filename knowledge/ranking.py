"""Candidates that passed every gate, best first (R10, R11, R20), and the one or two to propose (R3)."""

from __future__ import annotations

import math
from decimal import Decimal

from knowledge.advice import Customer, Proposal, Reason
from knowledge.candidates import Candidate
from knowledge.catalogue import Catalogue
from knowledge.evidence import CLEAR_NEED
from knowledge.relations import best_argument, difference, lever_of, share_of, step_share

# Log-odds, like the prior of R20 (20 : 1 is 3.0): a need that was clearly heard outweighs the prior, a usage signal equals it.
NEED, TRIGGER, ROOM, ASKED, GUIDELINE, ARGUMENT, ALIKE = 5.0, 3.0, 3.5, 6.0, 0.5, 0.3, 1.0
RUNG, ABOVE_ANCHOR, INFERRED, MIDPOINT = 0.8, 1.0, 1.0, 2.0
AT_CHECKOUT = 0.6
"""What the owner sells at checkout, at checkout (R16)."""


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
    modest = share if share is not None and not candidate.evidence.any else Decimal(0)
    return total - ABOVE_ANCHOR * (share is not None and share > catalogue.policies.anchor_share) - float(min(modest, Decimal(1)))


def _guided(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> bool:
    known = {*customer.signals, *customer.needs}
    return any(rule.about == candidate.product and known & set(rule.when) for rule in catalogue.guidelines)


def _upsell_prior(catalogue: Catalogue, candidate: Candidate) -> float:
    """R20, held back where the step is steep for its base and nothing speaks for it (R11)."""
    share = step_share(catalogue, candidate.anchor, candidate.product)
    steep = share is not None and share > catalogue.policies.anchor_share
    return -0.5 if steep and not candidate.evidence.any else math.log(float(catalogue.policies.upsell_prior)) / 2


def rank(catalogue: Catalogue, customer: Customer, admitted: list[Candidate]) -> list[tuple[float, Candidate]]:
    """What something clearly heard speaks for, then faintly, then the rest; best first, ties in the catalogue's order."""
    scored = [(strength(catalogue, customer, candidate), candidate) for candidate in admitted]
    return sorted(scored, key=lambda pair: (not pair[1].evidence.clear, not pair[1].evidence.any, -pair[0]))


def pick(catalogue: Catalogue, ranked: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """The best, and a second one where something else that was heard speaks for it (R3)."""
    second = next((pair for pair in ranked[1:] if _stands_alone(ranked[0][1], pair[1])), None)
    return [*ranked[:1], second] if second and catalogue.policies.max_offers > 1 else ranked[:1]


def _stands_alone(first: Candidate, second: Candidate) -> bool:
    """A need, a signal or a question of its own: two additions for one need are one too many."""
    if first.move == second.move == "upsell" and (first.anchor == second.anchor or not second.known_anchor):
        return False
    mine, other = second.evidence, first.evidence
    new_need = any(sure >= CLEAR_NEED for need, sure in mine.needs.items() if need not in other.needs)
    signals = {(trigger.signal, trigger.metric) for trigger in other.triggers}
    new_signal = any((trigger.signal, trigger.metric) not in signals for trigger in mine.triggers)
    return new_need or new_signal or (mine.asked_for and other.clear)


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
