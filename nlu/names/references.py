"""Pointing words: "quello", "le premier", "the other one"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nlu.names.grammar import FOLLOWER, FUNCTION, OPTION, POLITE, grammar, load
from nlu.names.patterns import Hit, Patterns
from nlu.names.vocabulary import Everyday, Vocabulary
from nlu.names.walk import Kind, Word, walk
from nlu.reading import Language, Reference
from nlu.tokens import Token

_MEANINGS: tuple[tuple[str, int | None, bool], ...] = (
    ("that", None, False), ("first", 0, False), ("second", 1, False), ("third", 2, False), ("fourth", 3, False),
    ("last", -1, False), ("other", None, True),
)  # fmt: skip
_RELATIVE = frozenset({"che", "qui", "que", "qu", "dont", "cui", "time", "times", "fois", "volta"})
"""After these, "quello" points forward, not back."""


def find_references(tokens: Sequence[Token], language: Language) -> tuple[Reference, ...]:
    """The pointing words of a message, in order; those that only introduce a noun ("the first time") are left out."""
    words = walk(tokens, no_names(), grammar(language).flags, frozenset())
    found: list[Hit] = []
    for hit in _patterns(language).find([word.fold for word in words]):
        if _points(words, hit) and not (found and hit.start < found[-1].end):
            found.append(hit)
    return tuple(_reference(words, hit) for hit in found)


def _reference(words: Sequence[Word], hit: Hit) -> Reference:
    _, index, other = _MEANINGS[hit.value]
    return Reference((words[hit.start].start, words[hit.end - 1].end), index, other)


def _points(words: Sequence[Word], hit: Hit) -> bool:
    if hit.end >= len(words):
        return True
    following = words[hit.end]
    if following.fold in _RELATIVE:
        return False
    return following.kind is not Kind.CONTENT or bool(following.flags & (FUNCTION | FOLLOWER | POLITE | OPTION))


@cache
def _patterns(language: Language) -> Patterns:
    data = load(f"references.{language}.yaml")
    return Patterns((line, place) for place, (name, _, _) in enumerate(_MEANINGS) for line in data.get(name, ()))


@cache
def no_names() -> Vocabulary:
    """A vocabulary that knows no name."""
    return Vocabulary((), Everyday(()))
