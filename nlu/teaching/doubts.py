"""Which messages the head is least sure of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlu.features import Encoder
from nlu.heads import Head
from nlu.labels import LABELS
from nlu.teaching.seen import see, sureness, thresholds

NEARLY = 0.5
"""The share of its threshold from which a label was nearly heard."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message by its place in what was given; labels with their probabilities, surest first. `margin` to the closest threshold."""

    index: int
    heard: tuple[tuple[str, float], ...]
    nearly: tuple[tuple[str, float], ...]
    margin: float


def doubtful(head: Head, texts: Sequence[str], encoder: Encoder) -> list[Doubt]:
    """All of them, least sure first; those in which nothing is heard come before the rest."""
    if not texts:
        return []
    sure, needed = sureness(head, see(texts, encoder)), thresholds(head)
    doubts = [_doubt(index, row, needed) for index, row in enumerate(sure)]
    return sorted(doubts, key=lambda doubt: (bool(doubt.heard), doubt.margin, doubt.index))


def _doubt(index: int, sure: np.ndarray, needed: np.ndarray) -> Doubt:
    gaps = sure - needed
    ranked = [int(place) for place in np.argsort(-sure, kind="stable")]
    return Doubt(
        index,
        tuple((LABELS[place], round(float(sure[place]), 2)) for place in ranked if gaps[place] >= 0),
        tuple(
            (LABELS[place], round(float(sure[place]), 2))
            for place in ranked
            if NEARLY * needed[place] <= sure[place] < needed[place]
        ),
        float(np.abs(gaps).min()),
    )
