"""Names of a catalogue as rows that can be looked up: their words, stems, and how much of a cue they need to be heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from nlu.lexicon import ANY, Term
from nlu.names.forms import pieces, stem
from nlu.names.grammar import AND, DETERMINER, FOLLOWER, FUNCTION, POLITE, TAKING, TIER, numerals
from nlu.names.vocabulary import Everyday

AND_STEM = "&"
"""Stands in a name for and, e, et, &."""
_WORDS_OF_SPEECH = FUNCTION | FOLLOWER | POLITE | TAKING | TIER


class Cue(IntEnum):
    """What a name needs around it to be heard."""

    NONE = 0
    LOOSE = 1
    """A frequent noun or verb written as a proper name: an article or a number will do."""
    STRICT = 2
    """A word of everyday speech ("Plus", "Solo"): only clear signs that the plan is meant."""


class Name(NamedTuple):
    """One name of one term: `words` folded, without articles and prepositions; `rank` 0 for the proper name.

    `tiers` are the everyday words in a longer one that are written large: Base in "Bussola Base". `telling` are its words without
    the noun it begins with, or in English ends with: what is left of the "lenti sottili" in "le sottili".
    """

    term: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    rank: int
    cue: Cue
    tiers: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()


def names_of(terms: Sequence[Term], flags: Mapping[str, int], everyday: Everyday) -> Iterator[Name]:
    """Every name of every term once."""
    for place, term in enumerate(terms):
        seen: set[tuple[str, ...]] = set()
        for language, said in term.names.items():
            for rank, name in enumerate(said):
                words = content(name, flags)
                if words and words not in seen:
                    seen.add(words)
                    stems = tuple(AND_STEM if word == AND_STEM else stem(word) for word in words)
                    cue = _cue(name, words, flags, everyday)
                    yield Name(
                        place,
                        words,
                        stems,
                        min(rank, 1),
                        cue,
                        () if rank else _tiers(name, words, flags),
                        _telling(words, language),
                    )


def content(name: str, flags: Mapping[str, int]) -> tuple[str, ...]:
    """The words of a name without articles and prepositions (AI in capitals is none); all when there is nothing else."""
    shouted = {word.lower() for word in name.split() if len(word) > 1 and word.isupper()} if not name.isupper() else set()
    said = [AND_STEM if flags.get(word, 0) & AND else word for word in pieces(name.replace("&", " and "))]
    kept = [word for word in said if not flags.get(word, 0) & FUNCTION or len(said) == 1 or word in shouted]
    return tuple(kept or said)


def _telling(words: Sequence[str], language: str) -> tuple[str, ...]:
    """No number beside other words: "Ready in three hours" is not what "three shirts" names."""
    if len(words) < 2 or language == ANY:
        return tuple(words) if len(words) > 1 else ()
    telling = words[:-1] if language == "en" else words[1:]
    return tuple(word for word in telling if word not in numerals()) or tuple(telling)


def _tiers(name: str, words: Sequence[str], flags: Mapping[str, int]) -> tuple[str, ...]:
    if len(words) < 2 or not any(flags.get(word, 0) & TIER for word in words):
        return ()
    large = {word for part in name.split() if part[0].isupper() for word in pieces(part)}
    named = (word for place, word in enumerate(words, start=1) if place == len(words) or word not in numerals())
    return tuple(word for word in named if flags.get(word, 0) & TIER and not flags.get(word, 0) & POLITE and word in large)


def _cue(name: str, words: Sequence[str], flags: Mapping[str, int], everyday: Everyday) -> Cue:
    if len(words) > 1:
        return Cue.STRICT if all(flags.get(word, 0) & (FUNCTION | POLITE) for word in words) else Cue.NONE
    word = words[0]
    if len(word) < 3 or word.isdigit() or flags.get(word, 0) & _WORDS_OF_SPEECH:
        return Cue.STRICT
    if not everyday.ordinary(word):
        return Cue.NONE
    if any(not flags.get(other, 0) & DETERMINER for other in pieces(name) if other != word):
        return Cue.STRICT
    return Cue.LOOSE if name[:1].isupper() else Cue.NONE
