"""What a lesson makes better and worse: on the taught messages, each judged as if it had not been taught, and on shipped ones held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.examples import Example
from nlu.features import Encoder
from nlu.heads import Head
from nlu.labels import LABELS
from nlu.teaching.anchors import Anchors
from nlu.teaching.lesson import Lesson
from nlu.teaching.seen import labels_heard, see, sureness
from nlu.tokens import fold


@dataclass(frozen=True, slots=True)
class Judged:
    """A message with the labels it should have, those heard before, and those heard after."""

    text: str
    wanted: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]

    @property
    def better(self) -> frozenset[str]:
        """Labels that are right now and were not."""
        return (self.wanted ^ self.before) - (self.wanted ^ self.after)

    @property
    def worse(self) -> frozenset[str]:
        """Labels that were right and are not any more."""
        return (self.wanted ^ self.after) - (self.wanted ^ self.before)


@dataclass(frozen=True, slots=True)
class Report:
    """`taught` without the message itself and its template, `others` held back; `learnt` counts taught messages now heard right."""

    taught: tuple[Judged, ...]
    others: tuple[Judged, ...]
    learnt: int


@dataclass(frozen=True, slots=True)
class Tally:
    """In how many messages a label is right that was wrong, and the other way round."""

    label: str
    better: int
    worse: int


def report(head: Head, anchors: Anchors, examples: Sequence[Example], lesson: Lesson, encoder: Encoder) -> Report:
    """Both sets of messages, before and after."""
    now = lesson.correction.applied(head)
    taught = {fold(example.text) for example in examples}
    others = [example for example in anchors.held_back if fold(example.text) not in taught]
    seen = see([example.text for example in others], encoder)
    own = labels_heard(head, lesson.after)
    return Report(
        _judged(examples, labels_heard(head, lesson.before), labels_heard(head, lesson.left_out)),
        _judged(others, labels_heard(head, sureness(head, seen)), labels_heard(now, sureness(now, seen))),
        sum(heard == example.labels for heard, example in zip(own, examples, strict=True)),
    )


def tallies(judged: Sequence[Judged]) -> tuple[Tally, ...]:
    """Labels with any change, in their usual order."""
    better = Counter(label for each in judged for label in each.better)
    worse = Counter(label for each in judged for label in each.worse)
    return tuple(Tally(label, better[label], worse[label]) for label in LABELS if better[label] or worse[label])


def _judged(examples: Sequence[Example], before: Sequence[frozenset[str]], after: Sequence[frozenset[str]]) -> tuple[Judged, ...]:
    return tuple(
        Judged(example.text, example.labels, was, now) for example, was, now in zip(examples, before, after, strict=True)
    )
