"""What the trained head sees of a message: its word and character n-grams, and the vector of its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Protocol
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nlu.tokens import Token

Vector = npt.NDArray[np.float32]
BUCKETS = 1 << 18
DIMENSIONS = 256


class Encoder(Protocol):
    """Sentences to unit vectors of `DIMENSIONS`, one row each."""

    def encode(self, texts: list[str]) -> Vector:
        """A row for each text."""

    def of(self, counts: Mapping[int, int]) -> Vector:
        """The vector of one text, by the checksums of its n-grams."""


def checksums(tokens: Sequence[Token]) -> Counter[int]:
    """How often each n-gram is there, by its checksum (32 bits): words alone, in pairs and in threes, and pieces of words."""
    shapes = [_shape(token) for token in tokens]
    counts = Counter(chain.from_iterable(map(_pieces, shapes)))
    words = ["^", *shapes, "$"]
    counts.update(crc32(f"{a} {b}".encode()) for a, b in pairwise(words))
    counts.update(crc32(f"{a} {b} {c}".encode()) for a, b, c in zip(words, words[1:], words[2:], strict=False))
    return counts


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[int, ...]:
    """Checksums of a word and of 3 to 5 of its characters, its edges marked."""
    edged = f"<{word}>"
    pieces = ("#" + edged[start : start + length] for length in (3, 4, 5) for start in range(len(edged) - length + 1))
    return tuple(crc32(each.encode()) for each in (word, *pieces))


def _shape(token: Token) -> str:
    return "0" if token.fold[:1].isdigit() else token.fold[:24]


def hashed(counts: Mapping[int, int]) -> tuple[npt.NDArray[np.int64], Vector]:
    """Buckets hit and their weights (unit length in all)."""
    buckets: dict[int, int] = {}
    for checksum, times in counts.items():
        buckets[checksum % BUCKETS] = buckets.get(checksum % BUCKETS, 0) + times
    return np.fromiter(buckets.keys(), np.int64, len(buckets)), weighed(buckets)


def weighed(counts: Mapping[int, int]) -> Vector:
    """Weights of what occurs so often: by the square root, of unit length in all."""
    values = np.sqrt(np.fromiter(counts.values(), np.float32, len(counts)))
    return np.asarray(values / max(float(np.linalg.norm(values)), 1e-9), np.float32)
