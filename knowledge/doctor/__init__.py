"""Advice on a catalogue that is correct and could sell better (playbook, section 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from knowledge.catalogue import Catalogue
from knowledge.doctor import hearing, offers, words
from knowledge.doctor.line import AdviceLine
from knowledge.doctor.opportunities import opportunities

EXAMINATIONS: tuple[Callable[[Catalogue], Iterator[AdviceLine]], ...] = (
    offers.tiers_too_close, offers.skipped_prices, offers.without_argument, offers.standing_alone,
    offers.really_required, offers.too_dear, offers.margins, offers.unanswered_needs, offers.paid_per_use,
    words.only_about_price, words.thin_reasons, words.without_impact, words.proofs_for_nobody,
    words.one_language, hearing.own_industries, hearing.phrases_alike, hearing.unheard_languages,
)  # fmt: skip
_ORDER = ("warning", "hint", "opportunity")


def examine(catalogue: Catalogue) -> tuple[AdviceLine, ...]:
    """Warnings first, then hints, then what is best proposed: most perceived value for the extra cost first."""
    lines = [line for examination in EXAMINATIONS for line in examination(catalogue)]
    lines.sort(key=lambda line: _ORDER.index(line.severity))
    return (*lines, *opportunities(catalogue))


__all__ = ["AdviceLine", "examine", "opportunities"]
