"""What to ask, or how to hold, when nothing may be proposed: the question whose answer would most change that (R1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.advice import Advice, Customer, Reason
from knowledge.candidates import Candidate
from knowledge.catalogue import Catalogue
from knowledge.evidence import CLEAR_NEED, chosen
from knowledge.gates import is_within_budget
from knowledge.relations import answered_needs, bases_of
from knowledge.usage import counts_people, is_about, roomier, spare_room, sufficient_start, used_of

OPTIONS = 4
"""As many names as a question can hold."""


def faint_need(catalogue: Catalogue, open_: list[Candidate]) -> str | None:
    """The surest of the needs that were heard only faintly, if there is a question that would bring it out."""
    heard = {need: sure for candidate in open_ for need, sure in candidate.evidence.needs.items()}
    asked = (need for need in heard if catalogue.need_by_id[need].question)
    return max(asked, key=lambda need: heard[need], default=None)


def room_to_grow(catalogue: Catalogue, customer: Customer, seen: list[Candidate]) -> list[Candidate]:
    """Who grows, nobody said to how many: the next steps that have room for more people."""
    if "growth" not in customer.signals or customer.shrinking:
        return []
    larger = (each for each in seen if each.move == "upsell" and each.rungs == 1 and each.known_anchor)
    return [
        each for each in larger if any(_may_fill(catalogue, customer, m) for m in roomier(catalogue, each.product, each.anchor))
    ]


def _may_fill(catalogue: Catalogue, customer: Customer, metric: str) -> bool:
    return counts_people(catalogue, metric) and customer.size is None and used_of(catalogue, customer, metric) is None


def unmet_needs(catalogue: Catalogue, customer: Customer) -> tuple[str, ...]:
    """Needs clearly heard, the surest first, that nothing they have or are taking answers."""
    had = [line.product for line in (*customer.owned, *chosen(customer)) if line.product in catalogue.by_id]
    answered = {need for product in had for need in answered_needs(catalogue, product)}
    clear = [n for n, sure in customer.needs.items() if sure >= CLEAR_NEED and n not in answered and n in catalogue.need_by_id]
    real = [need for need in clear if not any(_has_room(catalogue, customer, need, product) for product in had)]
    return tuple(sorted(real, key=lambda need: -customer.needs[need]))


def _has_room(catalogue: Catalogue, customer: Customer, need: str, had: str) -> bool:
    """A need for more of what they use far less of than they may."""
    larger = (offering.id for offering in catalogue.offerings if need in answered_needs(catalogue, offering.id))
    return any(
        is_about(catalogue, need, metric) for each in larger for metric, _, _ in spare_room(catalogue, customer, each, had)
    )


def nothing_to_offer(catalogue: Catalogue, customer: Customer, seen: list[Candidate], excluded: tuple[Reason, ...]) -> Advice:
    """Ask while a question could still change something; else say that nothing fits."""
    known = bool(chosen(customer) or customer.owned)
    if not known and not customer.needs and customer.asked and (start := sufficient_start(catalogue, customer)):
        why = Reason("R11", "the lowest tier has room for all they counted", start[1], "enough")
        return Advice("ask", ask_about="product", suggested=start[0], reasons=(why,), excluded=excluded)
    if not known and not customer.needs:
        why = Reason("R1", "too little is known to propose anything")
        return Advice("ask", ask_about="goal", reasons=(why,), excluded=excluded)
    if customer.shrinking:
        why = Reason("R22", "they are getting smaller")
        return Advice("hold", hold="nothing-fits", reasons=(why,), excluded=excluded)
    if cheaper := _affordable(catalogue, customer, seen, excluded):
        why = Reason("R6", "what answers the need is over the budget, the tier below it is not", cheaper)
        return Advice("ask", ask_about="product", suggested=cheaper, reasons=(why,), excluded=excluded)
    if options := _bases_asked_for(catalogue, seen, excluded):
        why = Reason("R21", "what answers the need completes something they have not named")
        return Advice("ask", ask_about="product", options=options, reasons=(why,), excluded=excluded)
    if first := next(_answering(catalogue, customer, excluded, known=known), None):
        why = Reason("R1", "a need was heard that this answers, and it is not chosen", first)
        return Advice("ask", ask_about="product", suggested=first, reasons=(why,), excluded=excluded)
    silent = {reason.subject for reason in excluded if reason.code in ("nothing-heard", "steep")}
    if silent and not unmet_needs(catalogue, customer):
        return ask_about(catalogue, customer, [each for each in seen if each.product in silent], excluded)
    return _held(excluded)


def _affordable(catalogue: Catalogue, customer: Customer, seen: list[Candidate], excluded: tuple[Reason, ...]) -> str | None:
    """The tier below one that costs too much, for somebody who has named none of them."""
    dear = {reason.subject for reason in excluded if reason.code == "over-budget"}
    anchors = (each.anchor for each in seen if each.product in dear and each.move == "upsell" and not each.known_anchor)
    return next((each for each in anchors if _can_be_had(catalogue, customer, each)), None)


def _can_be_had(catalogue: Catalogue, customer: Customer, product: str) -> bool:
    alone = Candidate(product, "cross-sell", "functional", product, False)
    return catalogue.by_id[product].available and not is_within_budget(catalogue, customer, alone)


def _bases_asked_for(catalogue: Catalogue, seen: list[Candidate], excluded: tuple[Reason, ...]) -> tuple[str, ...]:
    """What the best-heard addition goes with, when it is only its base that is missing."""
    baseless = {reason.subject for reason in excluded if reason.code == "no-base"}
    waiting = [each for each in seen if each.product in baseless and each.complement]
    surest = max(waiting, key=lambda each: max(each.evidence.needs.values(), default=0.0), default=None)
    if surest is None or surest.complement is None:
        return ()
    return tuple(each for each in bases_of(catalogue, surest.complement) if catalogue.by_id[each].available)[:OPTIONS]


def _answering(catalogue: Catalogue, customer: Customer, excluded: tuple[Reason, ...], *, known: bool) -> Iterator[str]:
    """Offerings that answer the surest need, can be had on their own, and were not ruled out."""
    out = {reason.subject for reason in excluded}
    additions = {complement.offer for complement in catalogue.complements}
    sure = unmet_needs(catalogue, customer) if known else sorted(customer.needs, key=lambda need: -customer.needs[need])
    for need in sure:
        for offering in catalogue.offerings:
            answers = need in answered_needs(catalogue, offering.id)
            if answers and offering.id not in additions | out and _can_be_had(catalogue, customer, offering.id):
                yield offering.id


def _held(excluded: tuple[Reason, ...]) -> Advice:
    if any(reason.code == "unproven" for reason in excluded):
        return Advice("hold", hold="unproven", reasons=excluded, excluded=excluded)
    if excluded and all(reason.rule == "R17" for reason in excluded):
        return Advice("hold", hold="refused", reasons=excluded, excluded=excluded)
    return Advice("hold", hold="nothing-fits", reasons=(Reason("R21", "nothing in the catalogue fits"),), excluded=excluded)


def ask_about(catalogue: Catalogue, customer: Customer, open_: list[Candidate], excluded: tuple[Reason, ...]) -> Advice:
    """The need whose answer would most change the proposal: the one that tells the most candidates apart."""
    counts = Counter(
        need for candidate in open_ for need in sorted(answered_needs(catalogue, candidate.product)) if need not in customer.needs
    )
    asked = next((need for need, _ in counts.most_common() if catalogue.need_by_id[need].question), None)
    why = Reason("R1", "nothing known speaks for any candidate")
    return Advice("ask", ask_about=asked or "goal", reasons=(why,), excluded=excluded)
