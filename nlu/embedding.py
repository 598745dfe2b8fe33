"""Sentence vectors from a table: each n-gram has its own, and a sentence is the weighed sum of those it has.

The table is distilled from a multilingual sentence encoder by `nlu.distil` (`nlu/embedding.npz`): nearly as good on chat, at a fiftieth of
the time, and with nothing more to install.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlu.features import DIMENSIONS, Vector, checksums, weighed
from nlu.tokens import Tokenizer

TABLE = Path(__file__).parent / "embedding.npz"


class Embedding:
    """`keys` are checksums of n-grams, in order; `rows` times `scale` their vectors; `centre` is added to every sum."""

    def __init__(
        self,
        keys: npt.NDArray[np.uint32],
        rows: npt.NDArray[np.int8],
        scale: Vector,
        centre: Vector,
        tokenize: Tokenizer | None = None,
    ) -> None:
        self._keys, self._rows, self._scale, self._centre = keys, rows, scale, centre
        self._tokenize = tokenize or Tokenizer()

    def encode(self, texts: Sequence[str]) -> Vector:
        """A unit vector for each text."""
        rows = [self.of(checksums(self._tokenize(text))) for text in texts]
        return np.array(rows, np.float32).reshape(len(rows), DIMENSIONS)

    def of(self, counts: Mapping[int, int]) -> Vector:
        """The unit vector of what has these n-grams; those that the table does not know say nothing."""
        said = np.fromiter(counts.keys(), np.uint32, len(counts))
        at = np.minimum(np.searchsorted(self._keys, said), len(self._keys) - 1)
        known = self._keys[at] == said
        rows, weights = at[known], weighed(counts)[known] * self._scale[at[known]]
        vector = self._centre + weights @ self._rows[rows].astype(np.float32)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


@cache
def load_embedding(path: Path = TABLE) -> Embedding:
    """The table that is shipped; one for the process."""
    with np.load(path, allow_pickle=False) as file:
        return Embedding(file["keys"], file["rows"], file["scale"].astype(np.float32), file["centre"].astype(np.float32))


def save_embedding(keys: npt.NDArray[np.uint32], rows: Vector, centre: Vector, path: Path = TABLE) -> None:
    """Writes the table: a byte a number, scaled row by row. Not compressed: that would save a tenth and cost half a second."""
    scale = np.abs(rows).max(axis=1) / 127.0 + 1e-9
    whole = np.round(rows / scale[:, None]).astype(np.int8)
    np.savez(path, keys=keys, rows=whole, scale=scale.astype(np.float16), centre=centre.astype(np.float32))
