"""Fits the head on the training examples: `python -m nlu.train`. Needs scikit-learn; the same examples give the same model."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from nlu.embedding import load_embedding
from nlu.examples import Example, read_examples
from nlu.features import BUCKETS, Encoder, Vector, checksums, hashed
from nlu.heads import Head, gaussian, load, save
from nlu.labels import LABELS
from nlu.ridge import solve, squares
from nlu.teaching.anchors import save_anchors
from nlu.tokens import Tokenizer

LANDMARKS = 3_000
RIDGE = 0.25
FOLDS = 3
"""Each leaves out a third of the authors."""
STEPS = 80
"""Steps of the solver: more change no second decimal."""
COMMON_SHARE = 1 / 11_000
"""A word in at least this share of the examples is an everyday word."""
RECALL_FIRST = {"refuse": 1.5, "complain": 1.5}
"""Missing one of these costs more than hearing one too many: the beta of its F score."""


def main() -> None:
    """Trains on everything in nlu/training and writes nlu/model.npz, and nlu/teaching/anchors.npz beside it."""
    examples = read_examples()
    head = fit(examples, load_embedding())
    save(head)
    save_anchors(load(), [examples[index].text for index in _spread(examples)])
    print(f"trained on {len(examples)} examples, {len(head.names)} labels")


def fit(examples: Sequence[Example], encoder: Encoder) -> Head:
    """A calibrated head. Scores for calibration are of examples by authors the fold was not trained on: real messages are by others, too."""
    tokenize = Tokenizer()
    tokens = [tokenize(example.text) for example in examples]
    grams = _sparse([hashed(checksums(each)) for each in tokens])
    vectors = encoder.encode([example.text for example in examples])
    languages = sorted({example.language for example in examples})
    names = (*LABELS, *(f"lang:{language}" for language in languages))
    truth = np.array([[_is(name, example) for name in names] for example in examples], np.float32)
    landmarks = vectors[_spread(examples)]
    basis, to_weights = _nystroem(vectors, landmarks)
    groups = [example.author.partition("-")[2] for example in examples]
    held_out, alone = _out_of_fold(grams, basis, truth, groups)
    slope, offset = _calibrate(held_out, truth)
    fitted = _solve(grams, basis, truth)
    return Head(
        names=names,
        grams=np.asarray(fitted.grams, np.float16),
        landmarks=landmarks,
        kernel=np.asarray(to_weights @ fitted.basis, np.float32),
        bias=fitted.bias,
        slope=slope,
        offset=offset,
        threshold=_thresholds(names, _squash(held_out, slope, offset), truth),
        alone=_thresholds(names, _squash(alone, slope, offset), truth),
        common=_common((token.fold for each in tokens for token in set(each) if token.is_word), len(examples)),
    )


def _is(name: str, example: Example) -> bool:
    return name in example.labels or name == f"lang:{example.language}"


def _sparse(rows: list[tuple[np.ndarray, Vector]]) -> sp.csr_matrix:
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    values = np.concatenate([values for _, values in rows])
    return sp.csr_matrix((values, np.concatenate([buckets for buckets, _ in rows]), starts), shape=(len(rows), BUCKETS))


def _spread(examples: Sequence[Example]) -> np.ndarray:
    """Landmarks drawn by a hash of the text, so that adding examples moves few of them."""
    order = np.argsort([zlib.crc32(example.text.encode()) for example in examples], kind="stable")
    return np.sort(order[:LANDMARKS])


def _nystroem(vectors: Vector, landmarks: Vector) -> tuple[Vector, Vector]:
    """Features whose inner products are (nearly) the Gaussian kernel, and the map from kernel values to them."""
    values, axes = np.linalg.eigh(gaussian(landmarks, landmarks).astype(np.float64))
    keep = values > 1e-4
    to_features = (axes[:, keep] / np.sqrt(values[keep])).astype(np.float32)
    return gaussian(vectors, landmarks) @ to_features, to_features


@dataclass(frozen=True)
class _Fitted:
    """Weights of the n-grams and of the kernel's features, and the intercept."""

    grams: Vector
    basis: Vector
    bias: Vector


def _solve(grams: sp.csr_matrix, basis: Vector, truth: Vector) -> _Fitted:
    """Ridge regression of every label on the n-grams and the kernel's features together."""
    bias = np.asarray(truth.mean(axis=0), np.float32)
    turned = grams.T.tocsr()

    def normal(weights: Vector) -> Vector:
        said = grams @ weights[:BUCKETS] + basis @ weights[BUCKETS:]
        return np.asarray(np.vstack([turned @ said, basis.T @ said]) + RIDGE * weights, np.float32)

    target = np.vstack([turned @ (truth - bias), basis.T @ (truth - bias)])
    diagonal = np.concatenate([squares(grams), np.square(basis).sum(axis=0)])
    weights = solve(normal, target, diagonal + RIDGE, STEPS)
    return _Fitted(weights[:BUCKETS], weights[BUCKETS:], bias)


def _out_of_fold(grams: sp.csr_matrix, basis: Vector, truth: Vector, groups: list[str]) -> tuple[Vector, Vector]:
    """Raw scores for examples the fold was not trained on: with the sentence vector, and without it."""
    held_out, alone = np.zeros_like(truth), np.zeros_like(truth)
    for train, test in GroupKFold(FOLDS).split(basis, groups=groups):
        fitted = _solve(grams[train], basis[train], truth[train])
        alone[test] = fitted.bias + grams[test] @ fitted.grams
        held_out[test] = alone[test] + basis[test] @ fitted.basis
    return held_out, alone


def _calibrate(raw: Vector, truth: Vector) -> tuple[Vector, Vector]:
    """Platt scaling, a label at a time."""
    slope, offset = np.zeros(raw.shape[1], np.float32), np.zeros(raw.shape[1], np.float32)
    for column in range(raw.shape[1]):
        fitted = LogisticRegression(C=100.0).fit(raw[:, [column]], truth[:, column] > 0)
        slope[column], offset[column] = fitted.coef_[0, 0], fitted.intercept_[0]
    return slope, offset


def _squash(raw: Vector, slope: Vector, offset: Vector) -> Vector:
    return np.asarray(1.0 / (1.0 + np.exp(-(slope * raw + offset))), np.float32)


def _thresholds(names: Sequence[str], probabilities: Vector, truth: Vector) -> Vector:
    """Where F1 is best (or an F that favours recall, for what must not be missed)."""
    return np.array(
        [_best_threshold(probabilities[:, i], truth[:, i] > 0, RECALL_FIRST.get(name, 1.0)) for i, name in enumerate(names)],
        np.float32,
    )


def _best_threshold(probability: Vector, truth: np.ndarray, beta: float) -> float:
    def f_beta(threshold: float) -> float:
        said = probability >= threshold
        hits = float((said & truth).sum())
        return (1 + beta**2) * hits / max(1.0, beta**2 * float(truth.sum()) + float(said.sum()))

    return max((float(step) for step in np.arange(0.1, 0.8, 0.02)), key=f_beta)


def _common(words: Iterable[str], examples: int) -> frozenset[str]:
    counts, least = Counter(words), examples * COMMON_SHARE
    return frozenset(word for word, count in counts.items() if count >= least and not word[0].isdigit())


if __name__ == "__main__":
    main()
