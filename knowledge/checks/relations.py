"""Ladders, requirements and complements: what stands above, below and beside what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise

from knowledge.catalogue import Offering
from knowledge.draft import Draft
from knowledge.prices import comparable, written
from knowledge.problems import Finding


def ladder_order(draft: Draft) -> Iterator[Finding]:
    """An offering twice in a ladder, and ladders that put the same offerings in another order."""
    above: dict[tuple[str, str], str] = {}
    for position, ladder in draft.ladders.items():
        names = [step.offering for step in ladder.steps]
        for index, name in enumerate(names):
            if name in names[:index]:
                message = f"{name} stands twice in this ladder"
                yield Finding(("ladders", position, "steps", index), message, "keep one of the two, lowest first")
        for lower, higher in combinations(dict.fromkeys(names), 2):
            if (higher, lower) in above:
                message = f"{lower} stands below {higher} here and above it in ladder {above[higher, lower]}"
                yield Finding(("ladders", position, "steps"), message, "put them in the same order in both")
            above[lower, higher] = ladder.id
    circle = _circle({lower: [high for low, high in above if low == lower] for lower, _ in above})
    if circle and not any((right, left) in above for left, right in above):
        yield Finding(("ladders",), f"the ladders lead in a circle: {' → '.join(circle)}", "turn one of these steps round")


def ladder_prices(draft: Draft) -> Iterator[Finding]:
    """Steps that cost less than the one below, or that cannot be compared with it."""
    offerings = {offering.id: offering for offering in draft.offerings.values()}
    for position, ladder in draft.ladders.items():
        for index, (low, high) in enumerate(pairwise(ladder.steps), start=1):
            if low.offering in offerings and high.offering in offerings and low.offering != high.offering:
                path = ("ladders", position, "steps", index)
                yield from _step(offerings[low.offering], offerings[high.offering], high.kind == "extension", path)


def _step(low: Offering, high: Offering, longer: bool, path: tuple[str | int, ...]) -> Iterator[Finding]:
    lower, higher = low.price, high.price
    amounts = comparable(lower, higher)
    prices = f"{high.id} ({written(higher)}) after {low.id} ({written(lower)})"
    if amounts is None:
        paid_by_use = lower.per == "use"  # what a plan saves on that depends on the use: triggers compare them
        if lower.amount is not None and higher.amount is not None and not paid_by_use:
            message = f"{prices}: the periods or units differ, so what the step adds cannot be worked out"
            yield Finding(path, message, "write both prices for the same period and unit", "warning")
    elif amounts[0] > amounts[1]:
        same = (lower.per, lower.each) == (higher.per, higher.each)
        if same or not longer:  # a longer term may well cost less by the month
            remedy = "list the steps lowest first, or mend the price"
            yield Finding(path, f"{prices}: the ladder goes down", remedy, "error" if same else "warning")


def chains(draft: Draft) -> Iterator[Finding]:
    """Offerings that extend or require themselves, directly or round a circle."""
    for attribute, verb in (("extends", "extends"), ("requires", "requires")):
        graph: dict[str, list[str]] = {}
        for position, offering in draft.offerings.items():
            value = getattr(offering, attribute)
            graph[offering.id] = list(value) if isinstance(value, tuple) else [value] if value else []
            if offering.id in graph[offering.id]:
                graph[offering.id].remove(offering.id)
                yield Finding(("offerings", position, attribute), f"{offering.id} {verb} itself", f"delete it from {attribute}")
        circle = _circle(graph)
        if circle:
            position = next(place for place, offering in draft.offerings.items() if offering.id in circle)
            message = f"{attribute} leads in a circle: {' → '.join(circle)}"
            yield Finding(("offerings", position, attribute), message, "delete one of these links")


def contradictions(draft: Draft) -> Iterator[Finding]:
    """Offerings that exclude themselves or what they need."""
    offerings = {offering.id: offering for offering in draft.offerings.values()}
    for position, offering in draft.offerings.items():
        needed = _needed(offering.id, offerings)
        for index, name in enumerate(offering.excludes):
            path = ("offerings", position, "excludes", index)
            if name == offering.id:
                yield Finding(path, f"{name} excludes itself", "delete it from excludes")
            elif name in needed:
                yield Finding(path, f"{offering.id} excludes {name}, which it needs (requires or extends)", "keep one of the two")


def complements(draft: Draft) -> Iterator[Finding]:
    """What is said to complete itself, what it excludes, or what it replaces."""
    offerings = {offering.id: offering for offering in draft.offerings.values()}
    rungs: dict[str, set[int]] = {}
    for number, ladder in draft.ladders.items():
        for step in ladder.steps:
            rungs.setdefault(step.offering, set()).add(number)
    for position, complement in draft.complements.items():
        offer = offerings.get(complement.offer)
        for index, base in enumerate(complement.to):
            path = ("complements", position, "to", index)
            if base == complement.offer:
                yield Finding(path, f"{base} is said to complete itself", "name what it goes with")
            elif offer and base in offerings and (base in offer.excludes or offer.id in offerings[base].excludes):
                yield Finding(path, f"{offer.id} and {base} exclude each other", "delete it from excludes or from here")
            elif rungs.get(base, set()) & rungs.get(complement.offer, set()):
                message = f"{complement.offer} stands on a ladder with {base}: it replaces it instead of completing it"
                yield Finding(path, message, "keep the ladder or the complement", "warning")
        if complement.only_with_need and not complement.goals:
            waiting = ("complements", position, "only_with_need")
            yield Finding(waiting, "it waits for a need and names none", "add goals: with the ids of needs", "warning")


def _needed(name: str, offerings: Mapping[str, Offering]) -> set[str]:
    """All that an offering requires or extends, and what those do in turn."""
    found: set[str] = set()
    open_ends = [name]
    while open_ends:
        offering = offerings.get(open_ends.pop())
        links = {*offering.requires, *([offering.extends] if offering.extends else [])} if offering else set()
        open_ends += links - found
        found |= links
    return found - {name}


def _circle(graph: Mapping[str, list[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []
