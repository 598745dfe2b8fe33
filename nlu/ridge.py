"""Ridge regression with many columns, by conjugate gradients: nothing larger than the data is ever built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from nlu.features import Vector

TINY = 1e-12
"""Keeps a column that has converged from dividing by nothing."""


def squares(columns: Any) -> Vector:
    """The squares of each column of a sparse matrix, added up: the diagonal of its normal matrix."""
    return np.asarray(columns.multiply(columns).sum(axis=0), np.float32).ravel()


def solve(normal: Callable[[Vector], Vector], target: Vector, diagonal: npt.NDArray[Any], steps: int) -> Vector:
    """Weights with `normal(weights) == target`, nearly: a column of `target` is a problem of its own.

    `normal` multiplies by the normal matrix, ridge included; `diagonal` is that matrix's, which makes few steps suffice.
    """
    scale = (1.0 / diagonal).astype(np.float32)[:, None]
    weights, left = np.zeros_like(target), target.copy()
    direction = scale * left
    slope = np.einsum("ij,ij->j", left, direction)
    for _ in range(steps):
        change = normal(direction)
        length = slope / np.maximum(np.einsum("ij,ij->j", direction, change), TINY)
        weights += length * direction
        left -= length * change
        steepest = scale * left
        before, slope = slope, np.einsum("ij,ij->j", left, steepest)
        direction = steepest + (slope / np.maximum(before, TINY)) * direction
    return np.asarray(weights, np.float32)
