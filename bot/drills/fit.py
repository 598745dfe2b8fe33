"""Fits the ear of the drill: `python -m bot.drills.fit` reads `training/*.tsv`, writes `ear.npz` and says how good it is.

Needs scikit-learn. The files hold the same sentences in three languages, more or less, and some of their own: a sentence and its
translations are always on the same side of a fold.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold
from sklearn.svm import SVC

from bot.drills.ear import GAMMA, MODEL, Vectors
from nlu.embedding import load_embedding

FOLDER = Path(__file__).parent / "training"
PRECISION = {"pressure": 0.84, "acknowledge": 0.75, "next": 0.8, "proof": 0.9, "hold": 0.8}
"""The labels, and the least precision wanted of each: nobody should be blamed for a pressure that was none."""
FOLDS = 10

Row = tuple[frozenset[str], str, str]


def examples() -> list[Row]:
    """Labels (`none` being no label), sentence and group of every line."""
    rows: list[Row] = []
    for path in sorted(FOLDER.glob("*.tsv")):
        seen: Counter[str] = Counter()
        for line in path.read_text(encoding="utf-8").splitlines():
            labels, text = line.split("\t", 1)
            seen[labels] += 1
            rows.append((frozenset(labels.split(",")) - {"none"}, text.strip(), f"{labels} {seen[labels]}"))
    return rows


def _machine() -> Any:
    return SVC(C=10.0, gamma=GAMMA)


def _held_out(vectors: Vectors, wanted: Vectors, groups: list[str]) -> Vectors:
    """For each sentence its score by a machine that has not seen it."""
    found = np.zeros(len(wanted), np.float32)
    for train, test in GroupKFold(FOLDS).split(vectors, wanted, groups):
        found[test] = _machine().fit(vectors[train], wanted[train]).decision_function(vectors[test])
    return found


def quality(found: Vectors, wanted: Vectors, at: float) -> tuple[float, float]:
    """Precision and recall when everything from `at` on is taken."""
    hit = float(((found >= at) & (wanted == 1)).sum())
    return hit / max(float((found >= at).sum()), 1.0), hit / max(float(wanted.sum()), 1.0)


def _threshold(label: str, found: Vectors, wanted: Vectors) -> float:
    steps = [round(-0.8 + 0.05 * step, 2) for step in range(33)]
    return next((at for at in steps if quality(found, wanted, at)[0] >= PRECISION[label]), steps[-1])


def fit(vectors: Vectors, rows: list[Row]) -> dict[str, Any]:
    """The machine's arrays, and a line for each label about what to expect of it."""
    groups = [group for _, _, group in rows]
    weights, bias, thresholds = np.zeros((len(PRECISION), len(rows)), np.float32), [], []
    for number, label in enumerate(PRECISION):
        wanted = np.array([label in labels for labels, _, _ in rows], np.float32)
        held_out = _held_out(vectors, wanted, groups)
        at = _threshold(label, held_out, wanted)
        precision, recall = quality(held_out, wanted, at)
        sys.stdout.write(
            f"{label:12} {int(wanted.sum()):4} examples, from {at:.2f}: precision {precision:.2f}, recall {recall:.2f}\n"
        )
        machine = _machine().fit(vectors, wanted)
        weights[number, machine.support_] = machine.dual_coef_[0]
        bias.append(machine.intercept_[0])
        thresholds.append(at)
    used = np.flatnonzero(np.abs(weights).max(axis=0))
    return {"labels": np.array(list(PRECISION)), "landmarks": vectors[used].astype(np.float16), "weights": weights[:, used],
            "bias": np.array(bias, np.float32), "threshold": np.array(thresholds, np.float32)}  # fmt: skip


def main() -> None:
    """Fits, tells and writes."""
    rows = examples()
    vectors = load_embedding().encode([text for _, text, _ in rows])
    np.savez_compressed(MODEL, **fit(vectors, rows))


if __name__ == "__main__":
    main()
