"""Needs and answers recognised by meaning: the owner's phrases, in any language, against the message and its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from nlu.features import Encoder, Vector
from nlu.lexicon import ANY, Lexicon, Topic
from nlu.reading import NeedMatch, Span
from nlu.tokens import Token, fold

COSINE, NEARNESS, TELLING, OFFSET = 10.72, 8.63, 0.37, -7.15
"""Logistic weights fitted by `python -m nlu.fit_topics` (leave-one-phrase-out over the shipped catalogues, with everyday messages as
negatives): the best cosine, the distance to the next best topic, and how many words occur that only this topic's phrases use."""
THRESHOLD = 0.25
"""Below this a topic is not mentioned at all; how sure it is goes with it, and the choice weighs it."""
TEMPLATES = Path(__file__).parent / "words" / "background.yaml"
MOST_NAMES = 60
AT_MOST = 3
NEAR, A_WORD = 0.4, 0.04
"""From which cosine a topic is leant towards, and what a telling word adds to it."""
ALONE = 2.0
"""Without the encoder, a telling word alone is even odds."""
BACKGROUND = ""
"""The rival of every topic: what people say about products without telling why ("I'd like X", "how much is X")."""
STEM = 6
"""Letters of a word that count when words are compared: a light stem for three languages."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the message with its sentence vector and the stems of its words."""

    span: Span
    vector: Vector | None
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """A piece against every topic: the best cosine (None without the encoder), and how many words tell of this topic alone."""

    span: Span
    cosine: Vector | None
    telling: Vector


class TopicIndex:
    """The phrases of many topics, encoded once."""

    def __init__(
        self, topics: Sequence[Topic], encoder: Encoder | None, function_words: frozenset[str], background: Sequence[str] = ()
    ) -> None:
        spoken_of = [topic for topic in topics if any(topic.phrases.values())]
        self._topics = [*spoken_of, Topic(BACKGROUND, {ANY: tuple(background)})] if spoken_of and background else spoken_of
        self._function_words = function_words
        phrases = [list(chain.from_iterable(topic.phrases.values())) for topic in self._topics]
        self._owners = np.array([index for index, said in enumerate(phrases) for _ in said], np.int64)
        self._starts = np.searchsorted(self._owners, np.arange(len(phrases)))
        flat = list(chain.from_iterable(phrases))
        self._users = _users([self.stems(phrase.split()) for phrase in flat], self._owners)
        self._vectors = encoder.encode(flat) if encoder and flat else np.zeros((0, 0), np.float32)

    def stems(self, words: Sequence[str]) -> frozenset[str]:
        """Stems of the content words."""
        folded = (fold(word).strip(".,;:!?'’\"()") for word in words)
        return frozenset(_stem(word) for word in folded if len(word) > 2 and word not in self._function_words)

    def piece(self, tokens: Sequence[Token], span: Span, vector: Vector | None) -> Piece:
        """A stretch of the message, ready to be compared."""
        return Piece(span, vector, self.stems([token.text for token in tokens if span[0] <= token.start < span[1]]))

    def compare(self, pieces: Sequence[Piece]) -> list[Compared]:
        """Each piece against every topic."""
        return [
            Compared(piece.span, None if piece.vector is None else self.nearest(piece.vector), self.telling(piece.stems))
            for piece in (pieces if self._topics else ())
        ]

    def find(self, compared: Sequence[Compared]) -> tuple[NeedMatch, ...]:
        """The topics the message is about, surest first, at most `AT_MOST`."""
        return self._ranked(((each.span, self._sure(each)) for each in compared), THRESHOLD)[:AT_MOST]

    def leanings(self, compared: Sequence[Compared]) -> tuple[NeedMatch, ...]:
        """The topics that a piece lies nearer to than to saying nothing but "I'd like X", nearest first."""
        return self._ranked(((each.span, self._near(each)) for each in compared), NEAR)

    def _ranked(self, scored: Iterable[tuple[Span, Vector]], least: float) -> tuple[NeedMatch, ...]:
        """Every topic that scores at least this, with the piece it scores best in."""
        best: dict[int, tuple[float, Span]] = {}
        for span, scores in scored:
            for topic in np.flatnonzero(scores >= least).tolist():
                if scores[topic] > best.get(topic, (0.0, span))[0]:
                    best[topic] = (float(scores[topic]), span)
        ranked = sorted(best.items(), key=lambda item: -item[1][0])
        named = ((self._topics[topic].id, score, span) for topic, (score, span) in ranked)
        return tuple(NeedMatch(topic, round(score, 3), span) for topic, score, span in named if topic != BACKGROUND)

    def _sure(self, compared: Compared) -> Vector:
        """How surely the piece is about each topic."""
        cosine, telling = compared.cosine, compared.telling
        if cosine is None:
            return np.asarray(1.0 / (1.0 + np.exp(-(ALONE * telling - ALONE))), np.float32)
        sure = 1.0 / (1.0 + np.exp(-(COSINE * cosine + NEARNESS * nearness(cosine) + TELLING * telling + OFFSET)))
        outdone = (cosine < self._plainly(cosine)) & (telling == 0)
        return np.asarray(np.where(outdone, 0.0, sure), np.float32)

    def _near(self, compared: Compared) -> Vector:
        """How near the piece lies to each topic, 0 where it lies nearer to telling nothing."""
        if compared.cosine is None:
            return np.zeros_like(compared.telling)
        near = compared.cosine + A_WORD * compared.telling
        return np.asarray(np.where(near >= self._plainly(near), near, 0.0), np.float32)

    def _plainly(self, cosine: Vector) -> np.float32:
        """How near the piece is to saying nothing but "I'd like X"."""
        return np.float32(cosine[-1]) if self._topics[-1].id == BACKGROUND else np.float32(-1.0)

    def nearest(self, vector: Vector, leave_out: int | None = None) -> Vector:
        """The best cosine for each topic; one phrase can be left out, to fit the weights."""
        cosines = np.asarray(self._vectors @ vector, np.float32)
        if leave_out is not None:
            cosines[leave_out] = -1.0
        return np.asarray(np.maximum.reduceat(cosines, self._starts), np.float32)

    def telling(self, said: frozenset[str], leave_out: int | None = None) -> Vector:
        """For each topic, how many of these words only its phrases use (two at most)."""
        counts = np.zeros(len(self._topics), np.float32)
        for stem in said:
            users = self._users.get(stem, {})
            topics = {owner for owner, phrases in users.items() if phrases - {leave_out}}
            if len(topics) == 1:
                counts[topics.pop()] += 1.0
        return np.minimum(counts, 2.0)


