"""BANKING77 with five and ten examples an intent: our encoder with the head's recipe, against TF-IDF with logistic regression."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.bench.figures import Figure, Other, share, spread
from tests.bench.ridge import FEW_SHOT, OURS, Classes, Texts, peer, scores, texts

FOLDER = "banking77"
BARS = {5: 0.778, 10: 0.852}
"""Published: USE + ConveRT."""
SEEDS = range(5)
DATA = "BANKING77 test, few-shot from its train"


def measure(folder: Path) -> Iterator[Figure]:
    """Accuracy on the test split, a mean over the draws."""
    known, intents = _read(folder / "train.csv")
    asked, wanted = _read(folder / "test.csv")
    names = sorted(set(intents))
    classes, truth = np.searchsorted(names, intents), np.searchsorted(names, wanted)
    drawn = {(shots, seed): _draw(classes, shots, seed) for shots in BARS for seed in SEEDS}
    needed = np.unique(np.concatenate(list(drawn.values())))
    pool, test = texts([known[row] for row in needed]), texts(asked)
    named = texts([name.replace("_", " ") for name in names])
    for shots in BARS:
        draws = [(pool[np.searchsorted(needed, rows)], classes[rows]) for (k, _), rows in drawn.items() if k == shots]
        yield from _figures(shots, draws, named, test, truth)


def _figures(shots: int, draws: list[tuple[Texts, Classes]], named: Texts, test: Texts, truth: Classes) -> Iterator[Figure]:
    def accuracy(said: Classes) -> float:
        return float((said == truth).mean())

    own = [accuracy(scores(OURS, train, classes, test).argmax(axis=1)) for train, classes in draws]
    tuned = [accuracy(scores(FEW_SHOT, train, classes, test).argmax(axis=1)) for train, classes in draws]
    all_names = np.arange(len(named.said))
    helped = [accuracy(scores(FEW_SHOT, t + named, np.r_[c, all_names], test).argmax(axis=1)) for t, c in draws]
    rival = [accuracy(peer(train, classes, test)) for train, classes in draws]
    others = (Other("the head's own settings", 100 * _mean(own)), Other("TF-IDF + logistic regression", 100 * _mean(rival)))
    title, size = f"BANKING77, {shots} examples an intent", len(truth)
    yield share(title, _mean(tuned), DATA, size, BARS[shots], others=others, **spread(tuned, 100))
    yield share(f"{title}, and the intent's name", _mean(helped), DATA, size, BARS[shots], **spread(helped, 100))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _draw(classes: Classes, shots: int, seed: int) -> Classes:
    dice = np.random.default_rng(seed)
    chosen = [dice.choice(np.flatnonzero(classes == each), shots, replace=False) for each in range(int(classes.max()) + 1)]
    return np.concatenate(chosen)


def _read(path: Path) -> tuple[list[str], list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row["category"] for row in rows]
