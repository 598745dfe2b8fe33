"""Retrofits the table of sentence vectors to a thesaurus of reasons why people buy (`nlu.themes`): the last step of `nlu.distil`.

The encoder knows language, and too little of the world: that whoever had a hip replaced finds it hard to get out of bed. Every theme lists
words and messages of one circumstance in three languages; the n-grams they have in common are moved towards their middle, and
everyday messages hold the rest in place. After Faruqui et al., "Retrofitting Word Vectors to Semantic Lexicons" (2015), for n-grams.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from nlu.features import Vector, checksums, weighed
from nlu.ridge import solve, squares
from nlu.tokens import Tokenizer

PULL, HOLD, RIDGE, STEPS = 1.0, 0.5, 0.3, 30
"""How far a text of a theme is drawn to the theme's middle, how much an everyday message weighs against that, and the solver."""
SEEN = 4
"""An n-gram gets a vector when so many texts of the thesaurus have it."""

Keys = npt.NDArray[np.uint32]


def retrofit(
    keys: Keys, rows: Vector, centre: Vector, themes: Sequence[Sequence[str]], everyday: Sequence[str]
) -> tuple[Keys, Vector]:
    """The table with the thesaurus worked in: its keys, with the thesaurus's own n-grams, and a vector for each."""
    tokenize = Tokenizer()
    counts = [checksums(tokenize(text)) for theme in themes for text in theme]
    owner = np.repeat(np.arange(len(themes)), [len(theme) for theme in themes])
    keys, rows = _with_new(keys, rows, counts)
    drawn, held = matrix(counts, keys), matrix([checksums(tokenize(text)) for text in everyday], keys)
    said = drawn @ rows + centre
    length = np.linalg.norm(said, axis=1, keepdims=True)
    target = PULL * length * _middles(said / length, owner)[owner]
    turned, held_turned = drawn.T.tocsr(), held.T.tocsr()

    def normal(change: Vector) -> Vector:
        return np.asarray(turned @ (drawn @ change) + HOLD * (held_turned @ (held @ change)) + RIDGE * change, np.float32)

    diagonal = squares(drawn) + HOLD * squares(held) + RIDGE
    return keys, rows + solve(normal, np.asarray(turned @ target, np.float32), diagonal, STEPS)


def matrix(counts: Sequence[Counter[int]], keys: Keys) -> sp.csr_matrix:
    """A row for each text: the weights of its n-grams among `keys`."""
    place = {int(key): at for at, key in enumerate(keys)}
    rows = [{place[key]: weight for key, weight in zip(said, weighed(said), strict=True) if key in place} for said in counts]
    starts = np.cumsum([0, *map(len, rows)])
    values = np.fromiter(chain.from_iterable(row.values() for row in rows), np.float32, starts[-1])
    columns = np.fromiter(chain.from_iterable(row.keys() for row in rows), np.int64, starts[-1])
    return sp.csr_matrix((values, columns, starts), shape=(len(rows), len(keys)))


def _with_new(keys: Keys, rows: Vector, counts: Sequence[Counter[int]]) -> tuple[Keys, Vector]:
    seen = Counter(chain.from_iterable(counts))
    known = set(keys.tolist())
    new = np.array([key for key, times in seen.items() if times >= SEEN and key not in known], np.uint32)
    both = np.concatenate([keys, new])
    order = np.argsort(both)
    return both[order], np.vstack([rows, np.zeros((len(new), rows.shape[1]), np.float32)])[order]


def _middles(vectors: Vector, owner: npt.NDArray[np.int64]) -> Vector:
    """Unit vectors: where each theme lies, seen from the middle of them all."""
    each = np.array([vectors[owner == theme].mean(axis=0) for theme in range(owner[-1] + 1)]) - vectors.mean(axis=0)
    return np.asarray(each / np.linalg.norm(each, axis=1, keepdims=True), np.float32)
