"""The trained head: from a message's n-grams and sentence vector to calibrated labels and its language.

Kernel ridge regression in its primal form: hashed n-grams enter linearly, the sentence vector through a Gaussian kernel on a few
hundred landmark sentences. `nlu.train` fits it; `nlu/model.npz` holds the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlu.features import Vector, hashed

MODEL = Path(__file__).parent / "model.npz"
GAMMA = np.float32(3.0)
"""Width of the Gaussian kernel on cosine distance; chosen by cross-validation on the training examples."""
DENSE_SHARE = np.float32(1.5)
"""Weight of the sentence vector's kernel beside that of the n-grams."""


@dataclass(frozen=True)
class Head:
    """Weights for `names` (labels, then languages as `lang:it`); `slope` and `offset` calibrate raw scores, `threshold` decides."""

    names: tuple[str, ...]
    grams: npt.NDArray[np.float16]
    landmarks: Vector
    kernel: Vector
    bias: Vector
    slope: Vector
    offset: Vector
    threshold: Vector
    alone: Vector
    """Thresholds for when there is no sentence vector."""
    common: frozenset[str]
    """Folded everyday words: never taken for a mistyped name."""

    def by_grams(self, counts: Mapping[int, int]) -> Vector:
        """Raw scores from the n-grams alone, given by their checksums."""
        buckets, values = hashed(counts)
        return np.asarray(self.bias + values @ self.grams[buckets].astype(np.float32), np.float32)

    def probabilities(self, by_grams: Vector, vector: Vector | None) -> Vector:
        """A calibrated probability for every name, with the sentence vector where there is one."""
        raw = by_grams if vector is None else by_grams + gaussian(vector, self.landmarks) @ self.kernel
        return np.asarray(1.0 / (1.0 + np.exp(-(self.slope * raw + self.offset))), np.float32)


def gaussian(vectors: Vector, landmarks: Vector) -> Vector:
    """Kernel values of unit vectors (one or a row each) to the landmarks."""
    return np.asarray(DENSE_SHARE * np.exp(GAMMA * (vectors @ landmarks.T - np.float32(1.0))), np.float32)


@cache
def load(path: Path = MODEL) -> Head:
    """The head as it was trained; one for the process."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    arrays["landmarks"] = arrays["landmarks"].astype(np.float32)
    grams = np.empty(arrays["grams"].shape, np.float16)
    arrays["grams"] = np.multiply(arrays["grams"], arrays["scale"][:, None], out=grams, dtype=np.float32, casting="same_kind")
    return Head(
        names=tuple(str(name) for name in arrays["names"]),
        common=frozenset(str(word) for word in arrays["common"]),
        **{name: arrays[name] for name in ("grams", "landmarks", "kernel", "bias", "slope", "offset", "threshold", "alone")},
    )


def save(head: Head, path: Path = MODEL) -> None:
    """Writes the head, the weights of the n-grams as a byte each, scaled row by row. Not compressed: it loads in a third of the time."""
    arrays = {
        name: getattr(head, name) for name in ("grams", "landmarks", "kernel", "bias", "slope", "offset", "threshold", "alone")
    }
    arrays["landmarks"] = arrays["landmarks"].astype(np.float16)
    grams = head.grams.astype(np.float32)
    arrays["scale"] = (np.abs(grams).max(axis=1) / 127.0 + 1e-7).astype(np.float16)
    arrays["grams"] = np.round(grams / arrays["scale"].astype(np.float32)[:, None]).astype(np.int8)
    np.savez(path, names=np.array(head.names), common=np.array(sorted(head.common)), **arrays)
