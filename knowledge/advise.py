"""The choice: candidates → gates → ranking → at most two; or the one question to ask; or why to hold."""

from __future__ import annotations

from knowledge.advice import Advice, Customer, Proposal, Reason
from knowledge.candidates import Candidate, candidates
from knowledge.catalogue import Catalogue
from knowledge.evidence import chosen
from knowledge.gates import closed_gate, is_modest, is_steep
from knowledge.holds import first_hold
from knowledge.questions import ask_about, faint_need, nothing_to_offer, room_to_grow, unmet_needs
from knowledge.ranking import pick, rank, strength, to_proposal


def advise(catalogue: Catalogue, customer: Customer) -> Advice:
    """Offer, ask or hold for what is known of this customer. Pure and deterministic."""
    if hold := first_hold(catalogue, customer):
        reason, why = hold
        return Advice("hold", hold=reason, reasons=(why,))
    verdicts = [(candidate, closed_gate(catalogue, customer, candidate)) for candidate in candidates(catalogue, customer)]
    excluded = tuple(reason for _, reason in verdicts if reason)
    ranked = rank(catalogue, customer, [candidate for candidate, reason in verdicts if reason is None])
    clear = bool(ranked) and ranked[0][1].evidence.clear
    if not clear and (larger := room_to_grow(catalogue, customer, [candidate for candidate, _ in verdicts])):
        return ask_about(catalogue, customer, larger, excluded)
    if not ranked or (not ranked[0][1].evidence.any and unmet_needs(catalogue, customer)):
        return nothing_to_offer(catalogue, customer, [candidate for candidate, _ in verdicts], excluded)
    if not _stands(catalogue, ranked[0][1]) and (faint := faint_need(catalogue, [candidate for _, candidate in ranked])):
        why = Reason("R1", "the need was heard too faintly to propose anything for it", faint)
        return Advice("ask", ask_about=faint, reasons=(why,), excluded=excluded)
    if _too_open(customer, ranked[0][1], ranked):
        return ask_about(catalogue, customer, [candidate for _, candidate in ranked], excluded)
    picked = pick(catalogue, ranked)
    proposals = tuple(to_proposal(catalogue, customer, score, candidate) for score, candidate in picked)
    reasons = tuple(reason for proposal in proposals for reason in proposal.reasons)
    return Advice("offer", proposals, reasons=reasons, excluded=excluded)


def proposed_again(catalogue: Catalogue, customer: Customer, product: str) -> Proposal | None:
    """The proposal of something that was proposed a moment ago; None where nothing leads to it any more."""
    candidate = next((each for each in candidates(catalogue, customer) if each.product == product), None)
    return to_proposal(catalogue, customer, strength(catalogue, customer, candidate), candidate) if candidate else None


def _stands(catalogue: Catalogue, best: Candidate) -> bool:
    """Something was clearly heard for it, or it is modest beside what is being chosen: that may be proposed unasked (R10, R20)."""
    if best.evidence.clear or best.owned_anchor:
        return best.evidence.clear
    return not is_steep(catalogue, best) if best.complement is None else is_modest(catalogue, best, best.complement)


def _too_open(customer: Customer, best: Candidate, ranked: list[tuple[float, Candidate]]) -> bool:
    """R1: only what is owned is known, nothing speaks for any candidate, and they pull in different directions."""
    if best.evidence.any or chosen(customer):
        return False
    return len({candidate.move for _, candidate in ranked}) > 1 and len(ranked) > 2
