"""A correction of the head: weights to add for n-grams of what was taught, and for sentences like it. Kept as a small file."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass, fields
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from nlu.examples import TeachingError
from nlu.features import BUCKETS, DIMENSIONS, Vector
from nlu.heads import Head, gaussian
from nlu.labels import LABELS
from nlu.teaching.seen import columns

NOISE = np.float32(0.02)
"""Changes of a raw score (0: no, 1: yes) that tell nothing: any message has some n-gram in common with one that was taught."""
OUTDATED = "what was taught was learnt with another version: learn it again with `sommelier teach --relearn`"


@dataclass(frozen=True, slots=True)
class Correction:
    """Added to the raw scores of `LABELS`; languages are never touched.

    `grams` has a row for each of `buckets`, `kernel` one for each of the head's landmarks and then one for each of `landmarks`,
    the sentence vectors of what was taught. `head` is the checksum of the one head it belongs to.
    """

    buckets: npt.NDArray[np.int64]
    grams: Vector
    landmarks: Vector
    kernel: Vector
    head: int

    def applied(self, head: Head) -> Head:
        """The head with this correction in it."""
        if self.head != checksum(head):
            raise TeachingError(OUTDATED)
        grams, at = np.zeros_like(head.grams), columns(head)
        grams[np.ix_(self.buckets, at)] = self.grams
        landmarks = np.vstack([head.landmarks, self.landmarks])
        kernel = np.zeros((len(landmarks), 2 * len(head.names)), np.float32)
        kernel[: len(head.landmarks), : len(head.names)] = head.kernel
        kernel[:, at + len(head.names)] = self.kernel
        return TaughtHead(
            **{each.name: getattr(head, each.name) for each in fields(head)}
            | {"grams": np.hstack([head.grams, grams]), "landmarks": landmarks, "kernel": kernel}
            | {"bias": np.concatenate([head.bias, np.zeros_like(head.bias)])}
        )


class TaughtHead(Head):
    """A head with a correction in it: as many columns again, to be added where they amount to something."""

    def probabilities(self, by_grams: Vector, vector: Vector | None) -> Vector:
        """As the head's, of scores twice as wide."""
        raw = by_grams if vector is None else by_grams + gaussian(vector, self.landmarks) @ self.kernel
        names = len(self.names)
        return super().probabilities(raw[..., :names] + settled(raw[..., names:]), None)


def settled(change: Vector) -> Vector:
    """Changes of a raw score, every one smaller by `NOISE`: messages unlike all that was taught are read exactly as before."""
    return np.asarray(np.sign(change) * np.maximum(np.abs(change) - NOISE, 0), np.float32)


def checksum(head: Head) -> int:
    """Tells heads apart."""
    return zlib.crc32(np.ascontiguousarray(head.kernel).tobytes())


def save_correction(correction: Correction, path: Path) -> None:
    """Writes the file whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            np.savez_compressed(
                file, buckets=correction.buckets.astype(np.uint32), grams=correction.grams, head=np.uint32(correction.head),
                landmarks=correction.landmarks.astype(np.float16), kernel=correction.kernel,
            )  # fmt: skip
        os.replace(beside, path)
    except OSError as error:
        raise TeachingError(f"{path} cannot be written: {error.strerror}") from error


def load_correction(path: Path) -> Correction | None:
    """The correction of a file, None where there is none. Raises TeachingError when it cannot be read."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            found = Correction(
                file["buckets"].astype(np.int64), file["grams"], file["landmarks"].astype(np.float32), file["kernel"],
                int(file["head"]),
            )  # fmt: skip
        _check(found)
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError, BadZipFile, zlib.error) as error:
        raise TeachingError(f"{path} is damaged: write it again with `sommelier teach --relearn`") from error
    return found


def _check(found: Correction) -> None:
    """Raises ValueError where the shapes do not belong together."""
    own = found.kernel.shape[0] >= len(found.landmarks) and found.kernel.shape[1:] == (len(LABELS),)
    fits = found.grams.shape == (len(found.buckets), len(LABELS)) and found.landmarks.shape[1:] == (DIMENSIONS,)
    if not own or not fits or (len(found.buckets) and found.buckets.max() >= BUCKETS):
        raise ValueError("shapes")
