"""Scores for messages with several labels each: pairs of what was wanted and what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion

from nlu.examples import read_examples
from nlu.labels import ACTS

Pair = tuple[set[str], set[str]]


def counts(pairs: Sequence[Pair], label: str) -> tuple[int, int, int]:
    """Hits, wanted, read."""
    hits = sum(label in wanted and label in read for wanted, read in pairs)
    return hits, sum(label in wanted for wanted, _ in pairs), sum(label in read for _, read in pairs)


def f1(hits: int, wanted: int, read: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * hits / (wanted + read) if wanted + read else 1.0


def macro_f1(pairs: Sequence[Pair], labels: Sequence[str]) -> float:
    """The mean over the labels that are wanted at least once."""
    scored = [f1(*counts(pairs, label)) for label in labels if counts(pairs, label)[1]]
    return sum(scored) / len(scored)


def micro_f1(pairs: Sequence[Pair]) -> float:
    """Over every label of every message."""
    hits = sum(len(wanted & read) for wanted, read in pairs)
    return f1(hits, sum(len(wanted) for wanted, _ in pairs), sum(len(read) for _, read in pairs))


def recall(pairs: Sequence[Pair], label: str) -> tuple[float, int]:
    """Of those wanted, and how many they are."""
    hits, wanted, _ = counts(pairs, label)
    return hits / max(1, wanted), wanted


def table(pairs: Sequence[Pair], labels: Sequence[str]) -> Iterator[str]:
    """A Markdown table: precision, recall, F1, and what was read instead."""
    yield "| act | wanted | precision | recall | F1 | read instead | read though not meant |"
    yield "|---|--:|--:|--:|--:|---|---|"
    for label in labels:
        hits, wanted, read = counts(pairs, label)
        instead = Counter(other for w, r in pairs if label in w - r for other in r - w)
        meant = Counter(other for w, r in pairs if label in r - w for other in w)
        scores = " | ".join(f"{score:.2f}" for score in (hits / max(1, read), hits / max(1, wanted), f1(hits, wanted, read)))
        yield f"| {label} | {wanted} | {scores} | {_listed(instead)} | {_listed(meant)} |"


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common(4))


def tfidf() -> Any:
    """The peer's features: words alone and in pairs, and pieces of words."""
    return FeatureUnion(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)),
            ("pieces", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)),
        ]
    )


@cache
def _peer(language: str) -> tuple[Any, Any]:
    examples = [example for example in read_examples() if example.language == language]
    truth = np.array([[act in example.labels for act in ACTS] for example in examples])
    features = tfidf().fit([example.text for example in examples])
    model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=1000))
    return features, model.fit(features.transform([example.text for example in examples]), truth)


def tfidf_acts(language: str, texts: Sequence[str]) -> list[set[str]]:
    """What the peer reads: trained on the same examples as our head, of this language alone."""
    features, model = _peer(language)
    said = model.predict(features.transform(texts))
    return [{act for act, yes in zip(ACTS, row, strict=True) if yes} for row in said]
