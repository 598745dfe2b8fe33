"""How much a customer uses of what their plan allows: counts that were said, or the size of the team where seats are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from knowledge.advice import Customer, Use
from knowledge.catalogue import Catalogue, Metric

STAFF = re.compile(
    r"\b(dipendent|lavorator|collaborator|addett|personale\b|persone\b|salari[ée]|collaborat|personnes\b|effectif|employ|staff|workers?\b|people\b|headcount)",
    re.IGNORECASE,
)
"""Names of a metric that counts everyone who works there."""
SEATS = re.compile(
    r"\b(utent|postazion|operator|licenz|utilisateur|postes?\b|licences?\b|agents?\b|users?\b|seats?\b|workstation|operators?\b|accounts?\b)",
    re.IGNORECASE,
)
"""Names of a metric of which nobody needs more than there are people."""
FAR_BELOW = Decimal("0.5")
"""Up to this share of a limit, nobody needs more room."""


def used_of(catalogue: Catalogue, customer: Customer, metric: str) -> Use | None:
    """The use that was told; where everyone who works there is counted, the size of the team."""
    if told := customer.usage.get(metric):
        return told
    return Use(used=Decimal(customer.size)) if customer.size and _counts(catalogue, metric, STAFF) else None


def known_use(catalogue: Catalogue, customer: Customer) -> Mapping[str, Use]:
    """Use by metric, of every metric about which something is known."""
    metrics = {**dict.fromkeys(metric.id for metric in catalogue.metrics), **dict.fromkeys(customer.usage)}
    return {metric: use for metric in metrics if (use := used_of(catalogue, customer, metric))}


def share_used(catalogue: Catalogue, customer: Customer, metric: str, anchor: str | None) -> Decimal | None:
    """The share of the limit in use: as said, or the count said against the limit of what they have."""
    use = used_of(catalogue, customer, metric)
    if use is None:
        return None
    if use.ratio is not None:
        return Decimal(str(use.ratio))
    limit = catalogue.limits_of(anchor).get(metric) if anchor else None
    return use.used / limit if use.used is not None and limit else None


def outgrown(catalogue: Catalogue, customer: Customer, anchor: str | None) -> Iterator[str]:
    """Metrics whose use is near or over the limit of what the customer has; while they grow, more than half of it is near.

    Of what is not theirs yet, only what they would be over counts. A limit reached that nobody named may be any of them.
    """
    limits = catalogue.limits_of(anchor) if anchor else {}
    if "near-limit" in customer.signals and not known_use(catalogue, customer):
        yield from limits
    near_limit = FAR_BELOW if "growth" in customer.signals else least_share(customer, anchor, catalogue.policies.near_limit)
    for metric, use in known_use(catalogue, customer).items():
        near = use.ratio is not None and Decimal(str(use.ratio)) >= near_limit
        over = use.used is not None and metric in limits and use.used > limits[metric] * near_limit
        if near or over:
            yield metric


def least_share(customer: Customer, anchor: str | None, near: Decimal) -> Decimal:
    """The share of a limit from which it is near: of a plan that is only looked at, halfway to all of it; of one nobody named, all."""
    if any(line.product == anchor for line in customer.owned):
        return near
    looked_at = any(line.product == anchor for line in customer.basket) or anchor in customer.considering
    return (near + 1) / 2 if looked_at else max(near, Decimal(1))


def roomier(catalogue: Catalogue, product: str, anchor: str | None) -> Iterator[str]:
    """Metrics of which `product` allows more than `anchor` (or allows at all)."""
    before = catalogue.limits_of(anchor) if anchor else {}
    for metric, limit in catalogue.limits_of(product).items():
        if metric not in before or limit > before[metric]:
            yield metric


def fits_use(catalogue: Catalogue, customer: Customer, product: str) -> bool:
    """Whether every count the customer has stays within this product's limits."""
    limits = catalogue.limits_of(product)
    known = known_use(catalogue, customer)
    return all(use.used is None or metric not in limits or use.used <= limits[metric] for metric, use in known.items())


def spare_room(
    catalogue: Catalogue, customer: Customer, product: str, anchor: str | None
) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Metrics of which `product` allows more, while they use far less than `anchor` allows: (metric, used, limit)."""
    limits = catalogue.limits_of(anchor) if anchor else {}
    for metric in roomier(catalogue, product, anchor):
        used, limit = _at_most(catalogue, customer, metric), limits.get(metric)
        if used is not None and limit and used <= limit * FAR_BELOW:
            yield metric, used, limit


def _at_most(catalogue: Catalogue, customer: Customer, metric: str) -> Decimal | None:
    """The count that was told, or the people there are: no more of them can need a seat."""
    use = used_of(catalogue, customer, metric)
    if use is not None:
        return use.used
    return Decimal(customer.size) if customer.size and _counts(catalogue, metric, SEATS) else None


def sufficient_start(catalogue: Catalogue, customer: Customer) -> tuple[str, str] | None:
    """For who has nothing yet: the lowest tier that has room for all they counted, and the metric that tells so."""
    for ladder in catalogue.ladders:
        first = next((step.offering for step in ladder.steps if catalogue.by_id[step.offering].available), "")
        for metric, limit in (catalogue.limits_of(first) if first else {}).items():
            used = _at_most(catalogue, customer, metric)
            if used is not None and used <= limit and fits_use(catalogue, customer, first):
                return first, metric
    return None


def is_about(catalogue: Catalogue, need: str, metric: str) -> bool:
    """Whether a need is for more of what this metric counts: its name says so ("run payroll for all your employees")."""
    named = " ".join(catalogue.need_by_id[need].name.values()).lower() if need in catalogue.need_by_id else ""
    names = _names(_metric(catalogue, metric))
    return any(re.search(rf"\b{re.escape(name.lower())}\b", named) for name in names)


def counts_people(catalogue: Catalogue, metric: str) -> bool:
    """Whether a metric counts those who work there, or their seats."""
    return _counts(catalogue, metric, STAFF) or _counts(catalogue, metric, SEATS)


def _counts(catalogue: Catalogue, metric: str, what: re.Pattern[str]) -> bool:
    return any(what.search(name) for name in _names(_metric(catalogue, metric)))


def _metric(catalogue: Catalogue, metric: str) -> Metric | None:
    return next((each for each in catalogue.metrics if each.id == metric), None)


def _names(metric: Metric | None) -> tuple[str, ...]:
    return tuple(name for names in metric.names.values() for name in names) if metric else ()
