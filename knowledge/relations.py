"""What follows from a catalogue alone: who answers which need, where a product stands on its ladders, what a choice adds in price."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from knowledge.catalogue import Argument, Catalogue, Complement, Ladder, Lever, PriceTag, Proof


def answered_needs(catalogue: Catalogue, product: str) -> frozenset[str]:
    """Need ids that this offering answers, by `answered_by`, by an argument about it or one of its features, or as a complement's goal."""
    about = {product, *catalogue.features_of(product), *_extended(catalogue, product)}
    found = {need.id for need in catalogue.needs if about & set(need.answered_by)}
    found.update(need for argument in catalogue.arguments if argument.about in about for need in argument.needs)
    found.update(goal for complement in catalogue.complements if complement.offer == product for goal in complement.goals)
    return frozenset(found)


def _extended(catalogue: Catalogue, product: str) -> Iterator[str]:
    """What `product` extends: it does everything they do."""
    seen: set[str] = {product}
    current = catalogue.by_id[product].extends
    while current and current not in seen and current in catalogue.by_id:
        seen.add(current)
        yield current
        current = catalogue.by_id[current].extends


def steps_above(catalogue: Catalogue, product: str) -> Iterator[tuple[Ladder, int]]:
    """Every rung above this product on every ladder it stands on, nearest first."""
    for ladder in catalogue.ladders:
        ids = [step.offering for step in ladder.steps]
        if product in ids:
            for index in range(ids.index(product) + 1, len(ids)):
                yield ladder, index


def steps_below(catalogue: Catalogue, product: str) -> Iterator[str]:
    """Every rung below this product on every ladder it stands on, nearest first."""
    for ladder in catalogue.ladders:
        ids = [step.offering for step in ladder.steps]
        if product in ids:
            yield from reversed(ids[: ids.index(product)])


def complements_of(catalogue: Catalogue, product: str) -> Iterator[Complement]:
    """What completes this product, by its id or its category."""
    category = catalogue.by_id[product].category
    return (complement for complement in catalogue.complements if {product, category} & set(complement.to))


def bases_of(catalogue: Catalogue, complement: Complement) -> tuple[str, ...]:
    """The offerings this complement goes with, in the catalogue's order."""
    to = set(complement.to)
    return tuple(entry.id for entry in catalogue.offerings if entry.id in to or entry.category in to)


def arguments_for(catalogue: Catalogue, product: str) -> list[Argument]:
    """Arguments about an offering, then about its own features, then about what it has from the tiers it extends."""
    own = catalogue.by_id[product]
    order = [product, *own.features]
    rest = [*_extended(catalogue, product), *(f for f in catalogue.features_of(product) if f not in order)]
    ranks = {about: rank for rank, about in enumerate([*order, *rest])}
    return sorted((a for a in catalogue.arguments if a.about in ranks), key=lambda argument: ranks[argument.about])


def best_argument(
    catalogue: Catalogue, product: str, needs: dict[str, float], industry: str | None, anchor: str | None = None
) -> Argument | None:
    """The argument most to the point: for a need that was heard, then for the industry, then the owner's first; not what `anchor` has too."""
    fitting = [a for a in arguments_for(catalogue, product) if not a.industries or (industry and industry in a.industries)]
    had = {anchor, *catalogue.features_of(anchor), *_extended(catalogue, anchor)} if anchor else set()
    candidates = [a for a in fitting if a.about not in had] or fitting
    if not candidates:
        return None
    own = {product, *catalogue.by_id[product].features}

    def to_the_point(argument: Argument) -> tuple[float, bool, bool]:
        heard = max((needs.get(need, 0.0) for need in argument.needs), default=0.0)
        return heard, argument.about in own, bool(argument.industries)

    return max(candidates, key=to_the_point)


def lever_of(catalogue: Catalogue, product: str, needs: dict[str, float], industry: str | None) -> Lever:
    """The lever of the best argument; a complement without one lowers a risk if it protects, else improves the result."""
    argument = best_argument(catalogue, product, needs, industry)
    if argument:
        return argument.lever
    protects = any(complement.offer == product and complement.kind == "protection" for complement in catalogue.complements)
    return "risk" if protects else "result"


def best_proof(
    catalogue: Catalogue, product: str, industry: str | None, size: int | None, needs: dict[str, float]
) -> Proof | None:
    """A proof about the product that matches industry, size or need (R14); one without any condition is about everyone."""

    def relevance(proof: Proof) -> int | None:
        score = 0
        if proof.industries:
            if industry not in proof.industries:
                return None
            score += 2
        if proof.min_size is not None or proof.max_size is not None:
            if size is None or size < (proof.min_size or 0) or (proof.max_size is not None and size > proof.max_size):
                return score or None
            score += 1
        if proof.needs:
            if not set(proof.needs) & set(needs):
                return score or None
            score += 1
        return score

    about = {product, *catalogue.features_of(product)}
    scored = [(relevance(proof), proof) for proof in catalogue.proofs if proof.about in about]
    matching = [(score, proof) for score, proof in scored if score is not None]
    return max(matching, key=lambda pair: pair[0])[1] if matching else None


def difference(lower: PriceTag, upper: PriceTag) -> Decimal | None:
    """What moving from one price to the other adds, in the upper price's period; None when they cannot be compared."""
    if lower.amount is None or upper.amount is None or lower.each != upper.each:
        return None
    if lower.per == upper.per:
        return upper.amount - lower.amount
    if lower.monthly is None or upper.monthly is None or upper.amount == 0:
        return None
    return upper.amount - lower.monthly * (upper.amount / upper.monthly)


def step_share(catalogue: Catalogue, lower: str, upper: str) -> Decimal | None:
    """What moving from one offering to the other adds, as a share of the lower price."""
    base = catalogue.by_id[lower].price
    added = difference(base, catalogue.by_id[upper].price)
    return added / base.amount if added is not None and base.amount else None


def share_of(part: PriceTag, whole: PriceTag) -> Decimal | None:
    """A complement's price as a share of what it completes; None when they cannot be compared."""
    if part.amount is None or not whole.amount:
        return None
    if part.per == whole.per:
        return part.amount / whole.amount
    if part.monthly is not None and whole.monthly:
        return part.monthly / whole.monthly
    return None
