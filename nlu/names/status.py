"""Whether a named thing is wanted, owned, asked about, taken out or turned down: the nearest cue of its clause says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from nlu.names.details import AGAINST, is_list
from nlu.names.grammar import DETERMINER, FUNCTION, HEAD, MEASURE, OPTION, Grammar, load
from nlu.names.matches import Match
from nlu.names.patterns import Hit, Patterns
from nlu.names.walk import Kind, Word
from nlu.reading import Language, Status

_SIDES = ("before", "next", "after")
_KINDS: tuple[tuple[str, Status, bool], ...] = (
    ("wanted", "wanted", False), ("owned", "owned", False), ("asked", "asked", False),
    ("removed", "removed", True), ("declined", "declined", True), ("lacking", "asked", True),
)  # fmt: skip
"""As written in the data; what is spoken of as not there is asked about, and negated."""
_COMMA, _FAR = 3.0, 99.0
_BETWEEN = FUNCTION | DETERMINER | HEAD | MEASURE | OPTION


class Said(NamedTuple):
    """A status with whether it is a no; `own` when the mention's clause says it, not the list it stands in."""

    status: Status = "wanted"
    negated: bool = False
    own: bool = False


@cache
def cues(language: Language) -> tuple[Patterns, Patterns]:
    """The status cues of a language, those before and those behind a name; values are places in `_KINDS` × `_SIDES`."""
    data: Mapping[str, Mapping[str, Sequence[str]]] = load(f"status.{language}.yaml")
    lines = [
        (line, kind * len(_SIDES) + side)
        for kind, (name, _, _) in enumerate(_KINDS)
        for side, where in enumerate(_SIDES)
        for line in data.get(name, {}).get(where, ())
    ]
    return Patterns(line for line in lines if line[1] % 3 < 2), Patterns(line for line in lines if line[1] % 3 == 2)


@cache
def _corrections(language: Language) -> Patterns:
    return Patterns((line, 0) for line in load(f"status.{language}.yaml")["corrections"])


def statuses(words: Sequence[Word], matches: Sequence[Match], language: Language, grammar: Grammar) -> list[Said]:
    """One for each match, in order."""
    said_words = [_cue_word(word) for word in words]
    turns = _corrections(language).find(said_words)
    found = (hit for patterns in cues(language) for hit in patterns.find(said_words))
    hits = [hit for hit in found if not any(turn.start <= hit.start < turn.end for turn in turns)]
    said = _told(words, matches, hits, turns, grammar)
    for place in range(len(matches) - 1):
        turned = any(matches[place].last < turn.start and turn.end <= matches[place + 1].first for turn in turns)
        if (
            turned
            and said[place].status == said[place + 1].status == "wanted"
            and matches[place].terms != matches[place + 1].terms
        ):
            said[place] = Said("declined", negated=True, own=True)
    return said


def _told(
    words: Sequence[Word], matches: Sequence[Match], hits: Sequence[Hit], turns: Sequence[Hit], grammar: Grammar
) -> list[Said]:
    """What the cues say of each match, and the lists they stand in."""
    said = [_nearest(words, matches, place, hits, turns) for place in range(len(matches))]
    for place in range(1, len(matches)):
        if not said[place].own:
            said[place] = _inherited(words, matches[place - 1], matches[place], said[place - 1], grammar) or said[place]
    for place in reversed(range(len(matches) - 1)):
        following = said[place + 1]
        if not said[place].own and following.own and following.status == "asked":
            said[place] = _inherited(words, matches[place], matches[place + 1], following, grammar) or said[place]
    return said


def _cue_word(word: Word) -> str:
    """The word for patterns; a firm border is empty, a comma a word of its own that no cue has."""
    return word.fold if word.kind is not Kind.COMMA else ","


def _inherited(words: Sequence[Word], one: Match, other: Match, said: Said, grammar: Grammar) -> Said | None:
    """In a list one cue serves all; what is taken out or turned down only as far as "and" or "or" reaches."""
    joint = is_list(words, one, other, grammar)
    if joint is None or (said.negated and not joint):
        return None
    return said


def _nearest(words: Sequence[Word], matches: Sequence[Match], place: int, hits: Sequence[Hit], turns: Sequence[Hit]) -> Said:
    match = matches[place]
    low = max((turn.end for turn in turns if turn.end <= match.first), default=0)
    low = max(low, matches[place - 1].last + 1 if place else 0)
    high = matches[place + 1].first if place + 1 < len(matches) else len(words)
    best, nearest = Said(), _FAR
    for hit in hits:
        kind, side = divmod(hit.value, len(_SIDES))
        distance = _before(words, hit, match, low, adjacent=side == 1) if side < 2 else _after(words, hit, match, high)
        if distance < nearest:
            _, status, negated = _KINDS[kind]
            best, nearest = Said(status, negated, own=True), distance
    return best


def _before(words: Sequence[Word], hit: Hit, match: Match, low: int, *, adjacent: bool) -> float:
    if hit.start < low or hit.start >= match.first:
        return _FAR
    between = words[hit.end : match.first]
    if adjacent and any(
        word.kind is not Kind.FUNCTION and not word.flags & _BETWEEN and not word.fold[:1].isdigit() for word in between
    ):
        return _FAR
    return _distance(between)


def _after(words: Sequence[Word], hit: Hit, match: Match, high: int) -> float:
    if hit.end <= match.last + 1 or hit.start >= high or hit.start < match.first:
        return _FAR
    return _distance(words[match.last + 1 : hit.start]) + 0.5


def _distance(between: Sequence[Word]) -> float:
    """Words between cue and name, commas counting more; a border or a "but" is too far."""
    if any(word.kind is Kind.BREAK or word.fold in AGAINST for word in between):
        return _FAR
    return sum(_COMMA if word.kind is Kind.COMMA else 1.0 for word in between if word.kind is not Kind.FUNCTION)
