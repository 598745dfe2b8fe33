"""The choice: candidates → gates → ranking → at most two; or the one question to ask; or why to hold."""

from __future__ import annotations

from collections import Counter

from knowledge.advice import Advice, Customer, Reason
from knowledge.candidates import Candidate, candidates
from knowledge.catalogue import Catalogue
from knowledge.evidence import chosen
from knowledge.gates import closed_gate
from knowledge.holds import first_hold
from knowledge.ranking import pick, rank, to_proposal
from knowledge.relations import answered_needs


def advise(catalogue: Catalogue, customer: Customer) -> Advice:
    """Offer, ask or hold for what is known of this customer. Pure and deterministic."""
    if hold := first_hold(catalogue, customer):
        reason, why = hold
        return Advice("hold", hold=reason, reasons=(why,))
    verdicts = [(candidate, closed_gate(catalogue, customer, candidate)) for candidate in candidates(catalogue, customer)]
    excluded = tuple(reason for _, reason in verdicts if reason)
    ranked = rank(catalogue, customer, [candidate for candidate, reason in verdicts if reason is None])
    if not ranked:
        return _nothing(catalogue, customer, [candidate for candidate, _ in verdicts], excluded)
    if _too_open(customer, ranked[0][1], ranked):
        return _ask(catalogue, customer, [candidate for _, candidate in ranked], excluded)
    picked = pick(catalogue, customer, ranked)
    proposals = tuple(to_proposal(catalogue, customer, score, candidate) for score, candidate in picked)
    reasons = tuple(reason for proposal in proposals for reason in proposal.reasons)
    return Advice("offer", proposals, reasons=reasons, excluded=excluded)


def _too_open(customer: Customer, best: Candidate, ranked: list[tuple[float, Candidate]]) -> bool:
    """R1: only what is owned is known, nothing speaks for any candidate, and they pull in different directions."""
    if best.evidence.any or chosen(customer):
        return False
    return len({candidate.move for _, candidate in ranked}) > 1 and len(ranked) > 2


def _nothing(catalogue: Catalogue, customer: Customer, seen: list[Candidate], excluded: tuple[Reason, ...]) -> Advice:
    """Ask while a question could still change something; else say that nothing fits."""
    known = bool(chosen(customer) or customer.owned)
    if not known and not customer.needs:
        return Advice(
            "ask", ask_about="goal", reasons=(Reason("R1", "too little is known to propose anything"),), excluded=excluded
        )
    if not known and (first := _answering(catalogue, customer)):
        why = Reason("R1", "a need was heard, nothing is chosen yet", first)
        return Advice("ask", ask_about="product", suggested=first, reasons=(why,), excluded=excluded)
    if any(reason.rule == "R1" for reason in excluded) and not customer.needs:
        return _ask(
            catalogue, customer, [c for c in seen if any(r.subject == c.product and r.rule == "R1" for r in excluded)], excluded
        )
    if any(reason.rule == "R22" for reason in excluded):
        return Advice("hold", hold="unproven", reasons=excluded, excluded=excluded)
    if excluded and all(reason.rule == "R17" for reason in excluded):
        return Advice("hold", hold="refused", reasons=excluded, excluded=excluded)
    return Advice("hold", hold="nothing-fits", reasons=(Reason("R21", "nothing in the catalogue fits"),), excluded=excluded)


def _answering(catalogue: Catalogue, customer: Customer) -> str | None:
    """The first offering that answers the surest need and can be had."""
    needs = sorted(customer.needs, key=lambda need: -customer.needs[need])
    answering = (o.id for need in needs for o in catalogue.offerings if o.available and need in answered_needs(catalogue, o.id))
    return next(answering, None)


def _ask(catalogue: Catalogue, customer: Customer, open_: list[Candidate], excluded: tuple[Reason, ...]) -> Advice:
    """The need whose answer would most change the proposal: the one that tells the most candidates apart."""
    counts = Counter(
        need for candidate in open_ for need in sorted(answered_needs(catalogue, candidate.product)) if need not in customer.needs
    )
    asked = next((need for need, _ in counts.most_common() if catalogue.need_by_id[need].question), None)
    return Advice(
        "ask", ask_about=asked or "goal", reasons=(Reason("R1", "nothing known speaks for any candidate"),), excluded=excluded
    )
