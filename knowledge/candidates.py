"""What could be proposed at all: rungs above what is chosen or owned, and what completes it (R21: nothing without a link)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from knowledge.advice import Customer
from knowledge.catalogue import Catalogue, Complement, Kind, Move
from knowledge.evidence import Evidence, chosen, gather
from knowledge.relations import bases_of, complements_of, steps_above


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that could be proposed: `anchor` is what it replaces (upsell) or completes (cross-sell)."""

    product: str
    move: Move
    kind: Kind
    anchor: str
    owned_anchor: bool
    """The anchor is owned, not being bought."""
    known_anchor: bool = True
    """False when the customer has not named the anchor: it was inferred from the need."""
    rungs: int = 1
    """How many rungs above the anchor (upsell)."""
    complement: Complement | None = None
    evidence: Evidence = field(default_factory=Evidence)


def candidates(catalogue: Catalogue, customer: Customer) -> list[Candidate]:
    """Every linked candidate once (the first link found), with its evidence; without any anchor, what the needs and signals point to."""
    found: dict[str, Candidate] = {}
    for candidate in _linked(catalogue, customer):
        found.setdefault(candidate.product, candidate)
    if not found or not (chosen(customer) or any(c.evidence.any for c in found.values())):
        for candidate in _pointed_to(catalogue, customer):
            found.setdefault(candidate.product, candidate)
    return list(found.values())


def _linked(catalogue: Catalogue, customer: Customer) -> Iterator[Candidate]:
    owned = {line.product for line in customer.owned}
    now = [line.product for line in reversed(chosen(customer)) if line.product in catalogue.by_id]
    for anchor in [*now, *(product for product in owned if product in catalogue.by_id)]:
        for candidate in _from(catalogue, anchor, owned_anchor=anchor in owned):
            yield replace(candidate, evidence=gather(catalogue, customer, candidate.product, anchor))


def _from(catalogue: Catalogue, anchor: str, *, owned_anchor: bool) -> Iterator[Candidate]:
    for ladder, index in steps_above(catalogue, anchor):
        start = [step.offering for step in ladder.steps].index(anchor)
        step = ladder.steps[index]
        yield Candidate(step.offering, "upsell", step.kind, anchor, owned_anchor, rungs=index - start)
    for trigger in catalogue.triggers:
        if trigger.pay_per_use and catalogue.by_id[anchor].price.per == "use" and trigger.propose != anchor:
            yield Candidate(trigger.propose, "upsell", "version", anchor, owned_anchor)
    for complement in complements_of(catalogue, anchor):
        yield Candidate(complement.offer, "cross-sell", complement.kind, anchor, owned_anchor, complement=complement)


def _pointed_to(catalogue: Catalogue, customer: Customer) -> Iterator[Candidate]:
    """With no product named: rungs and complements that a need, a signal or usage speaks for; the lower rung or the base is assumed."""
    spoken_of = {line.product for line in chosen(customer)}
    for ladder in catalogue.ladders:
        for lower, step in zip(ladder.steps, ladder.steps[1:], strict=False):
            evidence = gather(catalogue, customer, step.offering, lower.offering)
            if evidence.any and step.offering not in spoken_of:
                yield Candidate(step.offering, "upsell", step.kind, lower.offering, True, False, evidence=evidence)
    for complement in catalogue.complements:
        bases = bases_of(catalogue, complement)
        evidence = gather(catalogue, customer, complement.offer, None)
        if bases and evidence.any and complement.offer not in spoken_of:
            yield Candidate(complement.offer, "cross-sell", complement.kind, bases[0], True, False, 1, complement, evidence)
