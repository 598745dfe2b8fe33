"""What no single entry can tell: whether the entries of a catalogue agree. Every check is pure and finds all it can."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from knowledge.checks import references, relations, values, wording
from knowledge.draft import Draft
from knowledge.problems import Finding

CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    references.unknown_ids, references.unknown_steps, references.unknown_metrics, references.unknown_signals,
    references.repeated_ids, references.ambiguous_ids,
    relations.ladder_order, relations.ladder_prices, relations.chains, relations.contradictions, relations.complements,
    values.business, values.prices, values.sizes, values.triggers,
    wording.colliding_names, wording.languages, wording.quoted_prices,
)  # fmt: skip


def findings(draft: Draft) -> list[Finding]:
    """Everything the checks have to say."""
    return [finding for check in CHECKS for finding in check(draft)]
