"""CLINC150, small: 50 examples for each of 150 intents, and 100 of what is none of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from nlu.features import Vector
from tests.bench.figures import Figure, share
from tests.bench.ridge import FEW_SHOT, Classes, Texts, scores, texts

FOLDER = "clinc150"
RECALL, PRECISION = 0.88, 0.80
DATA = "CLINC150 test, from its small train"


def measure(folder: Path) -> Iterator[Figure]:
    """Out of scope is what scores near enough to the best intent as such; how near is fitted on the validation part."""
    small, full = (json.loads((folder / name).read_text("utf-8")) for name in ("small_train.json", "full_eval.json"))
    names = sorted({intent for _, intent in small["train"]})
    train, classes = _part(names, small["train"], small["oos_train"])
    val, val_truth = _part(names, full["val"], full["oos_val"])
    test, truth = _part(names, full["test"], full["oos_test"])
    read = scores(FEW_SHOT, train, classes, val + test)
    # The two parts hold out-of-scope messages in unlike shares; their sizes, not their answers, are used to even that out.
    weight = (len(full["oos_test"]) / len(full["test"])) / (len(full["oos_val"]) / len(full["val"]))
    threshold = _threshold(_oddness(read[: len(val_truth)]), val_truth == len(names), weight)
    yield from _figures(read[len(val_truth) :], truth, threshold)


def _figures(read: Vector, truth: Classes, threshold: float) -> Iterator[Figure]:
    outside, said_outside = truth == read.shape[1] - 1, _oddness(read) >= threshold
    right = (read[:, :-1].argmax(axis=1) == truth) & ~said_outside
    hits, size = float((outside & said_outside).sum()), int(outside.sum())
    yield share("CLINC150, in scope: accuracy, rejections wrong", float(right[~outside].mean()), DATA, int((~outside).sum()))
    yield share("CLINC150, out of scope: recall", hits / size, DATA, size, RECALL, note="threshold from the validation part")
    yield share("CLINC150, out of scope: precision", hits / float(said_outside.sum()), DATA, int(said_outside.sum()), PRECISION)


def _oddness(read: Vector) -> Vector:
    return np.asarray(read[:, -1] - read[:, :-1].max(axis=1))


def _threshold(oddness: Vector, outside: Any, weight: float) -> float:
    """The lowest at which the precision asked for is kept."""

    def precision(threshold: float) -> float:
        said = oddness >= threshold
        hits = weight * float((said & outside).sum())
        return hits / (hits + float((said & ~outside).sum()))

    return min(float(each) for each in np.unique(oddness[outside]) if precision(float(each)) >= PRECISION)


def _part(names: list[str], inside: list[list[str]], outside: list[list[str]]) -> tuple[Texts, Classes]:
    classes = np.searchsorted(names, [intent for _, intent in inside])
    return texts([said for said, _ in (*inside, *outside)]), np.r_[classes, np.full(len(outside), len(names))]
