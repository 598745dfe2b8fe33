"""Shipped examples that keep everything else in its place while something is taught, and others that show whether it stayed there.

The head's landmarks are training examples: `anchors.npz` holds the checksum of each one's text, so that the text is found again in
nlu/training and the vector is not encoded again. `nlu.train` writes it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlu.examples import Example, TeachingError, read_examples
from nlu.heads import Head
from nlu.teaching.correction import checksum

FILE = Path(__file__).parent / "anchors.npz"
HELD_BACK = 600
"""Shipped examples that are never anchors: what is taught is tried on them."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Texts with the rows of the head's landmarks they are, and the examples held back."""

    texts: tuple[str, ...]
    rows: npt.NDArray[np.int64]
    held_back: tuple[Example, ...]


def load_anchors(head: Head, path: Path = FILE) -> Anchors:
    """Those of this head. A landmark whose text is no longer in nlu/training is left out."""
    with np.load(path, allow_pickle=False) as file:
        sums, belongs = file["texts"].tolist(), int(file["head"])
    if belongs != checksum(head):
        raise TeachingError(f"{path} does not belong to nlu/model.npz: run `make train`")
    known = {_sum(example.text): example for example in read_examples()}
    rows = [row for row, each in enumerate(sums) if each in known]
    landmarks = frozenset(sums)
    others = sorted(each for each in known if each not in landmarks)[-HELD_BACK:]
    texts = tuple(known[sums[row]].text for row in rows)
    return Anchors(texts, np.array(rows, np.int64), tuple(known[each] for each in others))


def save_anchors(head: Head, texts: Sequence[str], path: Path = FILE) -> None:
    """`texts` are those of the head's landmarks, in their order."""
    sums = np.array([_sum(text) for text in texts], np.uint32)
    np.savez_compressed(path, texts=sums, head=np.uint32(checksum(head)))


def _sum(text: str) -> int:
    return zlib.crc32(text.encode())
