"""What the trained head sees of a message: its word and character n-grams, and the vector of its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nlu.tokens import Token

Vector = npt.NDArray[np.float32]
BUCKETS = 1 << 16
DIMENSIONS = 256


class Encoder(Protocol):
    """Sentences to unit vectors of `DIMENSIONS`, one row each."""

    def encode(self, texts: list[str]) -> Vector:
        """A row for each text."""

    def of(self, counts: Mapping[int, int]) -> Vector:
        """The vector of one text, by the checksums of its n-grams."""


def ngrams(tokens: Sequence[Token]) -> Iterator[str]:
    """Words alone, in pairs and in threes, and 3 to 5 characters of each word with its edges."""
    words = ["^", *(_shape(token) for token in tokens), "$"]
    yield from words[1:-1]
    yield from (f"{a} {b}" for a, b in pairwise(words))
    yield from (f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False))
    for word in words[1:-1]:
        edged = f"<{word}>"
        yield from ("#" + edged[i : i + n] for n in (3, 4, 5) for i in range(len(edged) - n + 1))


def _shape(token: Token) -> str:
    return "0" if token.fold[:1].isdigit() else token.fold[:24]


def checksums(tokens: Sequence[Token]) -> Counter[int]:
    """How often each n-gram is there, by its checksum (32 bits)."""
    return Counter(crc32(gram.encode()) for gram in ngrams(tokens))


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
