"""Which words of its names make a term what it is, and which tell it from the others of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from nlu.names.entries import Name
from nlu.names.forms import stem

MANY = 4
"""Terms among which a person can still be asked to choose."""


class Place(IntEnum):
    """Where a word stands in a term's names, the most telling first."""

    NOUN = 0
    """What the proper name calls it: "occhiale" in "Occhiale da vista"."""
    EDGE = 1
    """What tells it apart: "confort" in "Progressifs Confort"."""
    OTHER_NOUN = 2
    INSIDE = 3


def places_of(names: Sequence[Name]) -> Mapping[tuple[str, int], Place]:
    """How much a word, by its stem, makes the name of a term."""
    places: dict[tuple[str, int], Place] = {}
    for name in names:
        for part, word in zip(name.stems, name.words, strict=True):
            edge = word in (name.words[0], name.words[-1])
            head = edge and word not in name.telling
            place = (
                (Place.OTHER_NOUN if name.rank else Place.NOUN)
                if head
                else Place.EDGE
                if edge and not name.rank
                else Place.INSIDE
            )
            places[part, name.term] = min(places.get((part, name.term), place), place)
    return places


def tellers(names: Sequence[Name], places: Mapping[tuple[str, int], Place]) -> Mapping[str, tuple[int, ...]]:
    """The terms that a word tells from the others, by its stem: those at whose proper name's edge it stands, if any."""
    held: dict[str, set[int]] = {}
    for name in names:
        for word in name.telling:
            held.setdefault(stem(word), set()).add(name.term)
    edges = {part: {term for term in terms if places.get((part, term)) == Place.EDGE} for part, terms in held.items()}
    return {part: tuple(sorted(edges[part] or terms)) for part, terms in held.items() if len(edges[part] or terms) <= MANY}
