"""Learning what was taught: the smallest change of the head that makes taught messages right and leaves its anchors where they are.

Kernel ridge regression once more, on what the head still gets wrong: for a taught message the difference between the wanted labels
and its raw scores, for an anchor nothing. N-grams that no taught message has keep their weights exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlu.examples import Example, TeachingError
from nlu.features import Encoder, Vector
from nlu.heads import Head, gaussian
from nlu.labels import LABELS
from nlu.teaching.anchors import Anchors
from nlu.teaching.correction import Correction, checksum, settled
from nlu.teaching.seen import Grams, Seen, columns, hash_all, raw_scores, see
from nlu.tokens import fold

ANCHOR_RIDGE, TAUGHT_RIDGE = np.float32(0.25), np.float32(0.5)
"""How loosely anchors and taught messages are held; chosen on half of tests/heard, judged on the other half."""
MOST = 2_000
"""Taught messages: more of them deserve a place among the training examples."""
OFTEN = 40
"""N-grams of more messages than this are multiplied as a table, rarer ones one by one."""
Index = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The correction, and how surely labels are heard in the taught messages: a row each, a column for each of `LABELS`."""

    correction: Correction
    before: Vector
    """By the head alone."""
    after: Vector
    """By the head with the correction."""
    left_out: Vector
    """By a head that was taught all the others, but none of the same template."""


def learn(head: Head, anchors: Anchors, examples: Sequence[Example], encoder: Encoder) -> Lesson:
    """Fits the correction: about two seconds for 500 examples."""
    if not 0 < len(examples) <= MOST:
        remedy = "put them in nlu/training and run `make train`" if examples else "teach some first with `sommelier teach`"
        raise TeachingError(f"{len(examples)} messages were taught: between 1 and {MOST} can be learnt; {remedy}")
    seen = see([example.text for example in examples], encoder)
    raw = raw_scores(head, seen)
    missing = _wanted(examples) - raw[:, columns(head)]
    held = _apart(anchors, examples)
    rows = anchors.rows[held]
    buckets = np.unique(np.concatenate([each for each, _ in seen.grams]))
    grams = _restricted((*hash_all([anchors.texts[index] for index in held]), *seen.grams), buckets)
    weights, inverse = _solve(_kernel(grams, len(buckets), np.vstack([head.landmarks[rows], seen.vectors])), missing, len(rows))
    own = weights[len(rows) :]
    still_missing = _left_out(inverse, own, [example.template for example in examples])
    return Lesson(
        _correction(head, rows, buckets, grams, seen, weights),
        before=_sure(head, raw, np.zeros_like(missing)),
        after=_sure(head, raw, missing - TAUGHT_RIDGE * own),
        left_out=_sure(head, raw, missing - still_missing),
    )


def _sure(head: Head, raw: Vector, change: Vector) -> Vector:
    """Probabilities of `LABELS`, with a change of their raw scores."""
    changed = raw.copy()
    changed[:, columns(head)] += settled(change)
    return np.asarray(head.probabilities(changed, None)[:, columns(head)], np.float32)


def _wanted(examples: Sequence[Example]) -> Vector:
    return np.array([[label in example.labels for label in LABELS] for example in examples], np.float32)


def _apart(anchors: Anchors, examples: Sequence[Example]) -> list[int]:
    """Anchors that nothing else was taught about."""
    taught = {fold(example.text) for example in examples}
    return [index for index, text in enumerate(anchors.texts) if fold(text) not in taught]


def _restricted(grams: Sequence[Grams], buckets: Index) -> list[Grams]:
    """Only these buckets, by their place among them."""
    kept: list[Grams] = []
    for hit, values in grams:
        places = np.minimum(np.searchsorted(buckets, hit), max(0, len(buckets) - 1))
        known = buckets[places] == hit if len(buckets) else np.zeros(0, bool)
        kept.append((places[known], values[known]))
    return kept


def _kernel(grams: Sequence[Grams], width: int, vectors: Vector) -> Vector:
    """How alike the messages are, as the head has it: n-grams and sentence vector."""
    kernel = gaussian(vectors, vectors)
    buckets = np.concatenate([hit for hit, _ in grams])
    rows = np.repeat(np.arange(len(grams)), [len(hit) for hit, _ in grams])
    values = np.concatenate([weights for _, weights in grams])
    counts = np.bincount(buckets, minlength=width)
    frequent = np.flatnonzero(counts > OFTEN)
    place = np.full(width, -1)
    place[frequent] = np.arange(len(frequent))
    often = place[buckets] >= 0
    table = np.zeros((len(grams), len(frequent)), np.float32)
    table[rows[often], place[buckets[often]]] = values[often]
    kernel += table @ table.T
    order = np.flatnonzero(~often)[np.argsort(buckets[~often], kind="stable")]
    for entries in np.split(order, np.flatnonzero(np.diff(buckets[order])) + 1):
        users, weights = rows[entries], values[entries]
        kernel[users[:, None], users] += weights[:, None] * weights
    return kernel


def _solve(kernel: Vector, missing: Vector, anchors: int) -> tuple[Vector, Vector]:
    """Dual weights (anchors first), and the inverse of what is left of the taught block once the anchors are held."""
    among = kernel[:anchors, :anchors] + ANCHOR_RIDGE * np.eye(anchors, dtype=np.float32)
    across = kernel[:anchors, anchors:]
    own = kernel[anchors:, anchors:] + TAUGHT_RIDGE * np.eye(len(missing), dtype=np.float32)
    carried = np.linalg.solve(among, across)
    inverse = np.linalg.inv(own - across.T @ carried)
    weights = inverse @ missing
    return np.vstack([-carried @ weights, weights]), inverse


def _left_out(inverse: Vector, weights: Vector, templates: Sequence[str]) -> Vector:
    """What is still missing of each template when all the others were taught; needs no second fit."""
    errors = np.zeros_like(weights)
    names = np.array(templates)
    for template in dict.fromkeys(templates):
        rows = np.flatnonzero(names == template)
        errors[rows] = np.linalg.solve(inverse[np.ix_(rows, rows)], weights[rows])
    return errors


def _correction(head: Head, rows: Index, buckets: Index, grams: Sequence[Grams], seen: Seen, weights: Vector) -> Correction:
    """Dual weights as weights for n-grams and landmarks."""
    primal = np.zeros((len(buckets), len(LABELS)), np.float32)
    for (hit, values), weight in zip(grams, weights, strict=True):
        primal[hit] += np.outer(values, weight)
    kernel = np.zeros((len(head.landmarks) + len(seen.vectors), len(LABELS)), np.float32)
    kernel[rows] = weights[: len(rows)]
    kernel[len(head.landmarks) :] = weights[len(rows) :]
    return Correction(buckets, primal, seen.vectors, kernel, checksum(head))
