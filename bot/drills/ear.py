"""Hears by meaning what the word lists miss: a small trained machine over the sentence encoder's vectors. `fit` makes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

MODEL = Path(__file__).parent / "ear.npz"
GAMMA = 1.0
"""Width of the Gaussian kernel; chosen on sentences that were not in the fit."""
Vectors = npt.NDArray[np.float32]


class Encodes(Protocol):
    """Sentences to unit vectors, one row each."""

    def encode(self, texts: list[str]) -> Any:
        """The vectors of these sentences."""


class Ear:
    """What sentences sound like: pressure, acknowledge, next, proof, hold. Without an encoder it hears nothing."""

    def __init__(self, encoder: Encodes | None = None, path: Path = MODEL) -> None:
        self._encoder = encoder
        with np.load(path, allow_pickle=False) as file:
            self._labels = [str(label) for label in file["labels"]]
            self._landmarks, self._weights = file["landmarks"].astype(np.float32), file["weights"]
            self._bias, self._threshold = file["bias"], file["threshold"]

    def __call__(self, sentences: Sequence[str]) -> list[frozenset[str]]:
        """For each sentence what it sounds like, surely enough."""
        if self._encoder is None or not sentences:
            return [frozenset() for _ in sentences]
        vectors = np.asarray(self._encoder.encode([each.lower() for each in sentences]), np.float32)
        nearness = np.exp(2 * GAMMA * (vectors @ self._landmarks.T - 1.0))
        scores = nearness @ self._weights.T + self._bias
        return [
            frozenset(label for label, heard in zip(self._labels, row, strict=True) if heard) for row in scores >= self._threshold
        ]
