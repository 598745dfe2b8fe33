"""What the head sees of many messages at once, and what it makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlu.features import Encoder, Vector, checksums, hashed
from nlu.heads import Head, gaussian
from nlu.labels import LABELS
from nlu.tokens import LONGEST, Tokenizer

Grams = tuple[npt.NDArray[np.int64], Vector]
"""The buckets a message hits, and their weights."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Messages as the head sees them: n-grams each, and a row of `vectors` each."""

    grams: tuple[Grams, ...]
    vectors: Vector


def see(texts: Sequence[str], encoder: Encoder) -> Seen:
    """N-grams and sentence vectors."""
    return Seen(hash_all(texts), encode(texts, encoder))


def hash_all(texts: Sequence[str]) -> tuple[Grams, ...]:
    """The n-grams of each."""
    tokenize = Tokenizer()
    return tuple(hashed(checksums(tokenize(text))) for text in texts)


def encode(texts: Sequence[str], encoder: Encoder) -> Vector:
    """A sentence vector each, as the reader takes them."""
    return encoder.encode([text[:LONGEST] for text in texts])


def by_grams(head: Head, seen: Seen) -> Vector:
    """What `Head.by_grams` says, a row a message."""
    rows = [head.bias + values @ head.grams[buckets].astype(np.float32) for buckets, values in seen.grams]
    return np.array(rows, np.float32).reshape(len(rows), len(head.bias))


def raw_scores(head: Head, seen: Seen) -> Vector:
    """Raw scores of every name of a head that was taught nothing, a row a message."""
    return np.asarray(by_grams(head, seen) + gaussian(seen.vectors, head.landmarks) @ head.kernel, np.float32)


def sureness(head: Head, seen: Seen) -> Vector:
    """Probabilities of `LABELS`, a row a message."""
    return np.asarray(head.probabilities(by_grams(head, seen), seen.vectors)[:, columns(head)], np.float32)


def thresholds(head: Head) -> Vector:
    """From where each of `LABELS` is heard."""
    return np.asarray(head.threshold[columns(head)], np.float32)


def labels_heard(head: Head, sure: Vector) -> list[frozenset[str]]:
    """The labels heard at these probabilities, a set a message."""
    return [frozenset(label for label, yes in zip(LABELS, row, strict=True) if yes) for row in sure >= thresholds(head)]


def columns(head: Head) -> npt.NDArray[np.int64]:
    """Where `LABELS` stand among the head's names."""
    return np.array([head.names.index(label) for label in LABELS], np.int64)