def nearness(cosine: Vector) -> Vector:
    """How far each topic stands above (or below) the best of the others."""
    if len(cosine) < 2:
        return np.zeros_like(cosine)
    order = np.argsort(cosine)
    rivals = np.full_like(cosine, cosine[order[-1]])
    rivals[order[-1]] = cosine[order[-2]]
    return np.asarray(cosine - rivals, np.float32)


def _users(phrases: Sequence[frozenset[str]], owners: npt.NDArray[np.int64]) -> dict[str, dict[int, set[int | None]]]:
    """Which topics use a word, and in which of their phrases."""
    users: dict[str, dict[int, set[int | None]]] = {}
    for number, (stems, owner) in enumerate(zip(phrases, owners.tolist(), strict=True)):
        for stem in stems:
            users.setdefault(stem, {}).setdefault(owner, set()).add(number)
    return users


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return word[:STEM]


def background(lexicon: Lexicon) -> list[str]:
    """Small talk, and plain orders and questions about this catalogue's products: a topic must be nearer than these."""
    written: list[str] = yaml.load(TEMPLATES.read_text(encoding="utf-8"), yaml.CSafeLoader)
    templates = [each for each in written if "{name}" in each]
    names = [next(iter(names), "") for term in lexicon.products[:MOST_NAMES] for names in term.names.values()]
    about = [each.format(name=name) for index, name in enumerate(dict.fromkeys(names)) for each in _turn(templates, index)]
    return [*(each for each in written if "{name}" not in each), *about]


def _turn(templates: list[str], index: int) -> list[str]:
    """Three templates for each name, in turn."""
    return [templates[(index + step * len(templates) // 3) % len(templates)] for step in range(3)]
