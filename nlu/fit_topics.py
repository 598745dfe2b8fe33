"""Fits the weights of `nlu.topics`: `python -m nlu.fit_topics knowledge/examples`.

Every need phrase of the catalogues in the folder is left out once, alone and sometimes inside a longer message, and must find its own need and
no other; everyday messages from the training examples and plain orders must find none. Prints the weights to copy, and what they reach.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from nlu.embedding import load_embedding
from nlu.examples import read_examples
from nlu.features import Vector
from nlu.heads import load
from nlu.lexicon import Lexicon, Term, Topic
from nlu.topics import TopicIndex, background, nearness

EVERY = 50
"""One everyday message in so many is a negative example."""
INSIDE = 4
"""One phrase in so many is also tried inside a longer message: clauses are told apart before, mostly."""
EVERYDAY = frozenset({"greet", "thank", "leave", "refuse", "accept", "ask-price", "other", "postpone", "order", "ask-person"})


def main() -> None:
    """Fits and prints."""
    encoder = load_embedding()
    everyday = [example.text for example in read_examples() if example.labels <= EVERYDAY][::EVERY]
    everyday_vectors = encoder.encode(everyday)
    short = frozenset(word for word in load().common if len(word) <= 4)
    rows: list[np.ndarray] = []
    truth: list[bool] = []
    for topics, plain in _catalogues(Path(sys.argv[1])):
        index = TopicIndex(topics, encoder, short, plain[::2])
        everyday_vectors = np.vstack([everyday_vectors[: len(everyday)], encoder.encode(plain[1::2])])
        flat = [(topic, phrase) for topic, each in enumerate(topics) for phrases in each.phrases.values() for phrase in phrases]
        inside = [f"{plain[(7 * number) % len(plain)]}, {phrase}" for number, (_, phrase) in enumerate(flat)]
        said = [(number, topic, phrase) for number, (topic, phrase) in enumerate(flat)]
        said += [(number, topic, text) for (number, topic, _), text in zip(said, inside, strict=True) if number % INSIDE == 0]
        vectors = encoder.encode([text for _, _, text in said])
        for row, (left_out, topic, text) in enumerate(said):
            rows.extend(_evidence(index, vectors[row], text, left_out)[: len(topics)])
            truth.extend(other == topic for other in range(len(topics)))
        for text, vector in zip([*everyday, *plain[1::2]], everyday_vectors, strict=True):
            evidence = _evidence(index, vector, text)[: len(topics)]
            rows.append(evidence[np.argmax(evidence[:, 0])])
            truth.append(False)
    fitted = LogisticRegression(C=10.0).fit(np.array(rows), truth)
    said = fitted.predict(np.array(rows))
    hits = sum(1 for s, t in zip(said, truth, strict=True) if s and t)
    print("COSINE, NEARNESS, TELLING, OFFSET =", ", ".join(f"{w:.2f}" for w in (*fitted.coef_[0], fitted.intercept_[0])))
    print(
        f"recall {hits / sum(truth):.3f}  precision {hits / max(1, sum(said)):.3f}  on {sum(truth)} phrases, {len(truth)} pairs"
    )


def _evidence(index: TopicIndex, vector: Vector, text: str, left_out: int | None = None) -> Vector:
    """What the weights are for, a row a topic."""
    cosine = index.nearest(vector, left_out)
    return np.stack([cosine, nearness(cosine), index.telling(index.stems(text.split()), left_out)], axis=1)


def _catalogues(folder: Path) -> Iterator[tuple[list[Topic], list[str]]]:
    for path in sorted(folder.glob("*.yaml")):
        document: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        needs = document.get("needs", [])
        topics = [
            Topic(need["id"], {language: tuple(said) for language, said in need.get("phrases", {}).items()}) for need in needs
        ]
        products = tuple(Term(o["id"], _names(o["name"])) for o in document["offerings"])
        yield topics, background(Lexicon(products=products))


def _names(name: str | dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {"*": (name,)} if isinstance(name, str) else {language: (said,) for language, said in name.items()}


if __name__ == "__main__":
    main()
