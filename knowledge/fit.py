"""Whether one named product suits a customer ("can I pitch Group?"): yes with a proposal, or no with what stops it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.advice import Customer, HoldReason, Proposal, Reason
from knowledge.candidates import Candidate, candidates
from knowledge.catalogue import Catalogue
from knowledge.gates import closed_gate
from knowledge.holds import first_hold
from knowledge.ranking import strength, to_proposal
from knowledge.relations import answered_needs, steps_below
from knowledge.usage import spare_room


@dataclass(frozen=True, slots=True)
class Fit:
    """The answer about one product. `reason.code` is the name of the gate that stops it, or covered, no-need, no-link, hold, fits."""

    product: str
    fits: bool
    reason: Reason
    proposal: Proposal | None = None
    hold: HoldReason | None = None
    covered_by: str | None = None
    """With covered: what they have, which is enough for the `used` of the `limit` that `metric` counts."""
    metric: str | None = None
    used: Decimal | None = None
    limit: Decimal | None = None
    ask_about: str | None = None
    """With no-need: the need this product answers, whose question comes first."""


def fit_of(catalogue: Catalogue, customer: Customer, product: str) -> Fit:
    """Whether to propose `product`: the holds, then the gates, then whether anything but the question speaks for it."""
    asking = _without(catalogue, replace(customer, asked=True), product)
    if hold := first_hold(catalogue, asking):
        kind, why = hold
        return Fit(product, False, replace(why, subject=product, code="hold"), hold=kind)
    if product in {line.product for line in asking.owned + asking.basket}:
        return Fit(product, False, Reason("R25", "already owned or chosen", product, "had"))
    candidate = next((each for each in candidates(catalogue, asking) if each.product == product), None)
    if candidate and candidate.evidence.clear and closed_gate(catalogue, asking, candidate) is None:
        return _yes(catalogue, asking, candidate)
    return _covered(catalogue, asking, product) or _no(catalogue, asking, product, candidate)


def _without(catalogue: Catalogue, customer: Customer, product: str) -> Customer:
    """The customer without the product asked about; one named beside a lower tier that they have is only spoken of."""
    owned = {line.product for line in customer.owned}
    spoken_of = bool(owned & set(steps_below(catalogue, product)))
    return replace(
        customer,
        considering=tuple(each for each in customer.considering if each != product),
        owned=tuple(line for line in customer.owned if not (spoken_of and line.product == product)),
    )


def _yes(catalogue: Catalogue, customer: Customer, candidate: Candidate) -> Fit:
    proposal = to_proposal(catalogue, customer, strength(catalogue, customer, candidate), candidate)
    return Fit(candidate.product, True, replace(proposal.reasons[0], code="fits"), proposal)


def _covered(catalogue: Catalogue, customer: Customer, product: str) -> Fit | None:
    """What they have, or are taking, is enough for what they use: a larger tier would stand empty."""
    had = [line.product for line in (*customer.owned, *customer.basket)] + list(customer.considering)
    for lower in (each for each in steps_below(catalogue, product) if each in had):
        for metric, used, limit in spare_room(catalogue, customer, product, lower):
            why = Reason("R12", f"they use {used:f} of {limit:f} {metric}: {lower} covers them", product, "covered")
            return Fit(product, False, why, covered_by=lower, metric=metric, used=used, limit=limit)
    return None


def _no(catalogue: Catalogue, customer: Customer, product: str, candidate: Candidate | None) -> Fit:
    if candidate is None:
        return Fit(product, False, Reason("R21", "nothing they have or are taking leads to it", product, "no-link"))
    closed = closed_gate(catalogue, customer, candidate)
    if closed and closed.code not in ("nothing-heard", "steep", "other-goal", "lower-rung"):
        return Fit(product, False, closed)
    answered = [need for need in sorted(answered_needs(catalogue, product)) if catalogue.need_by_id[need].question]
    ask = next((need for need in candidate.evidence.needs if need in answered), next(iter(answered), None))
    why = (
        closed if closed and closed.code == "lower-rung" else Reason("R1", "nothing heard speaks for it yet", product, "no-need")
    )
    return Fit(product, False, why, ask_about=ask)
