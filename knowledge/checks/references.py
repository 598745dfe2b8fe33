"""Ids: every one that is used exists, and means one thing."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.draft import SECTIONS, Draft
from knowledge.problems import SINGULAR, Finding, Trail, did_you_mean, listed
from knowledge.signals import SIGNALS

_REFERENCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("offerings", "features", ("features",)), ("offerings", "extends", ("offerings",)),
    ("offerings", "requires", ("offerings",)), ("offerings", "excludes", ("offerings",)),
    ("complements", "offer", ("offerings",)), ("complements", "to", ("offerings", "categories")),
    ("complements", "goals", ("needs",)),
    ("needs", "answered_by", ("offerings",)),
    ("arguments", "about", ("offerings", "features")), ("arguments", "needs", ("needs",)),
    ("proofs", "about", ("offerings", "features")), ("proofs", "needs", ("needs",)),
    ("triggers", "propose", ("offerings",)), ("triggers", "metric", ("metrics",)), ("triggers", "to", ("offerings",)),
    ("trials", "of", ("offerings",)), ("objections", "about", ("offerings", "features")),
    ("guidelines", "about", ("offerings",)),
    ("guidelines", "when", ("needs", "signals")), ("guidelines", "not_when", ("needs", "signals")),
)  # fmt: skip
"""Which field of which section names entries of which sections."""
_SINGULAR = {**{section: name.split()[0] for section, name in SINGULAR.items()}, "categories": "category", "signals": "signal"}


def unknown_ids(draft: Draft) -> Iterator[Finding]:
    """Ids that are used and never defined."""
    for section, attribute, targets in _REFERENCES:
        known = _known(draft, targets)
        for position, entry in draft.entries(section).items():
            value = getattr(entry, attribute)
            path: Trail = (section, position, attribute)
            names = [((*path, index), name) for index, name in enumerate(value)] if isinstance(value, tuple) else [(path, value)]
            for place, name in names:
                if name is not None and name not in known:
                    yield _unknown(draft, name, targets, known, place)


def unknown_steps(draft: Draft) -> Iterator[Finding]:
    """Rungs of a ladder that are nowhere defined."""
    known = draft.known("offerings")
    for position, ladder in draft.ladders.items():
        for index, step in enumerate(ladder.steps):
            if step.offering not in known:
                yield _unknown(draft, step.offering, ("offerings",), known, ("ladders", position, "steps", index))


def unknown_metrics(draft: Draft) -> Iterator[Finding]:
    """Limits on something that is no metric."""
    known = draft.known("metrics")
    for position, offering in draft.offerings.items():
        for metric in offering.limits:
            if metric not in known:
                yield _unknown(draft, metric, ("metrics",), known, ("offerings", position, "limits", metric))


def unknown_signals(draft: Draft) -> Iterator[Finding]:
    """Signals nobody can hear."""
    for position, trigger in draft.triggers.items():
        if trigger.signal is not None and trigger.signal not in SIGNALS:
            yield _unknown(draft, trigger.signal, ("signals",), frozenset(SIGNALS), ("triggers", position, "signal"))


def repeated_ids(draft: Draft) -> Iterator[Finding]:
    """Two entries of one section with the same id."""
    for section in SECTIONS:
        seen: set[str] = set()
        for position, name in draft.ids.get(section, {}).items():
            if name in seen:
                message = f"{name} is already the id of another {_SINGULAR[section]}"
                yield Finding((section, position, "id"), message, "give one of the two another id")
            seen.add(name)


def ambiguous_ids(draft: Draft) -> Iterator[Finding]:
    """Ids of different sections that fields could not tell apart."""
    pairs = (("features", "offerings", "about"), ("needs", "signals", "when"), ("offerings", "categories", "to"))
    for section, other, attribute in pairs:
        clashing = _known(draft, (other,))
        for position, name in draft.ids.get(section, {}).items():
            if name in clashing:
                article = "an" if other == "offerings" else "a"
                message = f"{name} is {article} {_SINGULAR[other]} as well, so `{attribute}: {name}` could mean either"
                yield Finding((section, position, "id"), message, "give one of the two another name", "warning")


def _known(draft: Draft, targets: tuple[str, ...]) -> frozenset[str]:
    known = draft.known(*targets)
    if "signals" in targets:
        known |= frozenset(SIGNALS)
    if "categories" in targets:
        known |= frozenset(offering.category for offering in draft.offerings.values() if offering.category)
    return known


def _unknown(draft: Draft, name: str, targets: tuple[str, ...], known: frozenset[str], path: Trail) -> Finding:
    wanted = " or ".join(_SINGULAR[target] for target in targets)
    for section in SECTIONS:
        if section not in targets and name in draft.known(section):
            message = f"{name} is of the {section}; {wanted} is what belongs here"
            return Finding(path, message, f"use one of {listed(known)}" if known else f"add it under {targets[0]}")
    otherwise = f"use one of {listed(known)}, or add it under {targets[0]}" if known else f"add it under {targets[0]}"
    return Finding(path, f"there is no {wanted} {name}", did_you_mean(name, known, otherwise))
