"""Amounts in Italian, French and English: numbers, money, percentages, durations, dates, use against limits, growth.

Works on the message as typed, knows no tokenizer and no model; every word it knows is in `words/<language>.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nlu.amounts.places import placed
from nlu.amounts.rules import rules
from nlu.reading import Amount, Growth, Language, Usage

__all__ = ["read_amounts", "read_growth", "read_usages"]


def read_amounts(text: str, language: Language, at: datetime) -> tuple[Amount, ...]:
    """Every amount said, in order, none overlapping; dates are resolved against `at`."""
    known = rules(language)
    tokens = known.tokens(text)
    return tuple(draft.amount(tokens, text) for draft in known.drafts(tokens, at.date()))


def read_usages(text: str, language: Language, amounts: Sequence[Amount]) -> tuple[Usage, ...]:
    """Every use against a limit, in order. `amounts` are those of the same text."""
    known = rules(language)
    tokens = known.tokens(text)
    return tuple(known.usages.read(tokens, placed(tokens, amounts)))


def read_growth(text: str, language: Language, amounts: Sequence[Amount]) -> Growth | None:
    """The change over time that is told, if any. `amounts` are those of the same text."""
    known = rules(language)
    tokens = known.tokens(text)
    return known.growths.read(tokens, placed(tokens, amounts))
